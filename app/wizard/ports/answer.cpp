#include "wizard/ports/answer.h"

#include "wizard/ports/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::wizard {

using namespace diagnosis::ports;
using trace::Transport;

namespace {

class InShort
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard)
};

using Rules = std::vector<const Rule *>;

constexpr PortRange securePort{443, 443};

template <class Fits> Rules those(const Advice &advice, Fits fits)
{
    Rules found;
    for (const Rule &rule : advice.rules)
        if (fits(rule))
            found.push_back(&rule);
    return found;
}

// What stands between Outlook and its mailbox. Names, time and tickets are another matter, and mostly there already.
bool isOutlooks(const Rule &rule)
{
    const bool isServer = rule.to != Party::nameServer && rule.to != Party::domainController;
    return rule.from == Party::client && isServer && rule.carrier == Carrier::tcp && !rule.isOptional;
}

std::vector<PortRange> rangesOf(const Rules &rules)
{
    std::vector<PortRange> ranges;
    for (const Rule *rule : rules)
        if (std::find(ranges.begin(), ranges.end(), rule->ports) == ranges.end())
            ranges.push_back(rule->ports);
    std::sort(ranges.begin(), ranges.end(), [](const PortRange &a, const PortRange &b) { return a.first < b.first; });
    return ranges;
}

QString listOf(const std::vector<PortRange> &ranges)
{
    QStringList all;
    for (const PortRange &range : ranges)
        all += rangeOf(range);
    return all.join(InShort::tr(", "));
}

QString ofHttps(const Rules &rules)
{
    const auto ranges = rangesOf(rules);
    return ranges == std::vector{securePort}
               ? InShort::tr("One port is enough: TCP 443. Everything goes through it, and port 135 is not needed.")
               : InShort::tr("Outlook needs these TCP ports and no other: %1.").arg(listOf(ranges));
}

QString ofDirect(const Rules &rules)
{
    const auto moving = std::find_if(rules.begin(), rules.end(), [](const Rule *rule) { return rule->isDynamic; });
    if (moving == rules.end())
        return InShort::tr("Directly, Outlook needs these TCP ports: %1.").arg(listOf(rangesOf(rules)));
    return InShort::tr("Directly, Outlook needs TCP 135 and every port from %1 to %2: the servers choose from them anew at each "
                       "start. Fixed ports make that a few.")
        .arg((*moving)->ports.first)
        .arg((*moving)->ports.last);
}

bool isToDirectory(const Rule &rule)
{
    return isOutlooks(rule) && rule.to == Party::directory && rule.transport == Transport::direct;
}

QString lineOf(const Rules &leg)
{
    QStringList needed, useful;
    for (const Rule *rule : leg)
        if (QStringList &list = rule->isOptional ? useful : needed; !list.contains(portsOf(*rule)))
            list += portsOf(*rule);
    const QString from = nounFor(leg.front()->from), to = nounFor(leg.front()->to), comma = InShort::tr(", ");
    if (needed.isEmpty())
        return InShort::tr("• From %1 to %2, not strictly needed: %3").arg(from, to, useful.join(comma));
    if (useful.isEmpty())
        return InShort::tr("• From %1 to %2: %3").arg(from, to, needed.join(comma));
    return InShort::tr("• From %1 to %2: %3; not strictly needed: %4").arg(from, to, needed.join(comma), useful.join(comma));
}

QStringList linesOf(const Rules &rules)
{
    QStringList lines;
    Rules left = rules;
    while (!left.empty()) {
        const auto [from, to] = std::pair(left.front()->from, left.front()->to);
        const auto rest = std::stable_partition(left.begin(), left.end(),
                                                [=](const Rule *rule) { return rule->from == from && rule->to == to; });
        lines += lineOf(Rules(left.begin(), rest));
        left.erase(left.begin(), rest);
    }
    return lines;
}

} // namespace

QString PortsAnswer::sentence() const
{
    const Rules rules = those(advice, isOutlooks);
    if (rules.empty())
        return InShort::tr("These versions do not connect to each other this way: no port helps. Choose another way.");
    const Rules direct = those(advice, [](const Rule &r) { return isOutlooks(r) && r.transport == Transport::direct; });
    if (direct.empty())
        return ofHttps(rules);
    QStringList sentences{ofDirect(direct)};
    if (const Rules directory = those(advice, isToDirectory); !directory.empty())
        sentences += InShort::tr("Every directory server is asked as well, on %1: that is what is forgotten most.")
                         .arg(listOf(rangesOf(directory)));
    if (std::any_of(rules.begin(), rules.end(),
                    [](const Rule *r) { return r->transport == Transport::rpcHttps || r->transport == Transport::mapiHttps; }))
        sentences += InShort::tr("Through HTTPS, TCP 443 alone is enough.");
    return sentences.join(QLatin1Char(' '));
}

QString PortsAnswer::inShort() const
{
    QStringList lines;
    std::vector<std::optional<Transport>> lanes;
    for (const Rule &rule : advice.rules)
        if (std::find(lanes.begin(), lanes.end(), rule.transport) == lanes.end())
            lanes.push_back(rule.transport);
    for (const auto &lane : lanes) {
        const Rules rules = those(advice, [&lane](const Rule &rule) { return rule.transport == lane; });
        lines += (lines.isEmpty() ? QString() : QStringLiteral("\n")) + InShort::tr("%1:").arg(wayOf(*rules.front()));
        lines += linesOf(rules);
    }
    return lines.join(QLatin1Char('\n'));
}

QString PortsAnswer::notes() const
{
    QStringList lines;
    for (const Note &note : advice.notes)
        lines += note.text;
    return lines.join(QStringLiteral("\n\n"));
}

QString PortsAnswer::missing() const
{
    QStringList lines;
    for (const std::string &id : measured ? measured->missing : std::vector<std::string>())
        if (const Rule *found = rule(id))
            lines += InShort::tr("• From %1 to %2: %3, %4")
                         .arg(nounFor(found->from), nounFor(found->to), portsOf(*found), found->service);
    if (lines.isEmpty())
        return InShort::tr("Every port that was asked during this walk and belongs to a rule has answered.");
    lines.prepend(InShort::tr("No answer came here. If a firewall stands in between, it lacks these rules:"));
    return lines.join(QLatin1Char('\n'));
}

const Rule *PortsAnswer::rule(const std::string &id) const
{
    const auto found = std::find_if(advice.rules.begin(), advice.rules.end(), [&id](const Rule &rule) { return rule.id == id; });
    return found == advice.rules.end() ? nullptr : &*found;
}

const Pin *PortsAnswer::pin(const std::string &id) const
{
    const auto found = std::find_if(advice.pins.begin(), advice.pins.end(), [&id](const Pin &pin) { return pin.id == id; });
    return found == advice.pins.end() ? nullptr : &*found;
}

} // namespace mailwalk::wizard
