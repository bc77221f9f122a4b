#include "report/compare.h"

#include <QJsonArray>

namespace mailwalk::report {

using namespace diagnosis;

namespace {

QString asText(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QJsonValue stepOf(trace::HopId hop) { return hop ? QJsonValue(static_cast<qint64>(hop)) : QJsonValue(); }

QJsonValue orNull(const std::string &text) { return text.empty() ? QJsonValue() : QJsonValue(asText(text)); }

QJsonObject differenceOf(const Difference &difference)
{
    return {{QStringLiteral("change"), asText(nameOf(difference.change))},
            {QStringLiteral("role"), orNull(difference.role)},
            {QStringLiteral("first"), stepOf(difference.first)},
            {QStringLiteral("second"), stepOf(difference.second)},
            {QStringLiteral("what"), orNull(difference.what)},
            {QStringLiteral("before"), orNull(difference.before)},
            {QStringLiteral("after"), orNull(difference.after)},
            {QStringLiteral("text"), difference.text}};
}

QJsonObject walkOf(const trace::Trace &trace)
{
    const Verdict verdict = diagnose(trace);
    return {{QStringLiteral("started"), asText(trace.started)},
            {QStringLiteral("profile"), asText(trace.asked.profile)},
            {QStringLiteral("outcome"), asText(nameOf(verdict.outcome))},
            {QStringLiteral("hop"), stepOf(verdict.hop.value_or(0))},
            {QStringLiteral("sentence"), asText(verdict.sentence)}};
}

} // namespace

QJsonObject toJson(const ComparedWalks &walks, Masking masking)
{
    QJsonArray differences;
    for (const Difference &each : walks.comparison.differences)
        differences.append(differenceOf(each));
    return {{QStringLiteral("format"), QStringLiteral("mailwalk-compare")},
            {QStringLiteral("version"), 1},
            {QStringLiteral("first"), walkOf(walks.first)},
            {QStringLiteral("second"), walkOf(walks.second)},
            {QStringLiteral("sentence"), walks.comparison.sentence},
            {QStringLiteral("alike"), static_cast<qint64>(walks.comparison.alike)},
            {QStringLiteral("differences"), differences},
            {QStringLiteral("masked"), masking == Masking::masked}};
}

} // namespace mailwalk::report
