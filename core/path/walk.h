#pragma once

#include "auth/context.h"
#include "http/person.h"
#include "net/step.h"

#include <memory>

/// The whole product on one screen: the walk, straight down.
namespace mailwalk::path {

enum class Profile { fresh, finished }; ///< "new", "finished"
enum class Outlook { v2003, v2007, v2010, v2013, v2016, v2019, v365 };
enum class Scheme { any, basic, ntlm, negotiate };

std::string_view nameOf(Profile);
std::string_view nameOf(Outlook);
std::string_view nameOf(Scheme);
std::optional<Profile> profileFrom(std::string_view name);
std::optional<Outlook> outlookFrom(std::string_view name);
std::optional<Scheme> schemeFrom(std::string_view name);

/// What a finished profile has stored, typed or taken from a saved walk.
struct Remembered {
    std::string server;          ///< host of the mailbox server
    std::string mailboxDn;       ///< legacyDN of the mailbox
    std::string directory;       ///< host of the directory server; may be empty
    std::string rpcProxy{};      ///< host of the RPC proxy; empty for a direct connection
    std::string principal{};     ///< "msstd:mail.corp.test"; may be empty
    Scheme scheme = Scheme::any; ///< for the RPC proxy; never Basic, which a file alone must not bring about
};

/// What to walk. Without a password everything that needs none is walked.
struct Request {
    std::optional<std::string> address;             ///< "alice@corp.test"; enough where Autodiscover knows the rest
    std::optional<std::string> mailbox, server;     ///< typed by hand, as Outlook 2003 has them
    std::optional<std::string> rpcProxy, principal; ///< typed with the server: "mail.corp.test", "msstd:mail.corp.test"
    std::optional<trace::Transport> via;            ///< one lane alone, or all that are offered
    std::optional<auth::Identity> identity;         ///< with a password, or none
    Profile profile = Profile::fresh;
    Outlook outlook = Outlook::v2016;
    Scheme scheme = Scheme::any;
    std::vector<std::string> accepted;    ///< hosts that may have the sign-in although they are on no private address
    std::optional<Remembered> remembered; ///< for a finished profile
    http::Person *person = nullptr;       ///< to be asked while it runs; without one, what was not accepted is declined
};

/// What a trace has learned that a finished profile would store. Nothing when the walk did not come that far.
std::optional<Remembered> rememberedFrom(const trace::Trace &trace);

/// How the RPC proxy was signed in to; `any` when it was not.
Scheme schemeAtProxy(const trace::Trace &trace);

/// What options of the command line make of a request: --server, --mailbox, --rpc-proxy, --principal, --via, --outlook, --auth,
/// --accept, each followed by its value. Others, and values that are none, are passed over.
void apply(const std::vector<std::string> &options, Request &request);

trace::Asked askedOf(const Request &request);

/// The record so far, with the program and the system that made it.
trace::Trace recordOf(const trace::Recorder &recorder);

/// A fact of the walk's own hop, once the password's proof has left: "accepted" by somebody, "refused", or "no answer to it".
inline constexpr const char *passwordFact = "password";

/// Walks. Everything it finds out is in the journey's recorder; a stop ends it within one act.
void walk(const Request &request, net::Journey &journey, const net::Stop &stop);

} // namespace mailwalk::path
