#include "report/about.h"
#include "report/paragraph.h"
#include "report/repeat_words.h"
#include "report/text.h"

#include <QCoreApplication>

namespace mailwalk::report {

using namespace diagnosis;

namespace {

QString inSeries(const char *text) { return QCoreApplication::translate("report", text); }

QString part(const char *title, const QString &lines)
{
    return lines.isEmpty() ? QString() : QStringLiteral("\n%1\n%2").arg(inSeries(title), lines);
}

QString walksIn(const std::vector<repeated::Line> &walks)
{
    QString lines;
    for (const repeated::Line &walk : walks)
        lines += QStringLiteral("%1  %2 %3  %4")
                     .arg(walk.number, 4)
                     .arg(walk.word, -11)
                     .arg(walk.took, 9)
                     .arg(walk.sentence)
                     .trimmed()
                     .prepend(QLatin1String("  ")) +
                 QLatin1Char('\n');
    return lines;
}

// Rows that are the same for everybody say nothing beside those that are not, but they are the path.
QString gridOf(const std::vector<RepeatedHop> &hops)
{
    QString lines;
    for (const RepeatedHop &hop : hops) {
        lines += QStringLiteral("  %1  %2  %3\n")
                     .arg(repeated::cellsOf(hop), repeated::ratio(hop.failed).leftJustified(9), repeated::labelOf(hop));
        const QStringList places = repeated::placesOfFailures(hop);
        if (hop.failed.bad > 0)
            lines += QString(4 + static_cast<qsizetype>(hop.runs.size()), QLatin1Char(' ')) +
                     inSeries(QT_TRANSLATE_NOOP("report", "failed at %1")).arg(places.join(QLatin1String(", "))) +
                     QLatin1Char('\n');
    }
    return lines.isEmpty() ? lines : paragraph(repeated::legend(), QStringLiteral("  ")) + lines;
}

QString machinesIn(const std::vector<Share> &shares)
{
    QString lines;
    for (const Share &share : shares)
        lines += QStringLiteral("  %1  %2  %3\n")
                     .arg(repeated::ratio(share.failed).leftJustified(9), fit(share.name).leftJustified(32),
                          repeated::wordFor(share.group));
    return lines;
}

QString closeUp(const Repeats &repeats, const Repetition &repetition)
{
    const int run = repeated::firstBad(repetition);
    if (run < 0)
        return {};
    const trace::Trace &walk = repeats.walks[static_cast<std::size_t>(run)].trace;
    return inSeries(QT_TRANSLATE_NOOP("report", "Walk %1, the first that failed:")).arg(run + 1) + QLatin1Char('\n') +
           QString::fromStdString(summary(walk, diagnose(walk)));
}

QString aboutSeries(const Repeats &repeats, Masking masking)
{
    const trace::Trace &first = repeats.walks.front().trace;
    return paragraph(whoWalked(first)) + paragraph(inSeries(QT_TRANSLATE_NOOP("report", "Asked: %1")).arg(whatWasAsked(first))) +
           paragraph(noteOn(masking));
}

} // namespace

std::string text(const Repeats &repeats, const Repetition &repetition, Masking masking)
{
    if (repeats.walks.empty())
        return {};
    const QString close = closeUp(repeats, repetition);
    const QString all = paragraph(repetition.sentence) + paragraph(repeated::endNote(repeats)) +
                        (repetition.times ? paragraph(repeated::times(*repetition.times)) : QString()) +
                        (close.isEmpty() ? close : QLatin1Char('\n') + close) +
                        part(QT_TRANSLATE_NOOP("report", "Walk by walk"), walksIn(repeated::linesOf(repeats, repetition))) +
                        part(QT_TRANSLATE_NOOP("report", "Where something failed, of the walks that came by there"),
                             machinesIn(repetition.shares)) +
                        part(QT_TRANSLATE_NOOP("report", "Step by step"), gridOf(repetition.hops)) +
                        part(QT_TRANSLATE_NOOP("report", "About this report"), aboutSeries(repeats, masking));
    return all.toStdString();
}

} // namespace mailwalk::report
