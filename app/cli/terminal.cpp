#include "cli/terminal.h"

#include "cli/usage.h"
#include "report/paragraph.h"
#include "report/steps.h"

namespace mailwalk::cli {
namespace {

constexpr std::size_t changesAtOnce = 500;
constexpr std::chrono::seconds patience{1};

// As a line of the report's steps begins.
std::string lineFor(const trace::Hop &hop)
{
    const QString took = hop.closed ? QStringLiteral("%1 ms").arg(*hop.closed - hop.opened, 0, 'f', 0) : QString();
    const QString code = hop.failure ? report::fit(": " + std::string(nameOf(hop.failure->code))) : QString();
    return QStringLiteral("%1  %2 %3  %4%5\n")
        .arg(hop.id, 4)
        .arg(report::wordFor(hop), -9)
        .arg(took, 9)
        .arg(report::fit(hop.title), code)
        .toStdString();
}

} // namespace

void print(std::FILE *stream, std::string_view text)
{
    const bool written = std::fwrite(text.data(), 1, text.size(), stream) == text.size() && std::fflush(stream) == 0;
    if (!written && stream == stdout)
        throw NotWritten{Cli::tr("Standard output could not be written.")};
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
    print(stderr, "\n"); // apart from the report
}

// The recorder rings while it holds its own lock, so the changes are taken here and without ours.
void LiveLines::follow()
{
    for (bool ended = false; !ended;) {
        bool silent = false;
        {
            std::unique_lock lock(mutex_);
            silent = !rung_.wait_for(lock, patience, [this] { return news_ || ended_; });
            news_ = false;
            ended = ended_;
        }
        silent ? sayWhatIsAwaited() : sayWhatHasEnded();
    }
}

void LiveLines::sayWhatHasEnded()
{
    for (auto hops = recorder_.takeChanges(changesAtOnce); !hops.empty(); hops = recorder_.takeChanges(changesAtOnce))
        for (const trace::Hop &hop : hops) {
            if (hop.isGroup())
                continue;
            if (hop.closed) {
                awaited_.erase(hop.id);
                print(stderr, lineFor(hop));
            } else if (said_ < hop.id) {
                awaited_[hop.id] = hop;
            }
        }
}

void LiveLines::sayWhatIsAwaited()
{
    for (const auto &[id, hop] : awaited_)
        print(stderr, lineFor(hop));
    if (!awaited_.empty())
        said_ = awaited_.rbegin()->first;
    awaited_.clear();
}

} // namespace mailwalk::cli
