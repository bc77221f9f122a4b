#include "diagnosis/noise.h"

#include "base/text.h"

#include <QRegularExpression>
#include <algorithm>

namespace mailwalk::diagnosis {

namespace {

constexpr std::size_t longestValue = 300;

QString qt(const std::string &text) { return QString::fromStdString(text); }

// Names as the codecs and the acts give them.
bool isNoise(const QString &name)
{
    static const QRegularExpression ours(QStringLiteral("^(?:in\\.|our |connect-to$|local address$|user_domain$)"));
    static const QRegularExpression changing(
        QStringLiteral(
            "date$|time$|timestamp$|uuid$|guid$|challenge$|nonce|cookie|session|handle|token$|fingerprint$|"
            "^not (?:before|after)$|^key$|^chain$|length$|\\bid$|_id$|count$|hint$|sec_addr|port$|process$|"
            "entryid$|^tower\\.|containerid$|mids$|outmids|folderid$|picxr$|transtime$|^stopped at hop$|^skipped$|waited|\\bms$"),
        QRegularExpression::CaseInsensitiveOption);
    return ours.match(name).hasMatch() || changing.match(name).hasMatch();
}

} // namespace

std::string lasting(const std::string &value)
{
    static const QRegularExpression changing(QStringLiteral(
        ",? ?TTL \\d+ s|,? port \\d+|(?<=\\d):\\d+\\b|\\b\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z?|"
        "\\b\\d+(?:\\.\\d+)? (?:ms|s|bytes)\\b|\\bstep \\d+|\\bhop \\d+"));
    return oneLine(qt(value).remove(changing).toStdString(), longestValue);
}

Facts lasting(const Facts &facts)
{
    Facts all;
    for (const Fact &fact : facts)
        if (!isNoise(qt(fact.name)))
            all.push_back({fact.name, lasting(fact.value)});
    std::stable_sort(all.begin(), all.end(),
                     [](const Fact &a, const Fact &b) { return std::tie(a.name, a.value) < std::tie(b.name, b.value); });
    Facts merged;
    for (Fact &fact : all)
        if (!merged.empty() && merged.back().name == fact.name)
            merged.back().value += ", " + fact.value;
        else
            merged.push_back(std::move(fact));
    return merged;
}

} // namespace mailwalk::diagnosis
