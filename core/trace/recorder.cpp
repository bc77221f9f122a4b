#include "trace/recorder.h"

#include <algorithm>
#include <ctime>

namespace mailwalk::trace {

static std::string utcNow()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
#ifdef _WIN32
    gmtime_s(&parts, &now);
#else
    gmtime_r(&now, &parts);
#endif
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

Recorder::Recorder(Asked asked) : began_(std::chrono::steady_clock::now())
{
    trace_.started = utcNow();
    trace_.asked = std::move(asked);
}

double Recorder::now() const
{
    const std::chrono::duration<double, std::milli> since = std::chrono::steady_clock::now() - began_;
    return since.count();
}

HopId Recorder::open(Hop hop)
{
    const std::lock_guard lock(mutex_);
    hop.id = static_cast<HopId>(trace_.hops.size() + 1);
    hop.opened = now();
    hop.outcome = Outcome::running;
    const HopId id = hop.id;
    trace_.hops.push_back(std::move(hop));
    pending_.push_back(false);
    changed(id);
    return id;
}

HopId Recorder::note(Hop hop)
{
    const Outcome outcome = hop.outcome;
    const auto reason = hop.reason;
    const HopId id = open(std::move(hop));
    close(id, outcome, {}, reason);
    return id;
}

void Recorder::change(HopId id, const std::function<void(Hop &)> &how)
{
    const std::lock_guard lock(mutex_);
    if (id == 0 || id > trace_.hops.size() || trace_.hops[id - 1].closed)
        return;
    how(trace_.hops[id - 1]);
    changed(id);
}

void Recorder::close(HopId id, Outcome outcome, std::optional<Failure> failure, std::optional<Reason> reason)
{
    change(id, [&](Hop &hop) {
        hop.closed = now();
        hop.outcome = outcome;
        if (failure)
            hop.failure = std::move(failure);
        if (reason)
            hop.reason = reason;
    });
}

Hop Recorder::hop(HopId id) const
{
    const std::lock_guard lock(mutex_);
    return id >= 1 && id <= trace_.hops.size() ? trace_.hops[id - 1] : Hop{};
}

Trace Recorder::trace() const
{
    const std::lock_guard lock(mutex_);
    return trace_;
}

void Recorder::change(const std::function<void(Asked &)> &how)
{
    const std::lock_guard lock(mutex_);
    how(trace_.asked);
}

void Recorder::onChange(std::function<void()> bell)
{
    const std::lock_guard lock(mutex_);
    bell_ = std::move(bell);
}

std::vector<Hop> Recorder::takeChanges(std::size_t most)
{
    const std::lock_guard lock(mutex_);
    const auto size = static_cast<std::ptrdiff_t>(std::min(most, changed_.size()));
    std::vector<Hop> hops;
    for (auto id = changed_.begin(); id != changed_.begin() + size; ++id) {
        hops.push_back(trace_.hops[*id - 1]);
        pending_[*id - 1] = false;
    }
    changed_.erase(changed_.begin(), changed_.begin() + size);
    rung_ = false;
    if (!changed_.empty() && bell_) {
        rung_ = true;
        bell_();
    }
    return hops;
}

void Recorder::changed(HopId id)
{
    if (!pending_[id - 1]) {
        pending_[id - 1] = true;
        changed_.push_back(id);
    }
    if (!rung_ && bell_) {
        rung_ = true;
        bell_();
    }
}

} // namespace mailwalk::trace
