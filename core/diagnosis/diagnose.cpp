#include "diagnosis/catalogue.h"
#include "diagnosis/evidence.h"
#include "diagnosis/lanes.h"
#include "diagnosis/oddities.h"
#include "diagnosis/rules.h"
#include "diagnosis/sentence.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

void add(std::vector<Finding> &findings, const std::vector<Finding> &more)
{
    for (const Finding &each : more) {
        const auto isSame = [&](const Finding &known) { return known.cause == each.cause && known.text == each.text; };
        if (std::none_of(findings.begin(), findings.end(), isSame))
            findings.push_back(each);
    }
}

LaneVerdict judged(const Trace &trace, const Lane &lane)
{
    LaneVerdict verdict = lane.verdict();
    const Hop *stopping = lane.culprit();
    if (stopping && verdict.hop == stopping->id)
        for (const auto cause : causesOf({trace, *stopping}))
            verdict.findings.push_back(findingAt(trace, *stopping, cause));
    add(verdict.findings, odditiesOf(trace, lane, stopping));
    return verdict;
}

// Nothing was proven, and nothing failed: the walk itself says whether it came to its end.
void decideByWalk(const Trace &trace, LaneVerdict &verdict)
{
    const Hop *walk = trace.hop(1);
    const bool isUnfinished = walk && (walk->outcome == Outcome::cancelled || walk->outcome == Outcome::running);
    verdict.outcome = isUnfinished ? Result::cancelled : Result::notProven;
    if (!walk || !walk->failure)
        return;
    verdict.hop = walk->id;
    verdict.code = walk->failure->code;
}

// No lane has worked. What the settings lack decides where nothing else leads anywhere, and is told where something failed.
LaneVerdict withLack(const Trace &trace, const LaneVerdicts &lanes, LaneVerdict verdict)
{
    auto lack = lackOfWays(trace);
    if (!lack)
        return verdict;
    if (leadsAnywhere(trace, lanes)) {
        if (verdict.outcome == Result::fails)
            add(verdict.findings, lack->findings);
        return verdict;
    }
    add(lack->findings, verdict.findings);
    return *lack;
}

// Autodiscover only stands for what a finished profile has stored: that profile does not ask it, and may work all the same. But a
// password that is refused there is refused everywhere.
LaneVerdict sparing(const Trace &trace, LaneVerdict verdict)
{
    const bool isOfSearch = verdict.outcome == Result::fails && verdict.stage == Stage::discover;
    if (isOfSearch && trace.asked.profile == "finished" && verdict.code != trace::Code::authRejected)
        verdict.outcome = Result::notProven;
    return verdict;
}

// What the lanes share comes first: where it stopped, none of them was reached. One open mailbox is enough all the same.
LaneVerdict judgedWhole(const Trace &trace, const LaneVerdicts &lanes)
{
    const Lane search(trace, std::nullopt);
    const LaneVerdict shared = judged(trace, search);
    LaneVerdict verdict = deciding(trace, lanes);
    if (verdict.outcome != Result::works)
        verdict = withLack(trace, lanes, std::move(verdict));
    if (verdict.outcome == Result::notRun || (verdict.outcome != Result::works && search.culprit()))
        verdict = shared;
    else
        add(verdict.findings, shared.findings);
    if (verdict.outcome == Result::notRun || verdict.outcome == Result::notOffered)
        decideByWalk(trace, verdict);
    return verdict;
}

Verdict judgedWalk(const Trace &trace)
{
    Verdict verdict;
    for (const Transport transport : {Transport::direct, Transport::rpcHttps, Transport::mapiHttps})
        if (const Lane lane(trace, transport); !lane.isEmpty())
            verdict.lanes.emplace(transport, judged(trace, lane));
    forgiveDirectOutside(trace, verdict.lanes);
    static_cast<LaneVerdict &>(verdict) = sparing(trace, judgedWhole(trace, verdict.lanes));
    return verdict;
}

} // namespace

Verdict diagnose(const Trace &trace)
{
    Verdict verdict = hasCloserLook(trace) ? judgedWalk(withoutCloserLook(trace)) : judgedWalk(trace);
    weigh(trace, verdict);
    verdict.sentence = sentenceFor(verdict, trace);
    return verdict;
}

} // namespace mailwalk::diagnosis
