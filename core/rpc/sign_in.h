#pragma once

#include "auth/context.h"
#include "net/step.h"

#include <mutex>

namespace mailwalk::rpc {

/// Who signs in during one walk, how, and where that is allowed. Shared by all connections of the walk, so that the first refusal
/// ends every further try: no walk may lock an account.
class SignIn
{
public:
    struct Rules {
        std::vector<auth::Mechanism>
            mechanisms;                    ///< tried in this order; the next only when a server does not know the one before
        auth::Level level;                 ///< integrity or better, but for an Outlook that asks for less
        std::vector<std::string> domains;  ///< hosts inside them are the user's own
        std::vector<std::string> accepted; ///< hosts with a consent given in advance
    };

    SignIn(auth::Identity identity, Rules rules) : identity_(std::move(identity)), rules_(std::move(rules)) {}

    const Rules &rules() const { return rules_; }

    /// The domain that goes with the user; empty for a bare name. A principal name (alice@corp.test) brings its own.
    std::string domain() const;

    /// Why this host must get nothing at all, not even a question; nothing when it may. Asked before it is gone to.
    std::optional<trace::Failure> objection(const std::string &host) const;
    /// Why this host at this address must not have the sign-in. NTLM over TCP cannot prove the server by TLS: only private
    /// addresses, and only hosts of the user's own domain, unless a consent says so.
    std::optional<trace::Failure> objection(const std::string &host, const Address &address) const;

    /// A fresh exchange for one connection; the SPN is "exchangeMDB/ex1.corp.test".
    Result<std::unique_ptr<auth::Context>, auth::Obstacle> begin(auth::Mechanism mechanism, auth::Level level,
                                                                 const std::string &spn) const;

    /// Remembers the first definitive refusal, and gives it back.
    void refused(const net::Stopped &how);
    std::optional<net::Stopped> refusal() const;

private:
    bool isOwn(const std::string &host) const;
    bool isAccepted(const std::string &host) const;

    auth::Identity identity_;
    Rules rules_;
    mutable std::mutex mutex_;
    std::optional<net::Stopped> refusal_;
};

} // namespace mailwalk::rpc
