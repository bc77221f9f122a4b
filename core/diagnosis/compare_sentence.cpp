#include "diagnosis/compare_words.h"

#include <QCoreApplication>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

struct Sentence {
    Q_DECLARE_TR_FUNCTIONS(compare)
};

QString saidOf(const LaneVerdict &verdict, const Verdict &whole)
{
    const auto isThere = [&](const Finding &finding) { return finding.hop == verdict.hop; };
    const auto found = std::find_if(verdict.findings.begin(), verdict.findings.end(), isThere);
    return QString::fromStdString(found == verdict.findings.end() ? whole.sentence : found->text);
}

QString ofLane(const Compared &walks, const Stop &stop)
{
    const bool isSecond = stop.walk == Which::second;
    const Verdict &verdict = isSecond ? walks.secondVerdict : walks.firstVerdict;
    const LaneVerdict &lane = verdict.lanes.at(*stop.lane);
    const QString form = isSecond
                             ? Sentence::tr("Both walks open the mailbox, but the second not by every way that the first took.")
                             : Sentence::tr("Both walks open the mailbox, but the first not by every way that the second took.");
    return lane.findings.empty() ? form : form + QLatin1Char(' ') + saidOf(lane, verdict);
}

QString ofResults(const Compared &walks)
{
    const bool works = walks.firstVerdict.outcome == Result::works, otherWorks = walks.secondVerdict.outcome == Result::works;
    const QString first = QString::fromStdString(walks.firstVerdict.sentence);
    const QString second = QString::fromStdString(walks.secondVerdict.sentence);
    if (works && otherWorks)
        return Sentence::tr("Both walks open the mailbox.");
    if (works)
        return Sentence::tr("The first walk opens the mailbox, the second does not: %1").arg(second);
    if (otherWorks)
        return Sentence::tr("The second walk opens the mailbox, the first does not: %1").arg(first);
    if (first == second)
        return Sentence::tr("Neither walk opens the mailbox, and both stop alike: %1").arg(first);
    return Sentence::tr("Neither walk opens the mailbox. The first: %1 The second: %2").arg(first, second);
}

} // namespace

QString sentenceFor(const Compared &walks, const Comparison &comparison, const std::optional<Stop> &stop,
                    const std::optional<Difference> &parting)
{
    const QString result = stop && stop->lane ? ofLane(walks, *stop) : ofResults(walks);
    const int count = static_cast<int>(comparison.differences.size());
    if (!count)
        return result + QLatin1Char(' ') + Sentence::tr("They do not differ.");
    if (parting)
        return result + QLatin1Char(' ') +
               Sentence::tr("On the way there the walks had parted. %1").arg(textFor(*parting, walks.first, walks.second));
    if (stop)
        return result;
    return result + QLatin1Char(' ') + Sentence::tr("They differ in %n point(s), none of which stopped a walk.", nullptr, count);
}

} // namespace mailwalk::diagnosis
