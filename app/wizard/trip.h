#pragma once

#include "wizard/answers.h"
#include "wizard/ground.h"

#include <atomic>
#include <exception>
#include <thread>

namespace mailwalk::wizard {

/// One walk on a thread of its own, and after it the same as the other kind of profile would walk, which nobody need wait for.
/// It begins with the construction; the destructor stops it and waits for its end.
class Trip
{
public:
    explicit Trip(Errand errand);
    ~Trip();

    void stop() const { stop_.ring(); }
    void skip() const { skip_.ring(); }          ///< lets go of what is being waited for, and goes on with what comes after it
    bool isOver() const { return over_.load(); } ///< the walk itself
    std::vector<trace::Hop> takeChanges(std::size_t most) { return recorder_.takeChanges(most); }
    trace::Trace trace() const { return path::recordOf(recorder_); }
    double now() const { return recorder_.now(); }                                 ///< ms since the walk began
    std::optional<http::Question> question() const { return answers_.question(); } ///< that the walk waits for
    void answer(const http::Question &to, http::Answer answer) { answers_.answer(to, answer); }
    std::string trouble() const; ///< once over: what kept it from walking at all; empty when it walked

    bool isMeasured() const { return measured_.load(); }                        ///< the other profile's walk is over as well
    const std::optional<trace::Trace> &companion() const { return companion_; } ///< once measured; none: not walked, or stopped

private:
    void run();
    void walk(const Ground &ground);
    void walkAsTheOther(const Ground &ground);

    Errand errand_;
    trace::Recorder recorder_;
    net::Stop stop_;
    net::Skip skip_;
    Answers answers_;
    std::string trouble_; // written before over_
    std::atomic<bool> over_{false};
    std::optional<trace::Trace> companion_; // written before measured_
    std::atomic<bool> measured_{false};
    std::thread thread_; // last: it uses all of the above
};

} // namespace mailwalk::wizard
