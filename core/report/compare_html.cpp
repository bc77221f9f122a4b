#include "report/about.h"
#include "report/compare.h"
#include "report/escape.h"
#include "report/html_parts.h"
#include "report/paragraph.h"

#include <QCoreApplication>

namespace mailwalk::report {

using namespace html_parts;

namespace {

QString inComparison(const char *text) { return QCoreApplication::translate("report", text); }

QString sideOf(const char *which, const trace::Trace &trace)
{
    return QStringLiteral("%1: %2; %3").arg(inComparison(which), whatWasAsked(trace), whoWalked(trace));
}

} // namespace

QString tableOf(const ComparedWalks &walks)
{
    Table table{QStringLiteral("differences"),
                inComparison(QT_TRANSLATE_NOOP("report", "Differences, the one that explains most first")),
                {inComparison(QT_TRANSLATE_NOOP("report", "No.")), inComparison(QT_TRANSLATE_NOOP("report", "What differs")),
                 inComparison(QT_TRANSLATE_NOOP("report", "First walk")),
                 inComparison(QT_TRANSLATE_NOOP("report", "Second walk"))},
                {}};
    int number = 0;
    for (const diagnosis::Difference &each : walks.comparison.differences) {
        QString what = escaped(each.text);
        if (const QString place = placeOf(each, walks); !place.isEmpty())
            what += QStringLiteral("<div class=\"quiet\">%1</div>\n").arg(escaped(place));
        table.rows += row({QString::number(++number), what, named(fit(each.before)), named(fit(each.after))});
    }
    return html_parts::table(table);
}

std::string html(const ComparedWalks &walks, Masking masking)
{
    const QString title = inComparison(QT_TRANSLATE_NOOP("report", "Two walks beside each other"));
    const QString alike = stepsAlike(walks);
    const QStringList about{sideOf(QT_TRANSLATE_NOOP("report", "First walk"), walks.first),
                            sideOf(QT_TRANSLATE_NOOP("report", "Second walk"), walks.second), noteOn(masking)};
    const QString body = heading(1, title) + paragraphs({walks.comparison.sentence}) +
                         section(inComparison(QT_TRANSLATE_NOOP("report", "Differences")), tableOf(walks)) + paragraphs({alike}) +
                         section(inComparison(QT_TRANSLATE_NOOP("report", "About this report")), paragraphs(about));
    return page(title, body).toStdString();
}

} // namespace mailwalk::report
