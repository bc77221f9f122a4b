#pragma once

#include "exchange/store.h"
#include "http/sign_in.h"
#include "path/walk.h"

#include <map>

namespace mailwalk::path {

/// Which hosts are the user's own: what was typed, and what stands behind the @. Nothing that a server named. With the person to
/// be asked about the others.
http::Consent consentOf(const Request &request);

/// What all lanes of a walk share: who signs in and how, and which hosts have been resolved already.
class Account
{
public:
    explicit Account(const Request &request);

    const Request &request() const { return request_; }
    bool signsIn() const { return signIn_ != nullptr; }
    http::SignIn &signIn() const { return *signIn_; }
    http::SignIn *signInIfAny() const { return signIn_.get(); }
    auth::Level level() const { return signIn_->rules().level; }
    exchange::ClientVersion clientVersion() const;
    std::string userAgent() const; ///< as Outlook names itself to web servers

    /// Resolves a host once; the second time nothing is asked, and a failure comes again with the fact "stopped at hop".
    rpc::Place place(const net::Step &step, const std::string &host);

    const http::Consent &consent() const { return signIn_ ? signIn_->rules().consent : consent_; }

private:
    const Request &request_;
    const http::Consent consent_;
    std::unique_ptr<http::SignIn> signIn_;
    struct Known {
        std::mutex mutex; ///< of one host: whoever asks for another does not wait
        std::optional<std::vector<Address>> addresses;
        std::optional<net::Stopped> failure;
    };
    std::mutex mutex_;
    std::map<std::string, Known> known_;
};

/// How a web server may be signed in to when nobody names one way, the dearest first.
std::vector<http::Scheme> schemesOf(Scheme scheme);

} // namespace mailwalk::path
