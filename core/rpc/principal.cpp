#include "rpc/principal.h"

#include "base/text.h"

#include <algorithm>

namespace mailwalk::rpc {

static std::string nameIn(const std::string &principal)
{
    static constexpr std::string_view prefix = "msstd:";
    const std::string lower = sameCase(principal);
    return lower.starts_with(prefix) ? lower.substr(prefix.size()) : lower;
}

bool namesPrincipal(const std::string &principal)
{
    const std::string name = nameIn(principal);
    return !name.empty() && name != "none";
}

std::vector<std::string> namesCompared(const net::Peer &peer, PrincipalRule rule)
{
    std::vector<std::string> names;
    const auto add = [&](const std::string &name) {
        if (!name.empty() && std::find(names.begin(), names.end(), sameCase(name)) == names.end())
            names.push_back(sameCase(name));
    };
    add(peer.commonName);
    if (rule == PrincipalRule::anyName)
        std::for_each(peer.dnsNames.begin(), peer.dnsNames.end(), add);
    return names;
}

static std::string listed(const std::vector<std::string> &names)
{
    std::string all;
    for (const std::string &name : names)
        all += (all.empty() ? "" : ", ") + oneLine(name);
    return all.empty() ? "no name" : all;
}

std::optional<trace::Failure> objection(const net::Peer &peer, const std::string &principal, PrincipalRule rule)
{
    const auto names = namesCompared(peer, rule);
    if (std::find(names.begin(), names.end(), nameIn(principal)) != names.end())
        return std::nullopt;
    const std::string where = rule == PrincipalRule::commonName ? "the common name of its certificate" : "its certificate";
    return trace::Failure{trace::Code::certificate, "the principal name is not that of " + where, principal, listed(names)};
}

} // namespace mailwalk::rpc
