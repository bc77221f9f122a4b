#include "report/about.h"
#include "report/advice.h"
#include "report/escape.h"
#include "report/html_parts.h"
#include "report/paragraph.h"
#include "report/repeat_words.h"
#include "report/symbol.h"

#include <QCoreApplication>

namespace mailwalk::report {

using namespace diagnosis;
using html_parts::Table;

namespace {

QString onPage(const char *text) { return QCoreApplication::translate("report", text); }

QString headline(const Repetition &repetition)
{
    const bool isBad = repetition.failed.bad > 0;
    return QStringLiteral("<h1 class=\"%1\"><span class=\"outcome\">%2</span> %3</h1>\n")
        .arg(isBad ? QStringLiteral("fails") : QStringLiteral("works"),
             escaped(onPage(QT_TRANSLATE_NOOP("report", "Failed: %1")).arg(repeated::ratio(repetition.failed))),
             escaped(repetition.sentence));
}

QString walkTable(const std::vector<repeated::Line> &walks)
{
    Table table{QStringLiteral("walks"),
                onPage(QT_TRANSLATE_NOOP("report", "What became of each walk")),
                {onPage(QT_TRANSLATE_NOOP("report", "Walk")), onPage(QT_TRANSLATE_NOOP("report", "Outcome")),
                 onPage(QT_TRANSLATE_NOOP("report", "Time")), onPage(QT_TRANSLATE_NOOP("report", "What happened"))},
                {}};
    for (const repeated::Line &walk : walks)
        table.rows +=
            html_parts::row({QString::number(walk.number), escaped(walk.word), escaped(walk.took), escaped(walk.sentence)});
    return html_parts::table(table);
}

QString shareTable(const std::vector<Share> &shares)
{
    Table table{QStringLiteral("shares"),
                onPage(QT_TRANSLATE_NOOP("report", "Where something failed, of the walks that came by there")),
                {onPage(QT_TRANSLATE_NOOP("report", "Failed")), onPage(QT_TRANSLATE_NOOP("report", "Name")),
                 onPage(QT_TRANSLATE_NOOP("report", "What it is"))},
                {}};
    for (const Share &share : shares)
        table.rows += html_parts::row(
            {escaped(repeated::ratio(share.failed)), named(fit(share.name)), escaped(repeated::wordFor(share.group))});
    return html_parts::table(table);
}

// The word stands beside the sign for whoever hears the page or points at it.
QString signOf(const RepeatedHop::Cell &cell)
{
    if (!cell.hop)
        return {};
    const std::string_view name = nameOf(cell.outcome);
    const QString word = QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    const QString place = cell.place.empty() ? word : QStringLiteral("%1: %2").arg(word, fit(cell.place));
    return QStringLiteral("<abbr title=\"%1\">%2</abbr>").arg(escaped(place), QString(symbolFor(cell.outcome)));
}

QString gridTable(const Repetition &repetition)
{
    Table table{QStringLiteral("grid"),
                onPage(QT_TRANSLATE_NOOP("report", "Every step of every walk")),
                {onPage(QT_TRANSLATE_NOOP("report", "Step")), onPage(QT_TRANSLATE_NOOP("report", "Failed"))},
                {}};
    for (std::size_t run = 1; run <= repetition.runs.size(); ++run)
        table.heads += QString::number(run);
    for (const RepeatedHop &hop : repetition.hops) {
        QStringList cells{named(repeated::labelOf(hop)), escaped(repeated::ratio(hop.failed))};
        for (const RepeatedHop::Cell &cell : hop.runs)
            cells += signOf(cell);
        table.rows += html_parts::row(cells);
    }
    return table.rows.isEmpty() ? QString() : html_parts::paragraphs({repeated::legend()}) + html_parts::table(table);
}

QString badWalk(const Repeats &repeats, const Repetition &repetition)
{
    const int run = repeated::firstBad(repetition);
    if (run < 0)
        return {};
    const trace::Trace &walk = repeats.walks[static_cast<std::size_t>(run)].trace;
    return html_parts::heading(2, onPage(QT_TRANSLATE_NOOP("report", "Walk %1, the first that failed")).arg(run + 1)) +
           html_parts::ticket(walk, diagnose(walk), Masking::none);
}

QString notes(const Repeats &repeats, const Repetition &repetition)
{
    QStringList texts{repeated::endNote(repeats)};
    if (repetition.times)
        texts += repeated::times(*repetition.times);
    texts.removeAll(QString());
    return html_parts::paragraphs(texts);
}

QString bylineOf(const Repeats &repeats, Masking masking)
{
    const trace::Trace &first = repeats.walks.front().trace;
    return QStringLiteral("<p class=\"byline\">%1<br>%2</p>\n<p class=\"notice\">%3</p>\n")
        .arg(escaped(whatWasAsked(first)), escaped(whoWalked(first)), escaped(noteOn(masking)));
}

} // namespace

std::string html(const Repeats &repeats, const Repetition &repetition, Masking masking)
{
    if (repeats.walks.empty())
        return {};
    const QString body =
        headline(repetition) + notes(repeats, repetition) +
        html_parts::section(onPage(QT_TRANSLATE_NOOP("report", "Walk by walk")),
                            walkTable(repeated::linesOf(repeats, repetition))) +
        html_parts::section(onPage(QT_TRANSLATE_NOOP("report", "Machines and addresses")), shareTable(repetition.shares)) +
        html_parts::section(onPage(QT_TRANSLATE_NOOP("report", "Step by step")), gridTable(repetition)) +
        bylineOf(repeats, masking) + badWalk(repeats, repetition);
    return html_parts::page(titleOf(repeats.walks.front().trace), body).toStdString();
}

} // namespace mailwalk::report
