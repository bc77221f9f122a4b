#include "http/consent.h"

#include <algorithm>

namespace mailwalk::http {

static bool isInside(const std::string &host, const std::string &domain)
{
    if (host == domain)
        return true;
    return host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.';
}

static bool isInside(const std::string &host, const std::vector<std::string> &domains)
{
    return std::any_of(domains.begin(), domains.end(),
                       [&](const std::string &d) { return isInside(sameCase(host), sameCase(d)); });
}

bool Consent::isOwn(const std::string &host) const { return isInside(host, domains); }

bool Consent::isGivenTo(const std::string &host) const
{
    return std::any_of(accepted.begin(), accepted.end(), [&](const std::string &a) { return sameCase(a) == sameCase(host); });
}

net::OldestTls Consent::oldestTls(const std::string &host) const
{
    return isGivenTo(host) ? net::OldestTls::v1_0 : net::OldestTls::v1_2;
}

std::optional<trace::Failure> Consent::objection(const std::string &host) const
{
    const bool isSaid = counsel && counsel->isGiven(Doubt::foreignHost, host);
    if (isSaid || isGivenTo(host) || isOwn(host) || isInside(host, acceptedDomains))
        return std::nullopt;
    return trace::Failure{trace::Code::consent, host + " is outside the user's own domain and gets nothing without consent",
                          "consent", "none"};
}

void Consent::demand(const net::Step &step, const std::string &host, const std::string &namedBy) const
{
    if (counsel && objection(host))
        counsel->ask(step, {Doubt::foreignHost, host, namedBy, {}, {}});
    if (const auto still = objection(host))
        step.fail(*still);
}

} // namespace mailwalk::http
