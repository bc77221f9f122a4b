#include "report/paragraph.h"
#include "report/ports/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace mailwalk::report::ports {

namespace {

using diagnosis::ports::Note;
using diagnosis::ports::Pins;

QString inText(const char *text) { return QCoreApplication::translate("ports", text); }

QString heading(const QString &text)
{
    return QLatin1Char('\n') + text + QLatin1Char('\n') + QString(text.size(), QLatin1Char('-')) + QLatin1Char('\n');
}

QString addressesOfText(Party party, const Situation &situation)
{
    QStringList all;
    for (const std::string &place : addressesIn(party, situation))
        all += QString::fromStdString(place);
    return all.isEmpty() ? nameFor(party) : nameFor(party) + QStringLiteral(" [%1]").arg(all.join(QStringLiteral(", ")));
}

QString legOf(const Rule &rule, const Situation &situation)
{
    return addressesOfText(rule.from, situation) + QStringLiteral(" -> ") + addressesOfText(rule.to, situation);
}

QString detail(const char *pattern, const std::vector<std::string> &values)
{
    QStringList all;
    for (const std::string &value : values)
        all += qt(value);
    return all.isEmpty() ? QString() : paragraph(inText(pattern).arg(all.join(QStringLiteral(", "))), QStringLiteral("      "));
}

QString dutyOf(const Rule &rule)
{
    QStringList words{wordFor(rule.needed)};
    if (rule.isOptional)
        words += inText(QT_TRANSLATE_NOOP("ports", "optional"));
    if (rule.isDynamic)
        words += inText(QT_TRANSLATE_NOOP("ports", "dynamic: any port of this range"));
    return words.join(QStringLiteral("; "));
}

// The service beside its port, further lines below it.
QString portLine(const Rule &rule)
{
    const QString port = QStringLiteral("  %1 %2").arg(carrierOf(rule.carrier), portsOf(rule.ports)).leftJustified(19);
    return port + paragraph(rule.service, QString(port.size(), QLatin1Char(' '))).mid(port.size());
}

QString textOf(const Rule &rule)
{
    const QString indent(6, QLatin1Char(' '));
    return portLine(rule) + paragraph(dutyOf(rule), indent) + paragraph(rule.why, indent) +
           detail(QT_TRANSLATE_NOOP("ports", "RPC interface: %1"), rule.interfaces) +
           detail(QT_TRANSLATE_NOOP("ports", "Can be fixed by: %1"), rule.pinnedBy);
}

QString rulesText(const Advice &advice, const Situation &situation)
{
    QString text, leg;
    for (const Rule &rule : advice.rules) {
        const QString own = legOf(rule, situation);
        if (own != leg)
            text += QLatin1Char('\n') + paragraph(own);
        leg = own;
        text += textOf(rule);
    }
    return text;
}

QString textOf(const Pin &pin)
{
    const QString indent(6, QLatin1Char(' '));
    const QString port = pin.port ? QString::number(*pin.port) : inText(QT_TRANSLATE_NOOP("ports", "(a port of your choice)"));
    return QStringLiteral("\n  %1: %2\n").arg(qt(pin.id), nameFor(pin.machine)) + indent + qt(pin.key) + QLatin1Char('\n') +
           indent + QStringLiteral("%1 (%2) = %3\n").arg(qt(pin.value), typeOf(pin.type), port) + paragraph(pin.restart, indent) +
           paragraph(pin.sideEffects, indent);
}

bool isEmpty(const Pins &pins) { return !pins.store && !pins.referral && !pins.dsproxy && !pins.gc; }

QString shortLines(const Advice &advice)
{
    QString text;
    for (const Rule &rule : advice.rules)
        if (!rule.isOptional)
            text +=
                QStringLiteral("  %1 %2  %3 -> %4\n")
                    .arg(carrierOf(rule.carrier), portsOf(rule.ports).leftJustified(11), nameFor(rule.from), nameFor(rule.to));
    return text;
}

// What it would come to, for whoever has not chosen ports yet.
QString afterPinning(const Advice &advice, const Situation &situation)
{
    Situation pinned = situation;
    pinned.pins = diagnosis::ports::suggestedPins(situation.exchange);
    if (advice.pins.empty() || !isEmpty(situation.pins) || isEmpty(pinned.pins))
        return {};
    return heading(inText(QT_TRANSLATE_NOOP("ports", "After fixing the ports, for example to these"))) +
           shortLines(adviceFor(pinned));
}

QString pinsText(const Advice &advice)
{
    QString text;
    for (const Pin &pin : advice.pins)
        text += textOf(pin);
    return text.isEmpty() ? text : heading(inText(QT_TRANSLATE_NOOP("ports", "Registry values that fix a port"))) + text;
}

QString notesText(const std::vector<Note> &notes)
{
    QString text;
    for (const Note &note : notes)
        text += QLatin1Char('\n') + paragraph(note.text);
    return text.isEmpty() ? text : heading(inText(QT_TRANSLATE_NOOP("ports", "To know"))) + text;
}

} // namespace

QString text(const Advice &advice, const Situation &situation)
{
    const QString rules = advice.rules.empty()
                              ? QString()
                              : heading(inText(QT_TRANSLATE_NOOP("ports", "What must be open, in the order it is needed"))) +
                                    rulesText(advice, situation);
    return paragraph(titleOf(situation)) + rules + pinsText(advice) + afterPinning(advice, situation) + notesText(advice.notes);
}

} // namespace mailwalk::report::ports
