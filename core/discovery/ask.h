#pragma once

#include "discovery/settings.h"
#include "discovery/trail.h"
#include "http/authorization.h"

/// Asking one URL for settings: without credentials, and with them.
namespace mailwalk::discovery {

/// What an answer leads to: the settings, another address, another URL, or the question who asks.
using Lead = std::variant<Settings, RedirectAddress, Url, http::Offer>;

/// Where a candidate has come to. Its lead is never a URL: redirects have been followed.
struct Found {
    Url url;
    std::vector<Address> addresses;
    http::Connection connection;
    Clock::time_point since; ///< the connection has been idle
    Trail trail;
    Lead lead;
};

/// As the chosen Outlook asks.
class Asker
{
public:
    Asker(std::string userAgent, http::Consent consent) : userAgent_(std::move(userAgent)), consent_(std::move(consent)) {}

    /// Asks a URL without credentials, and wherever it leads. Fails when neither settings nor a challenge come of it.
    Found ask(const net::Step &step, Url url, Trail trail) const;

    /// Plain HTTP, where only a redirect counts: neither credentials nor the address go there.
    Found askForRedirect(const net::Step &step, const Url &url, Trail trail) const;

    /// Answers the challenge that was found. What comes of it may be a challenge again: of the URL that this one led to.
    Found signIn(const net::Step &step, Found challenged, http::SignIn &signIn) const;

private:
    http::Request request(const Url &url, const Trail &trail) const;
    Found askOnce(const net::Step &step, const Url &url, Trail trail) const;

    http::Connection open(const net::Step &step, const Url &url, const std::vector<Address> &addresses) const;

    std::string userAgent_;
    http::Consent consent_;
};

} // namespace mailwalk::discovery
