#include "paper/parts.h"
#include "paper/path_painter.h"
#include "report/about.h"
#include "report/advice.h"
#include "report/drawing.h"

#include <QLocale>

namespace mailwalk::paper {

using namespace report;
using diagnosis::Colouring;

namespace {

void writeList(Sheet &sheet, const QString &title, const QStringList &texts)
{
    if (texts.isEmpty())
        return;
    heading(sheet, title);
    for (const QString &text : texts) {
        sheet.text(text);
        sheet.space(2);
    }
}

void writeLetters(Sheet &sheet, const Advice &advice)
{
    for (const Letter &letter : advice.letters) {
        sheet.space(4);
        sheet.reserve(40);
        sheet.text(inReport(QT_TRANSLATE_NOOP("report", "A message for %1")).arg(letter.toWord), {9.5, true});
        sheet.space(2);
        sheet.text(QString(letter.text).replace(QLatin1Char('\n'), QChar(QChar::LineSeparator)), {9, false, true});
    }
}

void writeCode(Sheet &sheet, const Advice &advice)
{
    if (!advice.step)
        return;
    QString line = inReport(QT_TRANSLATE_NOOP("report", "Step %1")).arg(advice.step);
    if (!advice.shortCode.isEmpty())
        line += QStringLiteral(" \u00b7 ") + inReport(QT_TRANSLATE_NOOP("report", "code %1")).arg(advice.shortCode);
    sheet.space(8);
    sheet.text(line, {12, true});
}

} // namespace

void writeTicket(Sheet &sheet, const trace::Trace &trace, const diagnosis::Verdict &verdict, Masking masking)
{
    const Advice advice = adviceOf(trace, verdict);
    sheet.text(advice.outcome, {11, true});
    sheet.text(advice.sentence, {14, true});
    sheet.space(12);
    const auto colouring = trace.asked.profile == "finished" ? Colouring::finished : Colouring::fresh;
    const bool isRightToLeft = QLocale(languageOfTexts()).textDirection() == Qt::RightToLeft;
    paint(sheet, drawingOf(pictureOf(trace, verdict, colouring), isRightToLeft ? Reading::rightToLeft : Reading::leftToRight));
    writeList(sheet, inReport(QT_TRANSLATE_NOOP("report", "What this means")), advice.meaning);
    writeList(sheet, inReport(QT_TRANSLATE_NOOP("report", "What you can do")), advice.remedies);
    writeList(sheet, inReport(QT_TRANSLATE_NOOP("report", "Who can mend it")), advice.fixers);
    writeLetters(sheet, advice);
    writeCode(sheet, advice);
    sheet.space(8);
    sheet.rule();
    for (const QString &line : {whatWasAsked(trace), whoWalked(trace)})
        sheet.text(line, {8.5});
    sheet.text(noteOn(masking), {8.5, true});
}

} // namespace mailwalk::paper
