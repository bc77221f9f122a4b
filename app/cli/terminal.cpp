#include "cli/terminal.h"

#include "base/text.h"
#include "cli/usage.h"

#include <stdexcept>

namespace mailwalk::cli {
namespace {

constexpr std::size_t changesAtOnce = 500;

std::string wordsFor(const trace::Hop &hop)
{
    if (hop.failure)
        return std::string(nameOf(hop.outcome)) + ": " + std::string(nameOf(hop.failure->code));
    if (hop.reason)
        return std::string(nameOf(hop.outcome)) + ": " + std::string(nameOf(*hop.reason));
    return std::string(nameOf(hop.outcome));
}

std::string lineFor(const trace::Hop &hop)
{
    const double lasted = hop.closed.value_or(hop.opened) - hop.opened;
    const std::string what = hop.target.empty() ? hop.title : hop.title + " (" + hop.target + ")";
    return oneLine(what) + "  " + wordsFor(hop) + "  " + QString::number(lasted, 'f', 0).toStdString() + " ms\n";
}

} // namespace

void print(std::FILE *stream, std::string_view text)
{
    const bool written = std::fwrite(text.data(), 1, text.size(), stream) == text.size() && std::fflush(stream) == 0;
    if (!written && stream == stdout)
        throw std::runtime_error("standard output does not take the text");
}

void complain(const QString &sentence) { print(stderr, "mailwalk-cli: " + sentence.toStdString() + '\n'); }

LiveLines::LiveLines(trace::Recorder &recorder) : recorder_(recorder)
{
    recorder_.onChange([this] {
        const std::lock_guard lock(mutex_);
        news_ = true;
        rung_.notify_one();
    });
    thread_ = std::thread([this] { follow(); });
}

LiveLines::~LiveLines()
{
    recorder_.onChange({});
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
        rung_.notify_one();
    }
    thread_.join();
}

// The recorder rings while it holds its own lock, so the changes are taken here and without ours.
void LiveLines::follow()
{
    for (bool ended = false; !ended;) {
        {
            std::unique_lock lock(mutex_);
            rung_.wait(lock, [this] { return news_ || ended_; });
            news_ = false;
            ended = ended_;
        }
        for (auto hops = recorder_.takeChanges(changesAtOnce); !hops.empty(); hops = recorder_.takeChanges(changesAtOnce))
            for (const trace::Hop &hop : hops)
                if (hop.closed && !hop.isGroup())
                    print(stderr, lineFor(hop));
    }
}

} // namespace mailwalk::cli
