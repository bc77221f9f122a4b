#include "report/ports/words.h"

#include <QCoreApplication>
#include <QStringList>
#include <array>

namespace mailwalk::report::ports {

namespace {

enum class Family { v4, v6 };
constexpr std::array families{Family::v4, Family::v6};

QString inNft(const char *text) { return QCoreApplication::translate("ports", text); }

// A comment ends with its line, whatever a translation holds.
QString remark(QString text)
{
    return QStringLiteral("# ") + text.replace(QLatin1Char('\n'), QLatin1Char(' ')) + QLatin1Char('\n');
}

QStringList placesOf(Party party, Family family, const Situation &situation)
{
    QStringList all;
    for (const std::string &place : addressesIn(party, situation)) {
        const bool isV6 = place.find(':') != place.npos;
        if (isV6 == (family == Family::v6))
            all += QString::fromStdString(place);
    }
    return all;
}

bool isUnknown(Party party, const Situation &situation) { return addressesIn(party, situation).empty(); }

// What is not known yet is to be filled in, as IPv4.
bool isIn(Party party, Family family, const Situation &situation)
{
    return isUnknown(party, situation) ? family == Family::v4 : !placesOf(party, family, situation).isEmpty();
}

QString setOf(Party party, Family family)
{
    QString name = qt(nameOf(party)).replace(QLatin1Char('-'), QLatin1Char('_'));
    return family == Family::v6 ? name + QStringLiteral("_v6") : name;
}

// An empty set matches nothing: what has not been filled in stays closed.
QString setText(Party party, Family family, const Situation &situation)
{
    const QStringList places = placesOf(party, family, situation);
    const QString type = family == Family::v6 ? QStringLiteral("ipv6_addr") : QStringLiteral("ipv4_addr");
    const QString elements =
        places.isEmpty() ? QStringLiteral("        ") +
                               remark(inNft(QT_TRANSLATE_NOOP("ports", "to be filled in: elements = { ADDRESS, NETWORK/24 }")))
                         : QStringLiteral("        elements = { %1 }\n").arg(places.join(QStringLiteral(", ")));
    return QStringLiteral("    %1    set %2 {\n        type %3\n        flags interval\n        auto-merge\n%4    }\n")
        .arg(remark(nameFor(party)), setOf(party, family), type, elements);
}

QString ruleText(const Rule &rule, Family family)
{
    const QString protocol = family == Family::v6 ? QStringLiteral("ip6") : QStringLiteral("ip");
    return QStringLiteral("        %1%2 saddr @%3 %2 daddr @%4 %5 dport %6 ct state new counter accept comment \"%7\"\n")
        .arg(rule.isOptional ? QStringLiteral("# ") : QString(), protocol, setOf(rule.from, family), setOf(rule.to, family),
             carrierOf(rule.carrier).toLower(), portsOf(rule.ports), qt(rule.id));
}

QString setsText(const Advice &advice, const Situation &situation)
{
    QString text;
    QStringList written;
    for (const Rule &rule : advice.rules)
        for (const Party party : {rule.from, rule.to})
            for (const Family family : families)
                if (isIn(party, family, situation) && !written.contains(setOf(party, family))) {
                    written += setOf(party, family);
                    text += setText(party, family, situation);
                }
    return text;
}

QString chainText(const Advice &advice, const Situation &situation)
{
    QString text;
    for (const Rule &rule : advice.rules) {
        text += QStringLiteral("        ") + remark(rule.service + QStringLiteral(", ") + wordFor(rule.needed));
        for (const Family family : families)
            if (isIn(rule.from, family, situation) && isIn(rule.to, family, situation))
                text += ruleText(rule, family);
    }
    return text;
}

QString head(const Situation &situation)
{
    return QStringLiteral("#!/usr/sbin/nft -f\n") + remark(titleOf(situation)) +
           remark(inNft(QT_TRANSLATE_NOOP(
               "ports", "For the firewall between these machines. It DROPS everything else that it forwards: add what "
                        "other traffic needs before you load it."))) +
           remark(inNft(QT_TRANSLATE_NOOP("ports", "Lines with '#' before them are optional; take it away to open them, too.")));
}

} // namespace

// A ruleset without a rule would only shut everything.
QByteArray nft(const Advice &advice, const Situation &situation)
{
    if (advice.rules.empty())
        return {};
    return (head(situation) + QStringLiteral("table inet mailwalk\ndelete table inet mailwalk\ntable inet mailwalk {\n") +
            setsText(advice, situation) +
            QStringLiteral("    chain forward {\n        type filter hook forward priority filter; policy drop;\n"
                           "        ct state established,related accept\n") +
            chainText(advice, situation) + QStringLiteral("    }\n}\n"))
        .toUtf8();
}

} // namespace mailwalk::report::ports
