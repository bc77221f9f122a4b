#pragma once

#include "trace/trace.h"

#include <chrono>
#include <functional>
#include <mutex>

namespace mailwalk::trace {

/// The record while it is being written: threads of a walk write, the window reads. Rings once for any number of changes until
/// they are taken.
class Recorder
{
public:
    explicit Recorder(Asked asked);

    HopId open(Hop hop); ///< fills id, opened and outcome
    HopId note(Hop hop); ///< a hop that was not run: opened and closed at once with its outcome and reason
    void change(HopId id, const std::function<void(Hop &)> &how); ///< a hop that is closed is not changed any more
    void close(HopId id, Outcome outcome, std::optional<Failure> failure = {}, std::optional<Reason> reason = {});
    Hop hop(HopId id) const;

    Trace trace() const; ///< a copy of everything so far
    void change(const std::function<void(Asked &)> &how);

    void onChange(std::function<void()> bell); ///< called from any thread, at most once until takeChanges
    /// Hops opened or changed since last taken, oldest first, at most `most`.
    std::vector<Hop> takeChanges(std::size_t most);

    double now() const; ///< ms since the walk began

private:
    void changed(HopId id);

    mutable std::mutex mutex_;
    Trace trace_;
    std::chrono::steady_clock::time_point began_;
    std::function<void()> bell_;
    std::vector<HopId> changed_; // in the order of the first change
    std::vector<bool> pending_;  // by id - 1: stands in changed_
    bool rung_{};
};

} // namespace mailwalk::trace
