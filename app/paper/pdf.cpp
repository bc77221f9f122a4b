#include "paper/pdf.h"

#include "paper/parts.h"
#include "report/about.h"
#include "report/profiles.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <array>

namespace mailwalk::paper {

using trace::Trace;

QString inReport(const char *text) { return QCoreApplication::translate("report", text); }

void heading(Sheet &sheet, const QString &text)
{
    sheet.space(9);
    sheet.reserve(40);
    sheet.text(text, {11, true});
    sheet.space(3);
}

namespace {

Qt::LayoutDirection direction() { return QLocale(report::languageOfTexts()).textDirection(); }

void setUp(QPdfWriter &writer, const QString &title)
{
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Mailwalk"));
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(16, 15, 16, 12), QPageLayout::Millimeter);
}

int pagesOfTicket(double scale, const Trace &trace, const diagnosis::Verdict &verdict, report::Masking masking)
{
    QBuffer nowhere;
    nowhere.open(QIODevice::WriteOnly);
    QPdfWriter writer(&nowhere);
    setUp(writer, {});
    Sheet sheet(writer, {}, direction());
    sheet.zoom(scale);
    writeTicket(sheet, trace, verdict, masking);
    return sheet.pages();
}

// The largest letters with which the ticket is one page; those of many messages that still can be read.
double scaleOf(const Trace &trace, const diagnosis::Verdict &verdict, report::Masking masking)
{
    constexpr std::array scales{1.0, 0.94, 0.88, 0.82, 0.76, 0.7};
    const auto fits = [&](double scale) { return pagesOfTicket(scale, trace, verdict, masking) == 1; };
    const auto found = std::find_if(scales.begin(), scales.end(), fits);
    return found == scales.end() ? scales.back() : *found;
}

void writeProfiles(Sheet &sheet, const trace::Document &walk)
{
    const auto told = report::profilesIn(walk);
    if (!told)
        return;
    heading(sheet, report::titleOfProfiles());
    sheet.text(told->sentence);
    int number = 0;
    for (const QString &each : told->differences)
        sheet.text(QStringLiteral("%1. %2").arg(++number).arg(each));
}

void write(QIODevice &output, const trace::Document &walk, const diagnosis::Verdict &verdict, report::Masking masking)
{
    const Trace &trace = walk.trace;
    const QString title = report::titleOf(trace);
    QPdfWriter writer(&output);
    setUp(writer, title);
    Sheet sheet(writer, title, direction());
    sheet.zoom(scaleOf(trace, verdict, masking));
    writeTicket(sheet, trace, verdict, masking);
    sheet.zoom(1);
    sheet.turn();
    writeProfiles(sheet, walk);
    writeRecord(sheet, trace, verdict);
}

} // namespace

QByteArray pdf(const Trace &trace, const diagnosis::Verdict &verdict, report::Masking masking)
{
    return pdf(trace::Document{trace, {}}, verdict, masking);
}

QByteArray pdf(const trace::Document &walk, const diagnosis::Verdict &verdict, report::Masking masking)
{
    QBuffer output;
    output.open(QIODevice::WriteOnly);
    write(output, walk, verdict, masking);
    return output.data();
}

} // namespace mailwalk::paper
