#include "diagnosis/picture_judge.h"

#include "base/text.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

QString causeAt(const LaneVerdict &verdict)
{
    const auto isHere = [&](const Finding &finding) { return finding.hop == verdict.hop; };
    const auto found = std::find_if(verdict.findings.begin(), verdict.findings.end(), isHere);
    const auto more = std::count_if(verdict.findings.begin(), verdict.findings.end(), isHere);
    return more == 1 ? QString::fromStdString(oneLine(found->text, 400)) : QString();
}

// Where the settings lack something, no hop has failed.
std::optional<Slot> slotOfLack(const LaneVerdict &verdict)
{
    return verdict.outcome == Result::fails && verdict.stage == Stage::discover ? std::optional(Slot{Place::autodiscover, {}})
                                                                                : std::nullopt;
}

bool hasStopped(const LaneVerdict &verdict)
{
    return verdict.hop &&
           (verdict.outcome == Result::fails || verdict.outcome == Result::notProven || verdict.outcome == Result::notOffered);
}

// What happened elsewhere stopped a lane at a desk of its own.
std::optional<Slot> slotOfHalt(const LaneVerdict &verdict, std::optional<Transport> lane, const Tally &tally)
{
    const Hop *failed = tally.failed(*verdict.hop);
    if (!failed)
        return slotOfLack(verdict);
    const auto slot = tally.slotOfFailed(*failed);
    const bool isElsewhere = slot && lane && slot->lane && slot->lane != lane;
    return isElsewhere ? Slot{placeOf(verdict.stage.value_or(Stage::discover)), lane} : slot;
}

void add(Conclusion &conclusion, const LaneVerdict &verdict, std::optional<Transport> lane, const Tally &tally)
{
    for (const Finding &finding : verdict.findings)
        if (const auto slot = tally.slotOfHop(finding.hop); slot && finding.hop != verdict.hop)
            conclusion.oddities.push_back({*slot, QString::fromStdString(oneLine(finding.text, 400))});
    if (!hasStopped(verdict))
        return;
    const auto slot = slotOfHalt(verdict, lane, tally);
    if (slot)
        conclusion.halts.push_back({slot, *verdict.hop, verdict.outcome, verdict.reason, causeAt(verdict)});
}

} // namespace

// The one that decides goes first: of two at one station it is the one that is told.
Conclusion conclusionOf(const Verdict &verdict, const Tally &tally)
{
    Conclusion conclusion;
    const auto isSame = [&](const auto &lane) { return lane.second.hop && lane.second.hop == verdict.hop; };
    const auto own = std::find_if(verdict.lanes.begin(), verdict.lanes.end(), isSame);
    add(conclusion, verdict, own == verdict.lanes.end() ? std::nullopt : std::optional(own->first), tally);
    if (verdict.outcome == Result::fails && !conclusion.halts.empty())
        conclusion.lit = conclusion.halts.front().slot;
    for (const auto &[lane, laneVerdict] : verdict.lanes)
        add(conclusion, laneVerdict, lane, tally);
    return conclusion;
}

} // namespace mailwalk::diagnosis
