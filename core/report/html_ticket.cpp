#include "report/about.h"
#include "report/advice.h"
#include "report/drawing.h"
#include "report/escape.h"
#include "report/html_parts.h"
#include "report/svg.h"

#include <QCoreApplication>
#include <QLocale>

namespace mailwalk::report::html_parts {

using diagnosis::Colouring;

namespace {

QString inTicket(const char *text) { return QCoreApplication::translate("report", text); }

QString title(const Advice &advice, diagnosis::Result outcome)
{
    const std::string_view name = nameOf(outcome);
    return QStringLiteral("<h1 class=\"%1\"><span class=\"outcome\">%2</span> %3</h1>\n")
        .arg(QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())), escaped(advice.outcome),
             escaped(advice.sentence));
}

QString picture(const trace::Trace &trace, const diagnosis::Verdict &verdict)
{
    const auto colouring = trace.asked.profile == "finished" ? Colouring::finished : Colouring::fresh;
    const auto stations = pictureOf(trace, verdict, colouring);
    const bool isRightToLeft = QLocale(languageOfTexts()).textDirection() == Qt::RightToLeft;
    const Drawing drawing = drawingOf(stations, isRightToLeft ? Reading::rightToLeft : Reading::leftToRight);
    const QString name = inTicket(QT_TRANSLATE_NOOP("report", "The path from this PC to the mailbox"));
    return QStringLiteral("<figure>\n%1</figure>\n").arg(svg(drawing, name, describe(stations)));
}

QString fixers(const Advice &advice)
{
    QString body;
    for (const QString &fixer : advice.fixers)
        body += QStringLiteral("<li>%1</li>\n").arg(escaped(fixer));
    body = body.isEmpty() ? body : QStringLiteral("<ul>\n%1</ul>\n").arg(body);
    const QString form = inTicket(QT_TRANSLATE_NOOP("report", "A message for %1"));
    for (const Letter &letter : advice.letters)
        body +=
            heading(3, form.arg(letter.toWord)) + QStringLiteral("<div class=\"letter\">%1</div>\n").arg(escaped(letter.text));
    return body;
}

// To be read out over the phone.
QString code(const Advice &advice)
{
    if (!advice.step)
        return {};
    QString line = inTicket(QT_TRANSLATE_NOOP("report", "Step %1")).arg(stepLink(advice.step));
    if (!advice.shortCode.isEmpty())
        line += QStringLiteral(" \u00b7 ") +
                inTicket(QT_TRANSLATE_NOOP("report", "code %1")).arg(QStringLiteral("<b>%1</b>").arg(escaped(advice.shortCode)));
    return QStringLiteral("<p class=\"code\">%1</p>\n").arg(line);
}

QString byline(const trace::Trace &trace, Masking masking)
{
    return QStringLiteral("<p class=\"byline\">%1<br>%2</p>\n<p class=\"notice\">%3</p>\n")
        .arg(escaped(whatWasAsked(trace)), escaped(whoWalked(trace)), escaped(noteOn(masking)));
}

} // namespace

QString ticket(const trace::Trace &trace, const diagnosis::Verdict &verdict, Masking masking)
{
    const Advice advice = adviceOf(trace, verdict);
    return QStringLiteral("<article class=\"ticket\">\n") + title(advice, verdict.outcome) + picture(trace, verdict) +
           section(inTicket(QT_TRANSLATE_NOOP("report", "What this means")), paragraphs(advice.meaning)) +
           section(inTicket(QT_TRANSLATE_NOOP("report", "What you can do")), paragraphs(advice.remedies)) +
           section(inTicket(QT_TRANSLATE_NOOP("report", "Who can mend it")), fixers(advice)) + code(advice) +
           byline(trace, masking) + QStringLiteral("</article>\n");
}

} // namespace mailwalk::report::html_parts
