#include "diagnosis/whereabouts.h"

#include "base/endpoint.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using trace::Hop;
using trace::Kind;
using trace::Outcome;

namespace {

bool hasPassed(const Hop &hop) { return hop.outcome == Outcome::passed || hop.outcome == Outcome::warned; }

// Empty for a name without a dot.
std::string zoneOf(const std::string &name) { return sameCase(name.substr(std::min(name.find('.'), name.size()))); }

// As net/connection and net/icmp write it.
std::string_view sayer(const Scene &s)
{
    const std::string *by = s.hop.fact("said by");
    return by ? std::string_view(*by) : std::string_view{};
}

} // namespace

bool isNeighbourKnown(const Scene &s)
{
    const std::string zone = zoneOf(s.host());
    return !zone.empty() && std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
        return hop.kind == Kind::resolve && hasPassed(hop) && zoneOf(hostIn(hop.target)) == zone;
    });
}

bool isInside(const Scene &s)
{
    return std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
        return hop.kind == Kind::connect && hasPassed(hop) && Scene{s.trace, hop}.isPrivateAddress();
    });
}

bool isPublicAddress(const Scene &s) { return s.hop.address && !s.isPrivateAddress(); }

bool isReachedAtMapper(const Scene &s)
{
    const std::string host = sameCase(s.host());
    return std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
        return hop.kind == Kind::connect && hasPassed(hop) && portIn(hop.target) == mapperPort &&
               sameCase(hostIn(hop.target)) == host;
    });
}

bool isSaidHere(const Scene &s) { return sayer(s).starts_with("this machine"); }

bool isSaidByIcmp(const Scene &s) { return sayer(s).starts_with("ICMP"); }

bool isRejected(const Scene &s)
{
    static constexpr std::string_view words[] = {"prohibited", "port unreachable", "failed the policy", "route rejected"};
    return isSaidByIcmp(s) && std::any_of(std::begin(words), std::end(words),
                                          [&](std::string_view word) { return sayer(s).find(word) != std::string_view::npos; });
}

} // namespace mailwalk::diagnosis
