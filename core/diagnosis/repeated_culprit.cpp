#include "diagnosis/repeated_parts.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

using Suspects = std::set<Participant>;

// In every run that failed, and in none that did not.
Suspects suspectsOf(const std::vector<Trace> &walks, const Course &course)
{
    std::map<Participant, std::size_t> bad;
    Suspects cleared;
    for (std::size_t run = 0; run < walks.size(); ++run)
        for (const auto &[one, hasFailed] : castOf(walks[run], course.lane)) {
            bad[one] += course.turns[run] == Turn::bad;
            if (course.turns[run] == Turn::good)
                cleared.insert(one);
        }
    Suspects suspects;
    for (const auto &[one, times] : bad)
        if (times == course.count(Turn::bad) && !cleared.contains(one))
            suspects.insert(one);
    return suspects;
}

Suspects common(const Suspects &a, const Suspects &b)
{
    Suspects both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
    return both;
}

// Those who stood at the very hop that stopped each of the failing runs. Whoever merely was there, and did its part, is no
// culprit: the referral service hands out another directory server each time, so one of them is always new.
Suspects caughtInTheAct(const std::vector<Trace> &walks, const Course &course, const Suspects &suspects)
{
    Suspects caught = suspects;
    for (std::size_t run = 0; run < walks.size(); ++run) {
        const Hop *stop = walks[run].hop(course.stops[run]);
        if (course.turns[run] != Turn::bad)
            continue;
        const auto there = stop ? participantsAt({walks[run], *stop}) : std::vector<Participant>{};
        caught = common(caught, Suspects(there.begin(), there.end()));
    }
    return caught;
}

std::set<std::string> namesIn(const Suspects &suspects, Group group)
{
    std::set<std::string> names;
    for (const Participant &one : suspects)
        if (one.group == group)
            names.insert(one.name);
    return names;
}

bool isItsAddress(const Series &series, const std::string &host, const std::string &address)
{
    return std::any_of(series.addresses.begin(), series.addresses.end(), [&](const Addresses &walk) {
        const auto found = walk.find(host);
        return found != walk.end() && found->second.contains(address);
    });
}

// A machine may be suspected by its name, its address and its part. Two machines that cannot be told apart: nobody.
std::optional<Participant> oneOf(const Series &series, const Suspects &suspects)
{
    const auto addresses = namesIn(suspects, Group::address), frontEnds = namesIn(suspects, Group::frontEnd);
    const auto directories = namesIn(suspects, Group::directoryServer);
    auto hosts = namesIn(suspects, Group::host);
    hosts.insert(directories.begin(), directories.end());
    if (hosts.size() > 1 || frontEnds.size() > 1 || (hosts.empty() && addresses.size() > 1))
        return std::nullopt;
    if (hosts.size() == 1) {
        const std::string &host = *hosts.begin();
        const bool isAllItsOwn = std::all_of(addresses.begin(), addresses.end(), [&](const std::string &address) {
            return address == host || isItsAddress(series, host, address);
        });
        if (!isAllItsOwn || !frontEnds.empty())
            return std::nullopt;
        return Participant{directories.empty() ? Group::host : Group::directoryServer, host};
    }
    if (!frontEnds.empty())
        return Participant{Group::frontEnd, *frontEnds.begin()};
    return addresses.empty() ? std::nullopt : std::optional(Participant{Group::address, *addresses.begin()});
}

} // namespace

// Where all walks failed, or none, repeating has not told one machine from another.
std::optional<Participant> culpritOf(const Series &series, const Course &course)
{
    if (!course.isMixed())
        return std::nullopt;
    return oneOf(series, caughtInTheAct(series.walks, course, suspectsOf(series.walks, course)));
}

} // namespace mailwalk::diagnosis
