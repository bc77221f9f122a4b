#include "wizard/repeats.h"

#include "diagnosis/quiet.h"

#include <QJsonDocument>
#include <algorithm>

namespace mailwalk::wizard {

using report::Masking;

namespace {

bool hasHeldQuiet(const trace::Trace &walk)
{
    return std::any_of(walk.hops.begin(), walk.hops.end(), [](const trace::Hop &hop) { return hop.fact(diagnosis::quietFact); });
}

QStringList shownByQuiet(const trace::Trace &walk)
{
    QStringList sentences = diagnosis::notesOnQuiet(walk);
    for (const diagnosis::Finding &finding : diagnosis::diagnose(walk).findings)
        if (finding.cause == "idle-timeout-short")
            sentences += QString::fromStdString(finding.text);
    return sentences;
}

QString shownByQuiet(const std::vector<trace::Trace> &walks)
{
    QStringList sentences;
    for (const trace::Trace &walk : walks)
        if (hasHeldQuiet(walk))
            sentences += shownByQuiet(walk);
    return sentences.join(QLatin1Char(' '));
}

} // namespace

Repeats Repeats::of(report::Repeats series, Masking masking)
{
    const auto walks = report::tracesOf(masking == Masking::masked ? report::masked(series) : series);
    return {std::move(series), diagnosis::summarise(walks), masking, shownByQuiet(walks)};
}

QByteArray fileOf(const report::Repeats &series, Masking masking)
{
    const report::Repeats shown = masking == Masking::masked ? report::masked(series) : series;
    const auto summary = diagnosis::summarise(report::tracesOf(shown));
    const Masking already = report::maskingOf(series);
    return QJsonDocument(report::toJson(shown, summary, already == Masking::masked ? already : masking)).toJson();
}

std::string nameOf(evidence::EarlyEnd end)
{
    switch (end) {
    case evidence::EarlyEnd::none: break;
    case evidence::EarlyEnd::stopped: return "stopped";
    case evidence::EarlyEnd::passwordRefused: return "password-refused";
    case evidence::EarlyEnd::signInUnanswered: return "sign-in-unanswered";
    }
    return {};
}

} // namespace mailwalk::wizard
