#include "report/json.h"
#include "report/mask.h"
#include "report/repeat.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace mailwalk::report {

using namespace diagnosis;

namespace {

constexpr QLatin1String formatOfRepeats("mailwalk-repeat");
constexpr int versionOfRepeats = 1;

QString latin(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }
qint64 whole(std::size_t number) { return static_cast<qint64>(number); }

QJsonObject object(const Ratio &ratio)
{
    return {{QStringLiteral("bad"), whole(ratio.bad)}, {QStringLiteral("all"), whole(ratio.all)}};
}

QJsonValue object(const std::optional<Percentiles> &times)
{
    if (!times)
        return {};
    return QJsonObject{{QStringLiteral("half_ms"), times->half},
                       {QStringLiteral("ninety_ms"), times->ninety},
                       {QStringLiteral("most_ms"), times->most}};
}

QJsonObject object(const Share &share)
{
    return {{QStringLiteral("group"), latin(nameOf(share.group))},
            {QStringLiteral("name"), latin(share.name)},
            {QStringLiteral("failed"), object(share.failed)}};
}

QJsonValue object(const RepeatedHop::Cell &cell)
{
    if (!cell.hop)
        return {};
    return QJsonObject{{QStringLiteral("hop"), whole(cell.hop)},
                       {QStringLiteral("outcome"), latin(nameOf(cell.outcome))},
                       {QStringLiteral("place"), latin(cell.place)}};
}

QJsonObject object(const RepeatedHop &hop);

template <class List> QJsonArray array(const List &list)
{
    QJsonArray all;
    for (const auto &each : list)
        all.append(object(each));
    return all;
}

QJsonObject object(const RepeatedHop &hop)
{
    return {{QStringLiteral("role"), latin(hop.role)},
            {QStringLiteral("title"), latin(hop.title)},
            {QStringLiteral("transport"), hop.transport ? QJsonValue(latin(nameOf(*hop.transport))) : QJsonValue()},
            {QStringLiteral("failed"), object(hop.failed)},
            {QStringLiteral("times"), object(hop.times)},
            {QStringLiteral("runs"), array(hop.runs)}};
}

QJsonObject summaryOf(const Repeats &repeats, const Repetition &all)
{
    QJsonArray runs;
    for (const diagnosis::Result run : all.runs)
        runs.append(latin(nameOf(run)));
    return {{QStringLiteral("wanted"), whole(repeats.wanted)},
            {QStringLiteral("ended"), repeats.ended.empty() ? QJsonValue() : QJsonValue(latin(repeats.ended))},
            {QStringLiteral("runs"), runs},
            {QStringLiteral("transport"), all.lane ? QJsonValue(latin(nameOf(*all.lane))) : QJsonValue()},
            {QStringLiteral("failed"), object(all.failed)},
            {QStringLiteral("culprit"), all.culprit ? QJsonValue(object(*all.culprit)) : QJsonValue()},
            {QStringLiteral("times"), object(all.times)},
            {QStringLiteral("sentence"), all.sentence},
            {QStringLiteral("shares"), array(all.shares)},
            {QStringLiteral("hops"), array(all.hops)}};
}

std::optional<trace::Broken> faultOf(const QJsonObject &file)
{
    using trace::Broken;
    if (file.value(QLatin1String("format")).toString() != formatOfRepeats)
        return Broken{QStringLiteral("format"),
                      QStringLiteral("these are no repeated walks (\"%1\" is expected)").arg(formatOfRepeats)};
    const QJsonValue version = file.value(QLatin1String("version"));
    if (!version.isDouble() || version.toDouble() < 1)
        return Broken{QStringLiteral("version"), QStringLiteral("a version number is expected")};
    if (version.toDouble() != versionOfRepeats)
        return Broken{QStringLiteral("version"),
                      QStringLiteral("it was written by a newer program (version %1 of the format)").arg(version.toDouble())};
    if (!file.value(QLatin1String("walks")).isArray())
        return Broken{QStringLiteral("walks"), QStringLiteral("a list is expected")};
    const qsizetype walks = file.value(QLatin1String("walks")).toArray().size();
    if (walks == 0 || walks > mostWalks)
        return Broken{QStringLiteral("walks"),
                      QStringLiteral("it has %1 entries, from 1 to %2 are expected").arg(walks).arg(mostWalks)};
    return std::nullopt;
}

mailwalk::Result<std::vector<trace::Document>, trace::Broken> walksIn(const QJsonArray &list)
{
    std::vector<trace::Document> walks;
    for (const QJsonValue &each : list) {
        auto walk = trace::fromJson(QJsonDocument(each.toObject()).toJson(QJsonDocument::Compact));
        if (!walk)
            return trace::Broken{QStringLiteral("walks[%1].%2").arg(walks.size()).arg(walk.error().place), walk.error().text};
        walks.push_back(std::move(*walk));
    }
    return walks;
}

// The summary follows from the walks and is made again; only this can be read from nothing else.
void readSummary(const QJsonObject &summary, Repeats &repeats)
{
    const double wanted = summary.value(QLatin1String("wanted")).toDouble();
    const bool isSensible = wanted >= static_cast<double>(repeats.walks.size()) && wanted <= static_cast<double>(mostWalks);
    repeats.wanted = isSensible ? static_cast<std::size_t>(wanted) : repeats.walks.size();
    const QString ended = summary.value(QLatin1String("ended")).toString();
    for (const char *known : {"stopped", "password-refused", "sign-in-unanswered"})
        if (ended == QLatin1String(known))
            repeats.ended = known;
}

} // namespace

std::vector<trace::Trace> tracesOf(const Repeats &repeats)
{
    std::vector<trace::Trace> traces;
    for (const trace::Document &walk : repeats.walks)
        traces.push_back(walk.trace);
    return traces;
}

Repeats masked(const Repeats &repeats)
{
    Repeats hidden{{}, repeats.wanted, repeats.ended, {}};
    for (trace::Trace &walk : masked(tracesOf(repeats)))
        hidden.walks.push_back({std::move(walk), {}});
    return hidden;
}

Masking maskingOf(const Repeats &repeats)
{
    return repeats.rest.value(QLatin1String("masked")).toBool() ? Masking::masked : Masking::none;
}

QJsonObject toJson(const Repeats &repeats, const Repetition &repetition, Masking masking)
{
    const bool isMasked = masking == Masking::masked || maskingOf(repeats) == Masking::masked;
    QJsonArray walks;
    for (const trace::Document &walk : repeats.walks)
        walks.append(toJson(walk, diagnose(walk.trace), isMasked ? Masking::masked : Masking::none));
    QJsonObject file = repeats.rest;
    file.insert(QStringLiteral("format"), formatOfRepeats);
    file.insert(QStringLiteral("version"), versionOfRepeats);
    file.insert(QStringLiteral("masked"), isMasked);
    file.insert(QStringLiteral("walks"), walks);
    file.insert(QStringLiteral("summary"), summaryOf(repeats, repetition));
    return file;
}

mailwalk::Result<Repeats, trace::Broken> repeatsFromJson(const QByteArray &bytes)
{
    if (bytes.size() > trace::mostFileBytes)
        return trace::Broken{QStringLiteral("file"),
                             QStringLiteral("it is larger than %1 MiB").arg(trace::mostFileBytes / 1024 / 1024)};
    QJsonParseError error;
    const QJsonDocument parsed = QJsonDocument::fromJson(bytes, &error);
    if (!parsed.isObject())
        return trace::Broken{QStringLiteral("file"), QStringLiteral("this is not JSON (%1)").arg(error.errorString())};
    Repeats repeats{{}, 0, {}, parsed.object()};
    if (const auto fault = faultOf(repeats.rest))
        return *fault;
    auto walks = walksIn(repeats.rest.take(QLatin1String("walks")).toArray());
    if (!walks)
        return walks.error();
    repeats.walks = std::move(*walks);
    readSummary(repeats.rest.take(QLatin1String("summary")).toObject(), repeats);
    return repeats;
}

bool isOfRepeats(const QByteArray &bytes)
{
    if (bytes.size() > trace::mostFileBytes)
        return false;
    return QJsonDocument::fromJson(bytes).object().value(QLatin1String("format")).toString() == formatOfRepeats;
}

} // namespace mailwalk::report
