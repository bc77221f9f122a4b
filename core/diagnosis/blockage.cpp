#include "diagnosis/blockage.h"

#include "base/endpoint.h"
#include "diagnosis/scene.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

constexpr unsigned farthest = 255;

/// What became of connections to one port with a growing time to live.
struct Way {
    std::map<unsigned, std::string> routers; ///< that let one die, by how far they are
    unsigned end = 0;                        ///< where somebody opened or refused first; 0: nobody did

    unsigned last() const { return routers.empty() ? 0 : routers.rbegin()->first; }
};

unsigned timeToLiveOf(const Hop &hop)
{
    const std::string *text = hop.fact("time to live");
    unsigned number = 0;
    if (text)
        std::from_chars(text->data(), text->data() + text->size(), number);
    return std::min(number, farthest);
}

void take(Way &way, const Hop &knock)
{
    const unsigned at = timeToLiveOf(knock);
    const std::string *router = knock.fact("router");
    if (router)
        way.routers[at] = *router;
    const bool isRefused = knock.failure && knock.failure->code == Code::refused;
    const bool isFromTheEnd = (knock.outcome == Outcome::passed && !router) || isRefused;
    if (isFromTheEnd && (!way.end || at < way.end))
        way.end = at;
}

std::map<std::uint16_t, Way> waysTo(const std::string &address, const Trace &trace)
{
    std::map<std::uint16_t, Way> ways;
    for (const Hop &hop : trace.hops)
        if (hop.kind == Kind::connect && hop.port && hop.address == address && timeToLiveOf(hop))
            take(ways[*hop.port], hop);
    return ways;
}

// An address that report/mask has replaced says by its name what it was.
bool isPrivateText(const std::string &text)
{
    const auto address = addressFrom(text);
    return address ? isPrivate(*address) : text.starts_with("private-address");
}

/// The way to another port of the machine, and who runs which part of it.
class Map
{
public:
    Map(const Way &open, bool isPrivateMachine) : open_(open)
    {
        for (const auto &[at, router] : open_.routers)
            if (!isPrivateText(router))
                lastPublic_ = at;
        isInside_ = isPrivateMachine && !lastPublic_;
        edge_ = open_.end ? edgeBefore(open_.end) : open_.last();
    }

    bool isInside() const { return isInside_; }

    /// The nearest after `last` of which something was heard; 0: none was.
    unsigned after(unsigned last) const
    {
        const auto next = open_.routers.upper_bound(last);
        return next != open_.routers.end() ? next->first : open_.end > last ? open_.end : 0;
    }

    /// The first router is the home's when its address is private; a further private one may be the provider's as well.
    std::set<Party> partiesAt(unsigned at) const
    {
        if (isInside_ || at >= edge_)
            return {Party::company};
        const auto router = open_.routers.find(at);
        const bool isHidden = router != open_.routers.end() && at < firstPublic() && isPrivateText(router->second);
        if (!isHidden)
            return {Party::provider};
        return at == 1 ? std::set{Party::home} : std::set{Party::home, Party::provider};
    }

private:
    unsigned firstPublic() const
    {
        for (const auto &[at, router] : open_.routers)
            if (!isPrivateText(router))
                return at;
        return farthest;
    }

    unsigned edgeBefore(unsigned machine) const
    {
        const bool isPrivateBehind = lastPublic_ && open_.last() > lastPublic_;
        if (isPrivateBehind)
            return lastPublic_;
        return lastPublic_ && lastPublic_ + 1 < machine ? lastPublic_ + 1 : machine - 1;
    }

    const Way &open_;
    unsigned lastPublic_ = 0, edge_ = 0;
    bool isInside_ = false;
};

// As net/icmp writes it: "ICMP 3/13 (communication administratively prohibited) from 198.51.100.2".
std::string sayerIn(const Hop &hop)
{
    const std::string *by = hop.fact("said by");
    const auto from = by && by->starts_with("ICMP") ? by->rfind(" from ") : std::string::npos;
    return from == std::string::npos ? std::string{} : by->substr(from + 6);
}

std::vector<Party> listOf(const std::set<Party> &parties) { return {parties.begin(), parties.end()}; }

// No way goes on from there, whatever the port: the machine may be off, or nothing gets in at all. Those that passed both on are
// innocent.
std::vector<Party> suspectsBehind(unsigned last, const Map &map)
{
    if (map.isInside())
        return {Party::company};
    return last >= 2 ? std::vector{Party::company, Party::provider} : std::vector<Party>{};
}

std::vector<Party> suspectsBetween(const Hop &failed, const Way &shut, const Way &open, bool isPrivateMachine)
{
    const Map map(open, isPrivateMachine);
    const unsigned last = shut.last(), next = map.after(last);
    const bool isFromTheMachine = (shut.end && shut.end >= open.end && open.end) || sayerIn(failed) == failed.address;
    if (isFromTheMachine)
        return {Party::company};
    if (!last)
        return {};
    if (sayerIn(failed) == shut.routers.at(last))
        return listOf(map.partiesAt(last));
    if (!next)
        return isPrivateMachine && !map.isInside() ? std::vector<Party>{} : suspectsBehind(last, map);
    std::set<Party> parties;
    for (unsigned at = last; at <= next; ++at)
        parties.merge(map.partiesAt(at));
    return listOf(parties);
}

} // namespace

std::vector<Party> suspectsOf(const Trace &trace, const Hop &failed)
{
    if (failed.kind != Kind::connect || !failed.address || !failed.port)
        return {};
    const auto ways = waysTo(*failed.address, trace);
    const auto shut = ways.find(*failed.port);
    if (shut == ways.end())
        return {};
    const Way *open = nullptr;
    for (const auto &[port, way] : ways)
        if (port != *failed.port && (!open || (way.end && !open->end) || way.last() > open->last()))
            open = &way;
    return open ? suspectsBetween(failed, shut->second, *open, isPrivateText(*failed.address)) : std::vector<Party>{};
}

} // namespace mailwalk::diagnosis
