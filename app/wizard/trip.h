#pragma once

#include "http/interview.h"
#include "net/skip.h"
#include "net/system_network.h"
#include "path/walk.h"
#include "trace/recorder.h"

#include <atomic>
#include <exception>
#include <thread>

namespace mailwalk::wizard {

/// Where names, trust and connections differ from what this system is set to: a company for tests, run by somebody else.
struct Surroundings {
    net::NameSettings names;
    net::TrustSettings trust;
    std::vector<net::Detour> detours;
};

/// What to walk, and where: a real network, or a practice organisation that lives as long as the walk.
struct Errand {
    path::Request request;
    struct Practice {
        std::size_t account{};            ///< of Organisation::accounts()
        std::optional<std::string> fault; ///< of practice::faults(); none leaves it whole
    };
    std::optional<Practice> practice;
    Surroundings surroundings{}; ///< of a real network
    Deadlines deadlines{};
};

/// One walk on a thread of its own. It begins with the construction; the destructor stops it and waits for its end.
class Trip
{
public:
    explicit Trip(Errand errand);
    ~Trip();

    void stop() const { stop_.ring(); }
    void skip() const { skip_.ring(); } ///< lets go of what is being waited for, and goes on with what comes after it
    bool isOver() const { return over_.load(); }
    std::vector<trace::Hop> takeChanges(std::size_t most) { return recorder_.takeChanges(most); }
    trace::Trace trace() const { return path::recordOf(recorder_); }
    double now() const { return recorder_.now(); }                                   ///< ms since the walk began
    std::optional<http::Question> question() const { return interview_.question(); } ///< that the walk waits for
    void answer(const http::Question &to, http::Answer answer) { interview_.answer(to, answer); }
    std::string trouble() const; ///< once over: what kept it from walking at all; empty when it walked

private:
    void run();
    void practise(const Errand::Practice &practice);
    void walk(net::Journey journey) { path::walk(errand_.request, journey, stop_); }

    Errand errand_;
    trace::Recorder recorder_;
    net::Stop stop_;
    net::Skip skip_;
    http::Interview interview_;
    std::string trouble_; // written before over_
    std::atomic<bool> over_{false};
    std::thread thread_; // last: it uses all of the above
};

} // namespace mailwalk::wizard
