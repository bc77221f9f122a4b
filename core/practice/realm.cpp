#include "practice/realm.h"

#include <algorithm>
#include <chrono>

namespace mailwalk::practice {
namespace {

constexpr std::string_view netBiosDomain = "CORP", dnsDomain = "corp.test";
constexpr std::uint64_t unixEpoch = 116'444'736'000'000'000; // as a FILETIME

bool isOurs(std::string_view domain) { return domain.empty() || sameName(domain, netBiosDomain) || sameName(domain, dnsDomain); }

std::string netBiosNameOf(std::string_view host)
{
    std::string name(host.substr(0, host.find('.')));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return name;
}

} // namespace

const Mailbox *Realm::accountOf(std::string_view user, std::string_view domain) const
{
    if (!isOurs(domain))
        return nullptr;
    const std::size_t at = user.rfind('@');
    if (at == std::string_view::npos)
        return directory_.mailboxOf(user);
    return sameName(user.substr(at + 1), dnsDomain) ? directory_.mailboxOf(user.substr(0, at)) : nullptr;
}

std::optional<Secret> Realm::passwordOf(std::string_view user, std::string_view domain) const
{
    const Mailbox *account = accountOf(user, domain);
    return account ? std::optional(Secret(std::string(account->password))) : std::nullopt;
}

bool Realm::mayEnter(const Mailbox &account) const
{
    const std::lock_guard guard(mutex_);
    return !locked_.contains(account.account);
}

void Realm::countWrongTry(std::string_view user, std::string_view domain)
{
    const Mailbox *account = accountOf(user, domain);
    if (!account)
        return;
    const std::lock_guard guard(mutex_);
    if (++wrongTries_[account->account] >= mostWrongTries)
        locked_.insert(account->account);
}

int Realm::wrongTries(std::string_view user) const
{
    const Mailbox *account = accountOf(user, {});
    const std::lock_guard lock(mutex_);
    const auto found = account ? wrongTries_.find(account->account) : wrongTries_.end();
    return found == wrongTries_.end() ? 0 : found->second;
}

std::uint64_t fileTimeNow()
{
    using Ticks = std::chrono::duration<std::uint64_t, std::ratio<1, 10'000'000>>;
    const auto since1970 = std::chrono::system_clock::now().time_since_epoch();
    return unixEpoch + std::chrono::duration_cast<Ticks>(since1970).count();
}

auth::AcceptorSettings acceptorSettings(const Realm &realm, std::string_view host)
{
    auth::AcceptorSettings settings;
    settings.names = {netBiosNameOf(host), std::string(netBiosDomain), std::string(host), std::string(dnsDomain),
                      std::string(dnsDomain)};
    settings.fileTime = fileTimeNow();
    settings.passwordOf = [&realm](const std::string &user, const std::string &domain) { return realm.passwordOf(user, domain); };
    return settings;
}

} // namespace mailwalk::practice
