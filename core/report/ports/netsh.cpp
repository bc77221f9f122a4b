#include "report/ports/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace mailwalk::report::ports {

namespace {

using diagnosis::ports::Exchange;
using diagnosis::ports::Windows;

QString inNetsh(const char *text) { return QCoreApplication::translate("ports", text); }

// A command interpreter reads on where a line ends, and expands what stands between two of these.
QString remLine(QString text)
{
    return QStringLiteral("rem ") + text.replace(QLatin1Char('\n'), QLatin1Char(' ')).remove(QLatin1Char('%')) +
           QStringLiteral("\r\n");
}

// Windows 2003 and XP have the older firewall: one port at a time, IPv4 alone.
bool hasOldFirewall(const Situation &situation)
{
    const auto usual = situation.exchange == Exchange::v2003 ? Windows::v2003 : Windows::v2008;
    return situation.windows.value_or(usual) == Windows::v2003;
}

// Whoever has to be filled in stands there in capitals, which netsh refuses.
QString addressList(Party party, const Situation &situation)
{
    QStringList all;
    for (const std::string &place : addressesIn(party, situation))
        if (!hasOldFirewall(situation) || place.find(':') == place.npos)
            all += QString::fromStdString(place);
    return all.isEmpty() ? qt(nameOf(party)).toUpper() : all.join(QLatin1Char(','));
}

QString oldCommand(const Rule &rule, const Situation &situation)
{
    if (rule.ports.first != rule.ports.last)
        return remLine(
            inNetsh(QT_TRANSLATE_NOOP("ports", "%1: a range of ports is more than this firewall can open; fix the port first."))
                .arg(qt(rule.id)));
    return QStringLiteral("netsh firewall add portopening protocol=%1 port=%2 name=\"Mailwalk %3\" mode=ENABLE scope=CUSTOM "
                          "addresses=%4\r\n")
        .arg(carrierOf(rule.carrier), portsOf(rule.ports), qt(rule.id), addressList(rule.from, situation));
}

QString newCommand(const Rule &rule, const Situation &situation)
{
    return QStringLiteral("netsh advfirewall firewall add rule name=\"Mailwalk %1\" dir=in action=allow protocol=%2 localport=%3 "
                          "remoteip=%4\r\n")
        .arg(qt(rule.id), carrierOf(rule.carrier), portsOf(rule.ports), addressList(rule.from, situation));
}

QString commandFor(const Rule &rule, const Situation &situation)
{
    const QString command = hasOldFirewall(situation) ? oldCommand(rule, situation) : newCommand(rule, situation);
    return remLine(rule.service + QStringLiteral(", ") + wordFor(rule.needed)) +
           (rule.isOptional ? QStringLiteral("rem ") : QString()) + command;
}

QString machineText(Party machine, const Advice &advice, const Situation &situation)
{
    QString commands;
    for (const Rule &rule : advice.rules)
        if (rule.to == machine)
            commands += commandFor(rule, situation);
    return commands.isEmpty() ? commands
                              : QStringLiteral("\r\n") + remLine(QStringLiteral("=== %1 ===").arg(nameFor(machine))) + commands;
}

} // namespace

QByteArray netsh(const Advice &advice, const Situation &situation)
{
    if (advice.rules.empty())
        return {};
    QString text = remLine(titleOf(situation));
    text += remLine(inNetsh(QT_TRANSLATE_NOOP(
        "ports", "For the Windows firewall of each machine: run only the part of the machine you are on, as an administrator.")));
    text += remLine(inNetsh(QT_TRANSLATE_NOOP(
        "ports", "Put the addresses in where a word stands in capitals. Lines with 'rem netsh' are optional.")));
    for (const Party machine : {Party::exchange, Party::directory, Party::publicFolders, Party::proxy, Party::mailbox,
                                Party::autodiscover, Party::domainController, Party::nameServer, Party::client})
        text += machineText(machine, advice, situation);
    return text.toUtf8();
}

} // namespace mailwalk::report::ports
