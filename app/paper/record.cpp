#include "report/record.h"

#include "diagnosis/catalogue.h"
#include "paper/parts.h"
#include "report/advice.h"
#include "report/settings.h"
#include "report/symbol.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::paper {

using namespace report;

namespace {

constexpr double small = 8;
constexpr std::size_t mostFacts = 60; // of one hop on paper; the saved walk has them all

void writeList(Sheet &sheet, const QString &title, const QStringList &texts)
{
    if (texts.isEmpty())
        return;
    heading(sheet, title);
    for (const QString &text : texts)
        sheet.text(text);
}

/// A table: parts of the width, then rows of texts. Long ones go on in the next line of their column.
class Grid
{
public:
    Grid(Sheet &sheet, std::vector<double> widths) : sheet_(sheet), widths_(std::move(widths)) {}

    void head(const QString &title, const QStringList &texts)
    {
        heading(sheet_, title);
        write(texts, {small, true});
        sheet_.rule();
    }
    void group(const QString &text)
    {
        sheet_.space(4);
        sheet_.reserve(3 * small);
        sheet_.text(text, {small, true});
    }
    void row(const QStringList &texts)
    {
        write(texts, {small});
        sheet_.space(1.5);
    }

private:
    void write(const QStringList &texts, const Style &style)
    {
        std::vector<Cell> cells;
        double left = 0;
        for (std::size_t i = 0; i < widths_.size(); left += widths_[i++])
            cells.push_back({texts.value(static_cast<qsizetype>(i)), style, left, widths_[i]});
        sheet_.row(cells);
    }

    Sheet &sheet_;
    std::vector<double> widths_;
};

void writeSettings(Sheet &sheet, const trace::Trace &trace)
{
    const auto found = settingsFound(trace);
    if (found.empty())
        return;
    Grid grid(sheet, {0.34, 0.58, 0.08});
    grid.head(inReport(QT_TRANSLATE_NOOP("report", "Settings found")),
              {inReport(QT_TRANSLATE_NOOP("report", "Setting")), inReport(QT_TRANSLATE_NOOP("report", "Value")),
               inReport(QT_TRANSLATE_NOOP("report", "Step"))});
    QString group;
    for (const Setting &setting : found) {
        if (setting.group != group)
            grid.group(group = setting.group);
        grid.row({setting.name, setting.value, QString::number(setting.hop)});
    }
}

void writePorts(Sheet &sheet, const trace::Trace &trace)
{
    const auto used = portsUsedIn(trace);
    if (used.empty())
        return;
    Grid grid(sheet, {0.08, 0.36, 0.26, 0.14, 0.08, 0.08});
    grid.head(inReport(QT_TRANSLATE_NOOP("report", "Ports used")),
              {inReport(QT_TRANSLATE_NOOP("report", "Port")), inReport(QT_TRANSLATE_NOOP("report", "Machine")),
               inReport(QT_TRANSLATE_NOOP("report", "What for")), inReport(QT_TRANSLATE_NOOP("report", "Answer")),
               inReport(QT_TRANSLATE_NOOP("report", "Times")), inReport(QT_TRANSLATE_NOOP("report", "Step"))});
    for (const PortUsed &port : used) {
        const QString address = port.address.isEmpty() ? QString() : QStringLiteral(" [%1]").arg(port.address);
        grid.row({QString::number(port.port), port.host + address, port.what, port.answer, QString::number(port.times),
                  QString::number(port.hop)});
    }
}

void writeCauses(Sheet &sheet, const trace::Trace &trace, const diagnosis::Verdict &verdict)
{
    if (verdict.findings.empty())
        return;
    Grid grid(sheet, {0.28, 0.08, 0.64});
    grid.head(inReport(QT_TRANSLATE_NOOP("report", "For administrators")),
              {inReport(QT_TRANSLATE_NOOP("report", "Cause")), inReport(QT_TRANSLATE_NOOP("report", "Step")),
               inReport(QT_TRANSLATE_NOOP("report", "Technically"))});
    for (const diagnosis::Finding &finding : verdict.findings)
        grid.row({QString::fromStdString(finding.cause), QString::number(finding.hop),
                  QString::fromStdString(technicalFor(finding, trace))});
}

// Short ones share a line: a healthy walk has a thousand.
QString factsOf(const Entry &entry)
{
    QStringList facts;
    for (std::size_t i = 0; i < std::min(entry.facts.size(), mostFacts); ++i)
        facts += QStringLiteral("%1: %2").arg(entry.facts[i].name, entry.facts[i].value);
    if (entry.facts.size() > mostFacts)
        facts += inReport(QT_TRANSLATE_NOOP("report", "further facts in the saved walk: %1")).arg(entry.facts.size() - mostFacts);
    return facts.join(QStringLiteral("  \u00b7  "));
}

QString detailsOf(const Entry &entry)
{
    QStringList lines{entry.why, entry.aside, factsOf(entry), entry.excerpt};
    lines.removeAll({});
    return lines.join(QChar(QChar::LineSeparator));
}

void writeStep(Sheet &sheet, const Entry &entry)
{
    constexpr double indent = 0.018, details = 0.27;
    const double left = details + indent * std::min(entry.depth, 8);
    const trace::Outcome outcome = entry.hop->outcome;
    const Style style{small, outcome == trace::Outcome::failed || outcome == trace::Outcome::warned};
    const QString number = QString::number(entry.hop->id);
    const QString title = entry.where.isEmpty() ? entry.title : QStringLiteral("%1 \u2014 %2").arg(entry.title, entry.where);
    sheet.reserve(2.5 * small);
    sheet.mark(inReport(QT_TRANSLATE_NOOP("report", "Step %1")).arg(number));
    sheet.row({{number, style, 0, 0.06},
               {QStringLiteral("%1 %2").arg(symbolFor(outcome)).arg(entry.word), style, 0.06, 0.12},
               {entry.took, style, 0.18, 0.09},
               {title, style, left, 1 - left}});
    if (const QString text = detailsOf(entry); !text.isEmpty())
        sheet.row({{text, {7, false, true}, left, 1 - left}});
    sheet.space(2);
}

void writeSteps(Sheet &sheet, const trace::Trace &trace, const diagnosis::Verdict &verdict)
{
    heading(sheet, inReport(QT_TRANSLATE_NOOP("report", "Steps")));
    for (const auto &[hop, depth] : inOrder(trace)) {
        if (sheet.pages() >= mostPages)
            return sheet.text(
                inReport(QT_TRANSLATE_NOOP("report", "There are more steps than fit on paper. The saved walk has all of them.")),
                {9.5, true});
        writeStep(sheet, entryOf(verdict, *hop, depth));
    }
}

} // namespace

void writeRecord(Sheet &sheet, const trace::Trace &trace, const diagnosis::Verdict &verdict)
{
    const Advice advice = adviceOf(trace, verdict);
    writeList(sheet, inReport(QT_TRANSLATE_NOOP("report", "The ways")), advice.ways);
    writeList(sheet, inReport(QT_TRANSLATE_NOOP("report", "Also noticed")), advice.noticed);
    writeSettings(sheet, trace);
    writePorts(sheet, trace);
    writeCauses(sheet, trace, verdict);
    writeSteps(sheet, trace, verdict);
}

} // namespace mailwalk::paper
