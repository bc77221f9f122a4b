#include "diagnosis/sentence.h"
#include "wizard/ports/answer.h"
#include "wizard/ports/words.h"
#include "wizard/words.h"

#include <QCoreApplication>

namespace mailwalk::wizard {

using namespace diagnosis::ports;

namespace {

class PortRows
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard)
};

QString fixedBy(const PortsAnswer &answer, const Rule &rule)
{
    QStringList values;
    for (const std::string &id : rule.pinnedBy)
        if (const Pin *pin = answer.pin(id))
            values += valueOf(*pin);
    return values.join(PortRows::tr(", "));
}

// A rule may have been used several times: one answer that did not come is what matters.
QString inTheWalk(const PortsAnswer &answer, const Rule &rule)
{
    bool isUsed = false;
    if (answer.measured)
        for (const Measured::Port &port : answer.measured->used) {
            isUsed |= port.rule == rule.id;
            if (port.rule == rule.id && !port.answered)
                return PortRows::tr("✘ no answer");
        }
    return isUsed ? PortRows::tr("✔ answered") : PortRows::tr("not asked");
}

QString cellOf(const PortsAnswer &answer, const Rule &rule, int column)
{
    switch (column) {
    case 0: return wordFor(rule.from);
    case 1: return wordFor(rule.to);
    case 2: return portsOf(rule);
    case 3: return rule.service;
    case 4: return wayOf(rule);
    case 5: return neededFor(rule);
    case 6: return fixedBy(answer, rule);
    case 7: return inTheWalk(answer, rule);
    default: return {};
    }
}

QString cellOf(const Pin &pin, int column)
{
    switch (column) {
    case 0: return wordFor(pin.machine);
    case 1: return valueOf(pin);
    case 2: return typeOf(pin);
    case 3: return pin.port ? QString::number(*pin.port) : PortRows::tr("not chosen yet");
    case 4: return shown(pin.key, 1000);
    default: return {};
    }
}

QString cellOf(const PortsAnswer &answer, const Measured::Port &port, int column)
{
    const Rule *rule = answer.rule(port.rule);
    switch (column) {
    case 0: return QString::number(port.hop);
    case 1: return shown(port.host);
    case 2: return QString::number(port.port);
    case 3: return port.isDynamic ? PortRows::tr("the server, when it started") : PortRows::tr("always this one");
    case 4: return port.answered ? PortRows::tr("✔ answered") : PortRows::tr("✘ no answer");
    case 5: return rule ? rule->service : PortRows::tr("no rule is about it");
    default: return {};
    }
}

void addLine(QStringList &lines, const QString &heading, const QString &text)
{
    if (!text.isEmpty())
        lines += PortRows::tr("%1: %2").arg(heading, text);
}

QString interfacesOf(const Rule &rule)
{
    QStringList all;
    for (const std::string &uuid : rule.interfaces)
        all += shown(uuid);
    return all.join(PortRows::tr(", "));
}

QString stopOf(const Rule &rule)
{
    if (!rule.stage)
        return {};
    const QString desk = diagnosis::wordFor(*rule.stage);
    return rule.kind ? PortRows::tr("%1 (technically: %2)").arg(desk, shown(trace::nameOf(*rule.kind))) : desk;
}

} // namespace

RowsModel::Rows ruleRows(const SharedAnswer &answer)
{
    return {answer->advice.rules.size(), [](std::size_t) { return trace::HopId(); },
            [answer](std::size_t row, int column) { return cellOf(*answer, answer->advice.rules[row], column); }};
}

RowsModel::Rows pinRows(const SharedAnswer &answer)
{
    return {answer->advice.pins.size(), [](std::size_t) { return trace::HopId(); },
            [answer](std::size_t row, int column) { return cellOf(answer->advice.pins[row], column); }};
}

RowsModel::Rows usedRows(const SharedAnswer &answer)
{
    if (!answer->measured)
        return {};
    return {answer->measured->used.size(), [answer](std::size_t row) { return answer->measured->used[row].hop; },
            [answer](std::size_t row, int column) { return cellOf(*answer, answer->measured->used[row], column); }};
}

QString detailsOfRule(const PortsAnswer &answer, std::size_t row)
{
    const Rule &rule = answer.advice.rules.at(row);
    QStringList lines{rule.why};
    addLine(lines, PortRows::tr("Interface, for firewalls that look into RPC"), interfacesOf(rule));
    addLine(lines, PortRows::tr("Fixed by"), fixedBy(answer, rule));
    addLine(lines, PortRows::tr("Without it a walk stops at"), stopOf(rule));
    return lines.join(QLatin1Char('\n'));
}

QString detailsOfPin(const PortsAnswer &answer, std::size_t row)
{
    const Pin &pin = answer.advice.pins.at(row);
    QStringList lines;
    addLine(lines, shown(pin.key, 1000), PortRows::tr("%1 (%2)").arg(shown(pin.value), typeOf(pin)));
    addLine(lines, PortRows::tr("Afterwards"), pin.restart);
    addLine(lines, PortRows::tr("Mind"), pin.sideEffects);
    return lines.join(QLatin1Char('\n'));
}

} // namespace mailwalk::wizard
