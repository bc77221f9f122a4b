#include "cli/repeats.h"

#include "base/text.h"
#include "cli/system.h"
#include "cli/terminal.h"
#include "cli/values.h"

#include <algorithm>

namespace mailwalk::cli {
namespace {

using diagnosis::Turn;

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

bool isHtml(const QString &file) { return file.endsWith(QLatin1String(".html"), Qt::CaseInsensitive); }

Exit exitOf(const diagnosis::Repetition &repetition, evidence::EarlyEnd end)
{
    const auto hasRun = [&](diagnosis::Result result) {
        return std::find(repetition.runs.begin(), repetition.runs.end(), result) != repetition.runs.end();
    };
    if (end == evidence::EarlyEnd::stopped)
        return Exit::cancelled;
    if (std::find(repetition.turns.begin(), repetition.turns.end(), Turn::bad) != repetition.turns.end())
        return Exit::fails;
    return hasRun(diagnosis::Result::notProven) || hasRun(diagnosis::Result::cancelled) ? Exit::notProven : Exit::works;
}

bool isOwnFault(const trace::Trace &walk) { return diagnosis::diagnose(walk).code == trace::Code::internal; }

// No names: they may be masked.
class Counting
{
public:
    Counting(std::size_t times, const Outputs &outputs) : times_(times), isShown_(!outputs.quiet && isTerminal(stderr)) {}

    void say(const trace::Trace &walk)
    {
        ++done_;
        if (isShown_)
            print(stderr, Cli::tr("walk %1 of %2: %3\n")
                              .arg(done_)
                              .arg(times_)
                              .arg(QString::fromStdString(std::string(diagnosis::nameOf(diagnosis::diagnose(walk).outcome))))
                              .toStdString());
    }

private:
    std::size_t times_, done_ = 0;
    bool isShown_;
};

} // namespace

void requireFormsForRepeats(const Outputs &outputs)
{
    if (outputs.report && QString::fromStdString(*outputs.report).endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        throw WrongUsage{Cli::tr("--report of repeated walks takes a file name that ends in .html or .txt.")};
}

diagnosis::Repetition deliver(const report::Repeats &repeats, const Outputs &outputs)
{
    const report::Repeats shown = outputs.masked ? report::masked(repeats) : repeats;
    const auto masking = outputs.masked ? report::Masking::masked : report::maskingOf(repeats);
    auto repetition = diagnosis::summarise(report::tracesOf(shown));
    const std::string text = report::text(shown, repetition, masking);
    deliver(Delivery{repetition.sentence.toStdString(), text,
                     [&](const QString &file) {
                         return QByteArray::fromStdString(isHtml(file) ? report::html(shown, repetition, masking) : text);
                     },
                     [&] { return report::toJson(shown, repetition, masking); }},
            outputs);
    return repetition;
}

Exit repeatWalks(const CheckPlan &plan, const net::Stop &stop, const evidence::Walker &walker)
{
    Counting counting(plan.times, plan.outputs);
    evidence::Series series = evidence::repeat(plan.times, walker, stop, [&](const trace::Trace &walk) { counting.say(walk); });
    const bool isOurs = std::any_of(series.walks.begin(), series.walks.end(), isOwnFault);
    report::Repeats repeats{{}, plan.times, nameOf(series.end), {}};
    for (trace::Trace &walk : series.walks)
        repeats.walks.push_back({std::move(walk), {}});
    const auto repetition = deliver(repeats, plan.outputs);
    return isOurs ? Exit::ownFault : exitOf(repetition, series.end);
}

std::optional<report::Repeats> savedRepeats(const std::string &file)
{
    const QByteArray bytes = contentOf(file, trace::mostFileBytes);
    if (!report::isOfRepeats(bytes))
        return std::nullopt;
    auto repeats = report::repeatsFromJson(bytes);
    if (repeats)
        return std::move(*repeats);
    const auto line = [](const QString &text) { return QString::fromStdString(oneLine(text.toStdString())); };
    throw WrongUsage{Cli::tr("%1 holds repeated walks that cannot be read: at %2, %3.")
                         .arg(line(QString::fromStdString(file)), line(repeats.error().place), line(repeats.error().text))};
}

} // namespace mailwalk::cli
