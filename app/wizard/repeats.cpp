#include "wizard/repeats.h"

#include <QJsonDocument>

namespace mailwalk::wizard {

using report::Masking;

Repeats Repeats::of(report::Repeats series, Masking masking)
{
    auto summary = diagnosis::summarise(report::tracesOf(masking == Masking::masked ? report::masked(series) : series));
    return {std::move(series), std::move(summary), masking};
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
