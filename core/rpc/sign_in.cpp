#include "rpc/sign_in.h"

#include <algorithm>

namespace mailwalk::rpc {

static bool isInside(const std::string &host, const std::string &domain)
{
    if (host == domain)
        return true;
    return host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.';
}

bool SignIn::isOwn(const std::string &host) const
{
    return std::any_of(rules_.domains.begin(), rules_.domains.end(),
                       [&](const std::string &d) { return isInside(sameCase(host), sameCase(d)); });
}

bool SignIn::isAccepted(const std::string &host) const
{
    return std::any_of(rules_.accepted.begin(), rules_.accepted.end(),
                       [&](const std::string &a) { return sameCase(a) == sameCase(host); });
}

std::optional<trace::Failure> SignIn::objection(const std::string &host) const
{
    if (isAccepted(host) || isOwn(host))
        return std::nullopt;
    return trace::Failure{trace::Code::consent, host + " is outside the user's own domain and gets nothing without consent",
                          "consent", "none"};
}

std::optional<trace::Failure> SignIn::objection(const std::string &host, const Address &address) const
{
    if (auto objection = this->objection(host))
        return objection;
    if (isAccepted(host) || isPrivate(address))
        return std::nullopt;
    return trace::Failure{trace::Code::consent,
                          toText(address) +
                              " is a public address, and nothing but the password exchange would prove who answers there",
                          "a private address or consent", toText(address)};
}

std::string SignIn::domain() const
{
    const auto at = identity_.user.find('@');
    return at == std::string::npos ? identity_.domain : identity_.user.substr(at + 1);
}

static std::uint64_t fileTimeNow()
{
    constexpr std::uint64_t from1601to1970 = 116444736000000000; // in 100 ns, [MS-DTYP] 2.3.3
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return from1601to1970 + static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(since).count()) / 100;
}

Result<std::unique_ptr<auth::Context>, auth::Obstacle> SignIn::begin(auth::Mechanism mechanism, auth::Level level,
                                                                     const std::string &spn) const
{
    auth::Surroundings surroundings;
    surroundings.fileTime = fileTimeNow();
    surroundings.targetName = spn;
    return auth::newContext(mechanism, identity_.copy(), level, std::move(surroundings));
}

void SignIn::refused(const net::Stopped &how)
{
    const std::lock_guard lock(mutex_);
    if (!refusal_)
        refusal_ = how;
}

std::optional<net::Stopped> SignIn::refusal() const
{
    const std::lock_guard lock(mutex_);
    return refusal_;
}

} // namespace mailwalk::rpc
