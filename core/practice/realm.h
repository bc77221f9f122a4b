#pragma once

#include "auth/acceptor.h"
#include "practice/directory.h"

#include <map>
#include <mutex>
#include <set>

namespace mailwalk::practice {

/// The domain that the accounts belong to. Counts wrong tries, for all machines together: after three an account is locked, and
/// nothing on the wire tells a locked account from a wrong password.
class Realm
{
public:
    static constexpr int mostWrongTries = 3;

    Realm(const Directory &directory, std::set<std::string> locked) : directory_(directory), locked_(std::move(locked)) {}

    /// As typed: "alice", "alice@corp.test"; the domain "CORP", "corp.test" or empty. Null for a stranger.
    const Mailbox *accountOf(std::string_view user, std::string_view domain) const;
    std::optional<Secret> passwordOf(std::string_view user, std::string_view domain) const;

    bool mayEnter(const Mailbox &account) const; ///< who has proven the password
    void countWrongTry(std::string_view user, std::string_view domain);
    int wrongTries(std::string_view user) const;

private:
    const Directory &directory_;
    mutable std::mutex mutex_;
    std::set<std::string> locked_;
    std::map<std::string, int> wrongTries_;
};

/// Now, in 100 ns since 1601.
std::uint64_t fileTimeNow();

/// How this machine of the realm, which must outlive it, lets people sign in.
auth::AcceptorSettings acceptorSettings(const Realm &realm, std::string_view host);

} // namespace mailwalk::practice
