#include "report/paragraph.h"
#include "report/ports/words.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace mailwalk::report::ports {

using diagnosis::ports::Measured;

namespace {

QString inMeasured(const char *text) { return QCoreApplication::translate("ports", text); }

QString answerOf(const Measured::Port &port)
{
    return port.answered ? inMeasured(QT_TRANSLATE_NOOP("ports", "answered"))
                         : inMeasured(QT_TRANSLATE_NOOP("ports", "did not answer"));
}

QString placeIn(const Measured::Port &port)
{
    const QString host = port.host.empty() ? inMeasured(QT_TRANSLATE_NOOP("ports", "name server")) : fit(port.host);
    const bool isV6 = host.contains(QLatin1Char(':'));
    return (isV6 ? QStringLiteral("[%1]").arg(host) : host) + QLatin1Char(':') + QString::number(port.port);
}

QString lineOf(const Measured::Port &port)
{
    const QString rule = port.rule.empty() ? inMeasured(QT_TRANSLATE_NOOP("ports", "(no rule is about it)")) : qt(port.rule);
    const QString dynamic = port.isDynamic ? inMeasured(QT_TRANSLATE_NOOP("ports", ", told by the mapper")) : QString();
    return QStringLiteral("  %1 %2 %3%4\n").arg(placeIn(port).leftJustified(34), answerOf(port).leftJustified(15), rule, dynamic);
}

QString dynamicText(const Measured &measured)
{
    const bool isAny = std::any_of(measured.used.begin(), measured.used.end(), [](const auto &port) { return port.isDynamic; });
    return isAny
               ? QLatin1Char('\n') +
                     paragraph(inMeasured(QT_TRANSLATE_NOOP(
                         "ports", "A port told by the mapper is another one after the next restart, unless it has been fixed on "
                                  "that machine. A rule for this number alone then stops working.")))
               : QString();
}

// Which of the ports behind a rule it was that did not answer.
QString silentPorts(const Measured &measured, const std::string &rule)
{
    QStringList places;
    for (const Measured::Port &port : measured.used)
        if (port.rule == rule && !port.answered)
            places += placeIn(port);
    return places.join(QStringLiteral(", "));
}

QString missingText(const Measured &measured)
{
    if (measured.missing.empty())
        return QLatin1Char('\n') + paragraph(inMeasured(QT_TRANSLATE_NOOP("ports", "No rule for this way seems to be missing.")));
    QString text = QLatin1Char('\n') +
                   paragraph(inMeasured(QT_TRANSLATE_NOOP(
                       "ports", "These rules seem to be missing, for nothing answered there; or the machine is switched off:")));
    for (const Rule &rule : adviceFor(measured.situation).rules)
        if (std::find(measured.missing.begin(), measured.missing.end(), rule.id) != measured.missing.end())
            text += QStringLiteral("  %1: %2 (%3)\n").arg(qt(rule.id), silentPorts(measured, rule.id), rule.service);
    return text;
}

QString guessText(const Measured &measured)
{
    return measured.isExchangeTold
               ? QString()
               : paragraph(inMeasured(
                     QT_TRANSLATE_NOOP("ports", "No server told its version on this walk; the Exchange named here is a guess.")));
}

} // namespace

QString measured(const Measured &measured)
{
    QString text = paragraph(inMeasured(QT_TRANSLATE_NOOP("ports", "What this walk used: %1")).arg(titleOf(measured.situation))) +
                   guessText(measured) + QLatin1Char('\n');
    for (const Measured::Port &port : measured.used)
        text += lineOf(port);
    return text + dynamicText(measured) + missingText(measured);
}

} // namespace mailwalk::report::ports
