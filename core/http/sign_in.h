#pragma once

#include "auth/context.h"
#include "http/consent.h"

#include <mutex>
#include <set>

namespace mailwalk::http {

/// How a web server may be signed in to (RFC 7617, RFC 4559, [MS-NTHT]).
enum class Scheme { basic, ntlm, negotiate };
std::string_view nameOf(Scheme); ///< as it stands in WWW-Authenticate: "Basic", "NTLM", "Negotiate"

/// Who signs in during one walk, how, and where that is allowed. Shared by all connections and lanes of the walk, so that the
/// first refusal ends every further try: no walk may lock an account.
class SignIn
{
public:
    struct Rules {
        std::vector<auth::Mechanism>
            mechanisms;    ///< of RPC, tried in this order; the next only when a server does not know the one before
        auth::Level level; ///< of RPC: integrity or better, but for an Outlook that asks for less
        Consent consent;
        std::vector<Scheme> schemes; ///< of HTTP, the dearest first
    };

    SignIn(auth::Identity identity, Rules rules) : identity_(std::move(identity)), rules_(std::move(rules)) {}

    const Rules &rules() const { return rules_; }

    /// The domain that goes with the user; empty for a bare name. A principal name (alice@corp.test) brings its own.
    std::string domain() const;

    /// The user's address has turned out to be one in this domain too, and there is a consent for it. Before lanes begin.
    void addDomain(std::string domain) { rules_.consent.acceptedDomains.push_back(std::move(domain)); }

    std::optional<trace::Failure> objection(const std::string &host) const { return rules_.consent.objection(host); }
    /// Why this host at this address must not have the sign-in outside TLS. NTLM over TCP cannot prove the server: only private
    /// addresses, and only hosts of the user's own domain, unless a consent says so.
    std::optional<trace::Failure> objection(const std::string &host, const Address &address) const;
    /// Asks the person, where only their consent is missing for that. Whether it was given just now: that took its time.
    bool consult(const net::Step &step, const std::string &host, const Address &address) const;

    /// A fresh exchange for one connection; the SPN is "exchangeMDB/ex1.corp.test" or "HTTP/mail.corp.test". The channel binding
    /// is that of the TLS connection it runs in (auth/channel_binding.h).
    Result<std::unique_ptr<auth::Context>, auth::Obstacle>
    begin(auth::Mechanism mechanism, auth::Level level, const std::string &spn, std::optional<Bytes> channelBinding = {}) const;

    /// user:password as Basic sends it, before Base64 (RFC 7617 2, UTF-8). Inside TLS only.
    Secret userAndPassword() const;

    /// The right to let the password's proof leave for a door: an RPC server's name, or a web server's part (doorOf). One
    /// connection of the whole walk at a time has it for doors that have not accepted the password yet, so that lanes side by
    /// side make no more than one wrong try: behind another door another directory may be asked. Goes back when it dies; without
    /// a verdict that means: no proof has left.
    class Turn
    {
    public:
        Turn(Turn &&other) noexcept
            : of_(std::exchange(other.of_, nullptr)) {} ///< null: the door has accepted, nobody waits for it
        Turn &operator=(Turn &&) = delete;
        ~Turn();

    private:
        friend class SignIn;
        explicit Turn(SignIn *of) : of_(of) {}
        SignIn *of_;
    };
    /// Waits for it, at most the time of three answers. Throws the refusal when there was one meanwhile.
    /// Nothing hangs: a wait ends with a turn, an acceptance, a refusal, a stop or the deadline. But as long as the
    /// door has not accepted, whoever has a turn must come to a verdict without anybody else's: two connections that depend on
    /// each other (the channels of RPC over HTTP) sign in one after the other. A refusal is told before the turn goes back, or
    /// the next in the queue would make a second wrong try.
    Turn turn(const net::Step &hop, const std::string &door);

    void accepted(const std::string &door); ///< it has taken the password: from now on nobody waits for it
    bool isAccepted(const std::string &door) const;
    bool isAcceptedAnywhere() const;

    /// Remembers the first definitive refusal, and gives it back.
    void refused(const net::Stopped &how);
    std::optional<net::Stopped> refusal() const;

private:
    class Queue;
    std::optional<Turn> take(const std::string &door); ///< the turn, if it is free

    auth::Identity identity_;
    Rules rules_;
    mutable std::mutex mutex_;
    std::optional<net::Stopped> refusal_;
    std::set<std::string> acceptedBy_;
    bool taken_{};
};

} // namespace mailwalk::http
