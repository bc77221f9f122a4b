#include "diagnosis/proxy.h"

#include "base/endpoint.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

std::optional<Endpoint> innerOf(const Scene &s) { return endpointFrom(s.inner()); }

bool isOpenChannel(const Hop &hop)
{
    return hop.kind == Kind::channel && (hop.outcome == Outcome::passed || hop.outcome == Outcome::warned);
}

template <class Fits> bool isChannelOpened(const Scene &s, Fits fits)
{
    return std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
        const auto other = isOpenChannel(hop) ? endpointFrom(hop.target) : std::nullopt;
        return other && fits(*other);
    });
}

std::optional<std::uint32_t> numberIn(std::string_view text)
{
    const bool isHex = text.starts_with("0x");
    std::uint32_t number{};
    const char *first = text.data() + (isHex ? 2 : 0), *last = text.data() + text.size();
    return std::from_chars(first, last, number, isHex ? 16 : 10).ec == std::errc{} ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<std::uint16_t> innerPort(const Scene &s)
{
    const auto inner = innerOf(s);
    return inner ? std::optional(inner->port) : std::nullopt;
}

bool isDoorKnown(const Scene &s)
{
    const std::string host = sameCase(s.host());
    return std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
        return hop.kind == Kind::http && hop.fact("offers") && hop.target.find("/rpc/") != std::string::npos &&
               sameCase(hostIn(hop.target)) == host;
    });
}

bool isAnotherPortOpen(const Scene &s)
{
    const auto inner = innerOf(s);
    return inner && isChannelOpened(s, [&](const Endpoint &other) {
               return sameCase(other.host) == sameCase(inner->host) && other.port != inner->port;
           });
}

bool isAnotherMachineOpen(const Scene &s)
{
    const auto inner = innerOf(s);
    const auto isSame = [&](const Endpoint &other) { return sameCase(other.host) == sameCase(inner->host); };
    return inner && isChannelOpened(s, [&](const Endpoint &other) { return !isSame(other); }) && !isChannelOpened(s, isSame);
}

bool answeredByDifferentServers(const Scene &s)
{
    std::set<std::string> names;
    for (const Hop &hop : s.trace.hops)
        if (const std::string *name = hop.fact("x-feserver"); name && Scene{s.trace, hop}.transport() == s.transport())
            names.insert(sameCase(*name));
    return names.size() > 1;
}

bool tellsExtended(const Scene &s, std::initializer_list<std::uint32_t> statuses)
{
    return std::any_of(s.hop.facts.begin(), s.hop.facts.end(), [&](const Fact &fact) {
        const auto number =
            fact.name.starts_with("eeinfo.") && fact.name.ends_with("tatus") ? numberIn(fact.value) : std::nullopt;
        return number && std::find(statuses.begin(), statuses.end(), *number) != statuses.end();
    });
}

} // namespace mailwalk::diagnosis
