#pragma once

#include "discovery/settings.h"
#include "http/sign_in.h"
#include "net/step.h"

/// Autodiscover as Outlook does it ([MS-OXDISCO] 3.1.5): root domain, autodiscover., plain-HTTP redirect, SRV.
namespace mailwalk::discovery {

struct Question {
    std::string address; ///< "alice@corp.test"
    std::string userAgent;
    http::Consent consent;
    http::SignIn *signIn = nullptr; ///< none without a password
};

constexpr std::size_t mostRedirects = 10;

/// Inside a stage `discover`. All candidates start together, without credentials; they are judged in Outlook's order, and only
/// the winner gets the credentials. Each is an `attempt` in the record. Nothing without a password: then the candidates are
/// walked as far as that goes. Throws Stopped when nobody has an answer.
std::optional<Settings> discover(const net::Step &step, const Question &question);

/// What stands behind the @, as DNS has it (RFC 5890): "xn--mnchen-3ya.test". Empty when it can be no host's name.
std::string domainOf(const std::string &address);

/// A mail service for everybody ("gmail.com"), which has no Exchange mailboxes to set up this way.
bool isFreeMail(std::string_view domain);

} // namespace mailwalk::discovery
