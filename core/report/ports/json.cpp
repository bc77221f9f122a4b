#include "report/paragraph.h"
#include "report/ports/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace mailwalk::report::ports {

namespace {

template <class List> QJsonArray jsonList(const List &texts)
{
    QJsonArray array;
    for (const auto &text : texts)
        array.append(qt(text));
    return array;
}

template <class E> QJsonValue nameOrNull(const std::optional<E> &value)
{
    return value ? QJsonValue(qt(nameOf(*value))) : QJsonValue(QJsonValue::Null);
}

QJsonValue numberOrNull(const std::optional<std::uint16_t> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonObject machines(const Situation &situation)
{
    QJsonObject object;
    for (const Party party : {Party::client, Party::exchange, Party::directory, Party::publicFolders, Party::proxy,
                              Party::mailbox, Party::autodiscover, Party::domainController, Party::nameServer})
        object.insert(qt(nameOf(party)), jsonList(addressesIn(party, situation)));
    return object;
}

QJsonObject jsonOf(const Situation &situation)
{
    const bool isFresh = situation.profile == diagnosis::ports::Profile::fresh;
    return {{QStringLiteral("exchange"), qt(nameOf(situation.exchange))},
            {QStringLiteral("outlook"), qt(nameOf(situation.outlook))},
            {QStringLiteral("via"), nameOrNull(situation.via)},
            {QStringLiteral("where"), qt(nameOf(situation.where))},
            {QStringLiteral("windows"), nameOrNull(situation.windows)},
            {QStringLiteral("profile"), isFresh ? QStringLiteral("new") : QStringLiteral("finished")},
            {QStringLiteral("machines"), machines(situation)}};
}

QJsonObject jsonOf(const Rule &rule)
{
    return {{QStringLiteral("id"), qt(rule.id)},
            {QStringLiteral("from"), qt(nameOf(rule.from))},
            {QStringLiteral("to"), qt(nameOf(rule.to))},
            {QStringLiteral("carrier"), carrierOf(rule.carrier).toLower()},
            {QStringLiteral("first"), rule.ports.first},
            {QStringLiteral("last"), rule.ports.last},
            {QStringLiteral("dynamic"), rule.isDynamic},
            {QStringLiteral("transport"), nameOrNull(rule.transport)},
            {QStringLiteral("needed"), qt(nameOf(rule.needed))},
            {QStringLiteral("optional"), rule.isOptional},
            {QStringLiteral("service"), rule.service},
            {QStringLiteral("why"), rule.why},
            {QStringLiteral("interfaces"), jsonList(rule.interfaces)},
            {QStringLiteral("pinned_by"), jsonList(rule.pinnedBy)},
            {QStringLiteral("stage"), nameOrNull(rule.stage)},
            {QStringLiteral("kind"), nameOrNull(rule.kind)}};
}

QJsonObject jsonOf(const Pin &pin)
{
    return {{QStringLiteral("id"), qt(pin.id)},         {QStringLiteral("machine"), qt(nameOf(pin.machine))},
            {QStringLiteral("key"), qt(pin.key)},       {QStringLiteral("value"), qt(pin.value)},
            {QStringLiteral("type"), typeOf(pin.type)}, {QStringLiteral("port"), numberOrNull(pin.port)},
            {QStringLiteral("restart"), pin.restart},   {QStringLiteral("side_effects"), pin.sideEffects}};
}

QJsonObject jsonOf(const diagnosis::ports::Note &note)
{
    return {{QStringLiteral("id"), qt(note.id)}, {QStringLiteral("text"), note.text}};
}

QJsonObject jsonOf(const diagnosis::ports::Measured::Port &port)
{
    return {{QStringLiteral("rule"), port.rule.empty() ? QJsonValue(QJsonValue::Null) : QJsonValue(qt(port.rule))},
            {QStringLiteral("host"), fit(port.host)},
            {QStringLiteral("port"), port.port},
            {QStringLiteral("dynamic"), port.isDynamic},
            {QStringLiteral("hop"), static_cast<qint64>(port.hop)},
            {QStringLiteral("answered"), port.answered}};
}

template <class Rows> QJsonArray jsonRows(const Rows &rows)
{
    QJsonArray array;
    for (const auto &row : rows)
        array.append(jsonOf(row));
    return array;
}

QJsonObject jsonOf(const diagnosis::ports::Measured &measured)
{
    return {{QStringLiteral("used"), jsonRows(measured.used)}, {QStringLiteral("missing"), jsonList(measured.missing)}};
}

} // namespace

QByteArray json(const Advice &advice, const Situation &situation, const diagnosis::ports::Measured *measured)
{
    QJsonObject object{{QStringLiteral("format"), QStringLiteral("mailwalk-ports")},
                       {QStringLiteral("version"), 1},
                       {QStringLiteral("situation"), jsonOf(situation)},
                       {QStringLiteral("rules"), jsonRows(advice.rules)},
                       {QStringLiteral("pins"), jsonRows(advice.pins)},
                       {QStringLiteral("notes"), jsonRows(advice.notes)}};
    if (measured)
        object.insert(QStringLiteral("measured"), jsonOf(*measured));
    return QJsonDocument(object).toJson();
}

} // namespace mailwalk::report::ports
