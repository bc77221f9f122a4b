#include "diagnosis/explanation.h"

#include "base/endpoint.h"
#include "diagnosis/hop_difference.h"
#include "diagnosis/scene.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

using Differences = std::vector<Difference>;

bool isOfEnding(const Difference &difference)
{
    return difference.change != Change::place && difference.change != Change::setting && difference.change != Change::verdict;
}

const Couple *coupleWith(const std::vector<Couple> &couples, Which walk, std::optional<HopId> hop)
{
    const auto found = std::find_if(couples.begin(), couples.end(), [&](const Couple &couple) {
        const Hop *mine = walk == Which::first ? couple.first : couple.second;
        return mine && mine->id == hop;
    });
    return found == couples.end() ? nullptr : &*found;
}

std::optional<Stop> stopAt(const std::vector<Couple> &couples, Which walk, const LaneVerdict &verdict)
{
    const Couple *couple = coupleWith(couples, walk, verdict.hop);
    return couple ? std::optional(Stop{walk, couple, {}}) : std::nullopt;
}

// Of two that stop, the one that stops first on the path.
std::optional<Stop> earlier(const std::optional<Stop> &one, const std::optional<Stop> &other)
{
    if (!one || !other)
        return one ? one : other;
    return one->couple < other->couple ? one : other;
}

std::optional<Stop> stopOfLanes(const std::vector<Couple> &couples, const Verdict &first, const Verdict &second)
{
    for (const auto &[transport, lane] : first.lanes) {
        const auto other = second.lanes.find(transport);
        if (other == second.lanes.end() || (lane.outcome == Result::works) == (other->second.outcome == Result::works))
            continue;
        auto stop =
            lane.outcome == Result::works ? stopAt(couples, Which::second, other->second) : stopAt(couples, Which::first, lane);
        if (stop) {
            stop->lane = transport;
            return stop;
        }
    }
    return std::nullopt;
}

// A difference on the way: of the same lane or of what lanes share.
bool isOnWay(const Difference &difference, const std::string &role)
{
    const auto laneOf = [](const std::string &text) { return valueOf<Transport>(text.substr(0, text.find('/'))); };
    const auto lane = laneOf(difference.role);
    return !lane || lane == laneOf(role);
}

// What the settings or the person said, and how a walk may stop for that.
struct Lead {
    std::optional<Code> code;
    std::optional<Reason> reason;
    std::string_view setting; ///< the end of its name
};
constexpr Lead leads[] = {
    {Code::authUnsupported, {}, ": AuthPackage"},
    {Code::certificate, {}, ": CertPrincipalName"},
    {{}, Reason::needsPassword, "signed in"},
    {{}, Reason::notOffered, "EXPR"},
    {{}, Reason::notOffered, "EXCH"},
    {{}, Reason::notOffered, ": Server"},
};

bool isLedBySetting(const Difference &each, const Hop &stopped)
{
    return each.change == Change::setting && std::any_of(std::begin(leads), std::end(leads), [&](const Lead &lead) {
               const bool isSo =
                   lead.code ? stopped.failure && stopped.failure->code == lead.code : stopped.reason == lead.reason;
               return isSo && each.what.ends_with(lead.setting);
           });
}

// It names the machine that the one walk stopped at instead of the other's.
bool isLedElsewhere(const Difference &each, const Whereabout &a, const Whereabout &b)
{
    const auto names = [&](const std::string &before, const std::string &after, auto form) {
        return !before.empty() && !after.empty() && before != after && form(each.before) == before && form(each.after) == after;
    };
    return names(a.host, b.host, [](const std::string &value) { return sameCase(hostIn(value)); }) ||
           names(a.address, b.address, [](const std::string &value) { return value; });
}

// The first difference that led one walk to where it stopped. Before a step that only one of them has, the first on its way.
Differences::iterator parting(Differences &differences, const Stop &stop, const Trace &first, const Trace &second)
{
    const Couple &couple = *stop.couple;
    if (!couple.first || !couple.second) {
        const auto end = std::find_if(differences.begin(), differences.end(),
                                      [&](const Difference &each) { return each.role == couple.role; });
        const auto found =
            std::find_if(differences.begin(), end, [&](const Difference &each) { return isOnWay(each, couple.role); });
        return found == end ? differences.end() : found;
    }
    const Whereabout a = whereaboutOf(first, *couple.first), b = whereaboutOf(second, *couple.second);
    const Hop &stopped = stop.walk == Which::first ? *couple.first : *couple.second;
    return std::find_if(differences.begin(), differences.end(),
                        [&](const Difference &each) { return isLedElsewhere(each, a, b) || isLedBySetting(each, stopped); });
}

// That it ended there; else the first on the way that ended otherwise.
Differences::iterator ending(Differences &differences, const std::string &role)
{
    const auto found = std::find_if(differences.begin(), differences.end(),
                                    [&](const Difference &each) { return each.role == role && isOfEnding(each); });
    if (found != differences.end())
        return found;
    return std::find_if(differences.begin(), differences.end(),
                        [&](const Difference &each) { return isOfEnding(each) && isOnWay(each, role); });
}

void toFront(Differences &differences, Differences::iterator one)
{
    if (one != differences.end())
        std::rotate(differences.begin(), one, one + 1);
}

} // namespace

std::optional<Stop> stopOf(const std::vector<Couple> &couples, const Verdict &first, const Verdict &second)
{
    const bool works = first.outcome == Result::works, otherWorks = second.outcome == Result::works;
    if (works && otherWorks)
        return stopOfLanes(couples, first, second);
    if (works || otherWorks)
        return works ? stopAt(couples, Which::second, second) : stopAt(couples, Which::first, first);
    return earlier(stopAt(couples, Which::first, first), stopAt(couples, Which::second, second));
}

std::optional<Difference> explain(Differences &differences, const Stop &stop, const Trace &first, const Trace &second)
{
    const auto led = parting(differences, stop, first, second);
    const auto lead = led == differences.end() ? std::nullopt : std::optional(*led);
    toFront(differences, led);
    toFront(differences, ending(differences, stop.couple->role));
    return lead;
}

} // namespace mailwalk::diagnosis
