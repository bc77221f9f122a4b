#include "report/json.h"

#include <QJsonArray>

namespace mailwalk::report {

using namespace diagnosis;

namespace {

QString qt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

template <class E> QJsonValue wordOf(const std::optional<E> &value)
{
    return value ? QJsonValue(qt(nameOf(*value))) : QJsonValue();
}

QJsonObject findingOf(const Finding &finding)
{
    QJsonArray fixers;
    for (const Fixer fixer : finding.fixers)
        fixers.append(qt(nameOf(fixer)));
    return {{QStringLiteral("hop"), static_cast<qint64>(finding.hop)},
            {QStringLiteral("cause"), qt(finding.cause)},
            {QStringLiteral("fixers"), fixers},
            {QStringLiteral("text"), qt(finding.text)}};
}

QJsonObject laneOf(const LaneVerdict &lane)
{
    QJsonArray findings;
    for (const Finding &finding : lane.findings)
        findings.append(findingOf(finding));
    return {{QStringLiteral("outcome"), qt(nameOf(lane.outcome))},
            {QStringLiteral("reason"), wordOf(lane.reason)},
            {QStringLiteral("stage"), wordOf(lane.stage)},
            {QStringLiteral("hop"), lane.hop ? QJsonValue(static_cast<qint64>(*lane.hop)) : QJsonValue()},
            {QStringLiteral("code"), wordOf(lane.code)},
            {QStringLiteral("findings"), findings}};
}

QJsonObject completed(QJsonObject file, const Verdict &verdict, Masking masking)
{
    file.insert(QStringLiteral("verdict"), toJson(verdict));
    file.insert(QStringLiteral("masked"), masking == Masking::masked);
    return file;
}

} // namespace

QJsonObject toJson(const Verdict &verdict)
{
    QJsonObject lanes;
    for (const auto &[transport, lane] : verdict.lanes)
        lanes.insert(qt(nameOf(transport)), laneOf(lane));
    QJsonObject object = laneOf(verdict);
    object.insert(QStringLiteral("transports"), lanes);
    return object;
}

QJsonObject toJson(const trace::Trace &trace, const Verdict &verdict, Masking masking)
{
    return completed(trace::toJson(trace), verdict, masking);
}

QJsonObject toJson(const trace::Document &document, const Verdict &verdict, Masking masking)
{
    const bool isMasked = masking == Masking::masked || maskingOf(document) == Masking::masked;
    const auto stated = isMasked ? Masking::masked : Masking::none;
    QJsonObject file = trace::toJson(document);
    if (document.companion) {
        const auto member = QStringLiteral("companion");
        file.insert(member, completed(file.value(member).toObject(), diagnose(*document.companion), stated));
    }
    return completed(file, verdict, stated);
}

Masking maskingOf(const trace::Document &document)
{
    return document.rest.value(QLatin1String("masked")).toBool() ? Masking::masked : Masking::none;
}

} // namespace mailwalk::report
