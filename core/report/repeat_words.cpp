#include "report/repeat_words.h"

#include "report/advice.h"
#include "report/paragraph.h"
#include "report/symbol.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::report::repeated {

using namespace diagnosis;

namespace {

struct Repeating {
    Q_DECLARE_TR_FUNCTIONS(repeating)
};

QString inMilliseconds(double time) { return Repeating::tr("%1 ms").arg(time, 0, 'f', 0); }

Line lineOfWalk(const trace::Trace &walk, Turn turn, int number)
{
    const Verdict verdict = diagnose(walk);
    const Advice advice = adviceOf(walk, verdict);
    const trace::Hop *whole = walk.hop(1);
    const QString took = whole && whole->closed ? inMilliseconds(*whole->closed - whole->opened) : QString();
    return {number, turn == Turn::bad, advice.outcome, took, verdict.hop ? advice.sentence : QString()};
}

} // namespace

std::vector<Line> linesOf(const Repeats &repeats, const Repetition &repetition)
{
    std::vector<Line> lines;
    for (std::size_t run = 0; run < repeats.walks.size(); ++run)
        lines.push_back(lineOfWalk(repeats.walks[run].trace, repetition.turns[run], static_cast<int>(run) + 1));
    return lines;
}

QString cellsOf(const RepeatedHop &hop)
{
    QString cells;
    for (const RepeatedHop::Cell &cell : hop.runs)
        cells += cell.hop ? symbolFor(cell.outcome) : QLatin1Char(' ');
    return cells;
}

QString legend()
{
    using trace::Outcome;
    return Repeating::tr(
               "A column for each walk: %1 passed, %2 warned, %3 failed, %4 not run, %5 cancelled, nothing: it had no such step.")
        .arg(symbolFor(Outcome::passed), symbolFor(Outcome::warned), symbolFor(Outcome::failed), symbolFor(Outcome::notRun),
             symbolFor(Outcome::cancelled));
}

QString labelOf(const RepeatedHop &hop)
{
    std::string place;
    for (const RepeatedHop::Cell &cell : hop.runs) {
        if (cell.place.empty())
            continue;
        if (!place.empty() && place != cell.place)
            return fit(hop.role);
        place = cell.place;
    }
    return place.empty() ? fit(hop.role) : QStringLiteral("%1 \u2014 %2").arg(fit(hop.role), fit(place));
}

QStringList placesOfFailures(const RepeatedHop &hop)
{
    QStringList places;
    for (const RepeatedHop::Cell &cell : hop.runs)
        if (cell.outcome == trace::Outcome::failed && !cell.place.empty() && !places.contains(fit(cell.place)))
            places += fit(cell.place);
    return places;
}

QString ratio(const Ratio &ratio) { return Repeating::tr("%1 of %2").arg(ratio.bad).arg(ratio.all); }

QString wordFor(Group group)
{
    switch (group) {
    case Group::address: return Repeating::tr("address");
    case Group::directoryServer: return Repeating::tr("directory server");
    case Group::frontEnd: return Repeating::tr("front end");
    case Group::host: return Repeating::tr("machine");
    }
    return {};
}

QString times(const Percentiles &times)
{
    return Repeating::tr("Of the walks that went well half took up to %1, nine of ten up to %2, the slowest %3.")
        .arg(inMilliseconds(times.half), inMilliseconds(times.ninety), inMilliseconds(times.most));
}

QString endNote(const Repeats &repeats)
{
    if (repeats.walks.size() >= repeats.wanted)
        return {};
    if (repeats.ended == "password-refused")
        return Repeating::tr("%1 walks were wanted. A refused sign-in ended them: another try could lock the account.")
            .arg(repeats.wanted);
    if (repeats.ended == "sign-in-unanswered")
        return Repeating::tr(
                   "%1 walks were wanted. A sign-in that nobody answered ended them: it may have been counted as a wrong one, "
                   "and another try could lock the account.")
            .arg(repeats.wanted);
    return Repeating::tr("%1 walks were wanted; they were stopped before.").arg(repeats.wanted);
}

int firstBad(const Repetition &repetition)
{
    const auto found = std::find(repetition.turns.begin(), repetition.turns.end(), Turn::bad);
    return found == repetition.turns.end() ? -1 : static_cast<int>(found - repetition.turns.begin());
}

} // namespace mailwalk::report::repeated
