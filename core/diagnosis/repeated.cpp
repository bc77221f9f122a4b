#include "base/endpoint.h"
#include "diagnosis/repeated_parts.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

Turn turnOf(const LaneVerdict &verdict)
{
    switch (verdict.outcome) {
    case Result::works: return Turn::good;
    case Result::fails: return Turn::bad;
    case Result::notProven: return verdict.reason == Reason::needsPassword ? Turn::good : Turn::untold;
    case Result::notOffered: return verdict.code ? Turn::bad : Turn::untold; // forgiven, though it stopped somewhere
    case Result::notRun:
    case Result::cancelled: break;
    }
    return Turn::untold;
}

const LaneVerdict *laneOf(const Verdict &verdict, std::optional<Transport> lane)
{
    if (!lane)
        return &verdict;
    const auto found = verdict.lanes.find(*lane);
    return found == verdict.lanes.end() ? nullptr : &found->second;
}

// A lane that fails now and then is worth telling when every walk has worked by another one.
Course mostTelling(const std::vector<Verdict> &verdicts)
{
    Course whole = courseOf(verdicts, std::nullopt);
    if (whole.count(Turn::bad) > 0)
        return whole;
    for (const Transport lane : {Transport::direct, Transport::rpcHttps, Transport::mapiHttps})
        if (Course course = courseOf(verdicts, lane); course.isMixed())
            return course;
    return whole;
}

bool isWorse(const Share &a, const Share &b)
{
    const auto left = a.failed.bad * b.failed.all, right = b.failed.bad * a.failed.all;
    return left != right ? left > right : a.failed.all > b.failed.all;
}

std::vector<Share> sharesOf(const std::vector<Trace> &walks)
{
    std::map<Participant, Ratio> ratios;
    for (const Trace &walk : walks)
        for (const auto &[one, hasFailed] : castOf(walk)) {
            ++ratios[one].all;
            ratios[one].bad += hasFailed;
        }
    std::vector<Share> shares;
    for (const auto &[one, ratio] : ratios)
        shares.push_back({one.group, one.shown, ratio});
    std::stable_sort(shares.begin(), shares.end(), isWorse);
    return shares;
}

std::optional<Share> shareOf(const std::vector<Share> &shares, const std::optional<Participant> &whose)
{
    const auto found = std::find_if(shares.begin(), shares.end(), [&](const Share &share) {
        return whose && share.group == whose->group && sameCase(share.name) == whose->name;
    });
    return found == shares.end() ? std::nullopt : std::optional(*found);
}

std::optional<Percentiles> timesOfGood(const std::vector<Trace> &walks, const std::vector<Turn> &turns)
{
    std::vector<double> times;
    for (std::size_t run = 0; run < walks.size(); ++run)
        if (const Hop *walk = walks[run].hop(1); walk && walk->closed && turns[run] == Turn::good)
            times.push_back(*walk->closed - walk->opened);
    return percentilesOf(std::move(times));
}

std::vector<Addresses> addressesOfEach(const std::vector<Trace> &walks)
{
    std::vector<Addresses> all;
    std::transform(walks.begin(), walks.end(), std::back_inserter(all), addressesIn);
    return all;
}

} // namespace

std::string_view nameOf(Group group)
{
    switch (group) {
    case Group::address: return "address";
    case Group::directoryServer: return "directory-server";
    case Group::frontEnd: return "front-end";
    case Group::host: return "host";
    }
    return {};
}

// Before the proof has left, http and rpc call it auth-unsupported.
bool isPasswordRefused(const Trace &walk)
{
    return std::any_of(walk.hops.begin(), walk.hops.end(),
                       [](const Hop &hop) { return hop.failure && hop.failure->code == Code::authRejected; });
}

std::size_t Course::count(Turn turn) const { return static_cast<std::size_t>(std::count(turns.begin(), turns.end(), turn)); }

Course courseOf(const std::vector<Verdict> &verdicts, std::optional<Transport> lane)
{
    Course course{lane};
    for (const Verdict &verdict : verdicts) {
        const LaneVerdict *judged = laneOf(verdict, lane);
        course.turns.push_back(judged ? turnOf(*judged) : Turn::untold);
        course.stops.push_back(judged ? judged->hop.value_or(0) : 0);
    }
    return course;
}

Series::Series(const std::vector<Trace> &all) : walks(all), addresses(addressesOfEach(all)) {}

Repetition summarise(const std::vector<Trace> &walks)
{
    const Series series(walks);
    Repetition all;
    std::vector<Verdict> verdicts;
    for (const Trace &walk : walks) {
        verdicts.push_back(diagnose(walk));
        all.runs.push_back(verdicts.back().outcome);
    }
    all.turns = courseOf(verdicts, std::nullopt).turns;
    const Course course = mostTelling(verdicts);
    all.lane = course.lane;
    all.failed = {course.count(Turn::bad), course.count(Turn::bad) + course.count(Turn::good)};
    all.hops = gridOf(walks);
    all.shares = sharesOf(walks);
    all.culprit = shareOf(all.shares, culpritOf(series, course));
    const auto refused = std::find_if(walks.begin(), walks.end(), isPasswordRefused);
    all.refused = refused == walks.end() ? 0 : static_cast<std::size_t>(refused - walks.begin()) + 1;
    all.times = timesOfGood(walks, all.turns);
    all.sentence = sentenceFor(all, series);
    all.shares.resize(std::min(all.shares.size(), mostShares)); // those that never failed come last, and the sentence needs them
    return all;
}

} // namespace mailwalk::diagnosis
