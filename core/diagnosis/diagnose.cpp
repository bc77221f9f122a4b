#include "diagnosis/catalogue.h"
#include "diagnosis/oddities.h"
#include "diagnosis/rules.h"
#include "diagnosis/sentence.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

LaneVerdict judged(const Trace &trace, const Lane &lane)
{
    LaneVerdict verdict = lane.verdict();
    const Hop *stopping = lane.culprit();
    if (verdict.outcome == Result::fails)
        for (const auto cause : causesOf({trace, *stopping}))
            verdict.findings.push_back(findingAt(trace, *stopping, cause));
    for (Finding &oddity : odditiesOf(trace, lane, stopping))
        verdict.findings.push_back(std::move(oddity));
    return verdict;
}

bool isOffered(const LaneVerdict &lane)
{
    return lane.outcome == Result::works || lane.outcome == Result::fails || lane.outcome == Result::notProven;
}

// 135 is closed from the public internet almost everywhere; that is no failure where a lane through HTTPS is offered.
void forgivePublicMapper(std::map<Transport, LaneVerdict> &lanes)
{
    const auto direct = lanes.find(Transport::direct);
    if (direct == lanes.end() || direct->second.outcome != Result::fails || direct->second.findings.empty())
        return;
    const std::string &cause = direct->second.findings.front().cause;
    const bool isBlockedOutside = cause == "tcp135-filtered-by-provider" || cause == "direct-way-from-internet";
    const bool isHttpsOffered = std::any_of(
        lanes.begin(), lanes.end(), [](const auto &lane) { return lane.first != Transport::direct && isOffered(lane.second); });
    if (!isBlockedOutside || !isHttpsOffered)
        return;
    direct->second.outcome = Result::notOffered;
    direct->second.reason = Reason::notOffered;
    direct->second.findings.clear();
}

// One open mailbox is enough. Otherwise the lane that leaves the most open decides: it may still work.
LaneVerdict deciding(const std::map<Transport, LaneVerdict> &lanes)
{
    for (const Result wanted : {Result::works, Result::cancelled, Result::notProven, Result::fails})
        for (const auto &[transport, lane] : lanes)
            if (lane.outcome == wanted)
                return lane;
    return {};
}

LaneVerdict judgedWhole(const Trace &trace, const std::map<Transport, LaneVerdict> &lanes)
{
    LaneVerdict verdict = deciding(lanes);
    if (verdict.outcome == Result::notRun)
        verdict = judged(trace, Lane(trace, std::nullopt));
    const Hop *walk = trace.hop(1);
    const bool isUndecided = verdict.outcome == Result::notRun || verdict.outcome == Result::notOffered;
    if (isUndecided && walk && (walk->outcome == Outcome::cancelled || walk->outcome == Outcome::running))
        verdict.outcome = Result::cancelled;
    else if (isUndecided)
        verdict.outcome = Result::notProven;
    if (isUndecided && walk && walk->failure) {
        verdict.hop = walk->id;
        verdict.code = walk->failure->code;
    }
    return verdict;
}

} // namespace

Verdict diagnose(const Trace &trace)
{
    Verdict verdict;
    for (const Transport transport : {Transport::direct, Transport::rpcHttps, Transport::mapiHttps})
        if (const Lane lane(trace, transport); !lane.isEmpty())
            verdict.lanes.emplace(transport, judged(trace, lane));
    forgivePublicMapper(verdict.lanes);
    static_cast<LaneVerdict &>(verdict) = judgedWhole(trace, verdict.lanes);
    verdict.sentence = sentenceFor(verdict, trace);
    return verdict;
}

} // namespace mailwalk::diagnosis
