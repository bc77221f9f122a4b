#include "report/ports/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace mailwalk::report::ports {

namespace {

QString inCsv(const char *text) { return QCoreApplication::translate("ports", text); }

// RFC 4180; and a spreadsheet takes what begins like this for a formula.
QString cell(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front()))
        text.prepend(QLatin1Char('\''));
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QString lineOf(const QStringList &texts)
{
    QStringList cells;
    for (const QString &text : texts)
        cells += cell(text);
    return cells.join(QLatin1Char(',')) + QStringLiteral("\r\n");
}

QString joined(const std::vector<std::string> &texts)
{
    QStringList all;
    for (const std::string &text : texts)
        all += qt(text);
    return all.join(QLatin1Char(' '));
}

QString yesIf(bool isTrue) { return isTrue ? inCsv(QT_TRANSLATE_NOOP("ports", "yes")) : inCsv(QT_TRANSLATE_NOOP("ports", "no")); }

QString headLine()
{
    return lineOf({inCsv(QT_TRANSLATE_NOOP("ports", "rule")), inCsv(QT_TRANSLATE_NOOP("ports", "opened by")),
                   inCsv(QT_TRANSLATE_NOOP("ports", "its addresses")), inCsv(QT_TRANSLATE_NOOP("ports", "to")),
                   inCsv(QT_TRANSLATE_NOOP("ports", "addresses")), inCsv(QT_TRANSLATE_NOOP("ports", "protocol")),
                   inCsv(QT_TRANSLATE_NOOP("ports", "ports")), inCsv(QT_TRANSLATE_NOOP("ports", "dynamic")),
                   inCsv(QT_TRANSLATE_NOOP("ports", "needed for")), inCsv(QT_TRANSLATE_NOOP("ports", "optional")),
                   inCsv(QT_TRANSLATE_NOOP("ports", "service")), inCsv(QT_TRANSLATE_NOOP("ports", "why")),
                   inCsv(QT_TRANSLATE_NOOP("ports", "RPC interfaces")), inCsv(QT_TRANSLATE_NOOP("ports", "fixed by"))});
}

QString lineOf(const Rule &rule, const Situation &situation)
{
    return lineOf({qt(rule.id), nameFor(rule.from), joined(addressesIn(rule.from, situation)), nameFor(rule.to),
                   joined(addressesIn(rule.to, situation)), carrierOf(rule.carrier), portsOf(rule.ports), yesIf(rule.isDynamic),
                   wordFor(rule.needed), yesIf(rule.isOptional), rule.service, rule.why, joined(rule.interfaces),
                   joined(rule.pinnedBy)});
}

} // namespace

QByteArray csv(const Advice &advice, const Situation &situation)
{
    QString text = headLine();
    for (const Rule &rule : advice.rules)
        text += lineOf(rule, situation);
    return text.toUtf8();
}

} // namespace mailwalk::report::ports
