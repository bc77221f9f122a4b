#pragma once

#include "evidence/repeat.h"
#include "wizard/answers.h"
#include "wizard/ground.h"

#include <thread>

namespace mailwalk::wizard {

/// The same walk many times, one after the other, on a thread of its own. The destructor stops it and waits for its end.
class Series
{
public:
    Series(Errand errand, std::size_t times);
    ~Series();

    void stop() const { stop_.ring(); }
    bool isOver() const { return over_.load(); }
    std::vector<trace::Trace> takeWalks(); ///< those that have ended since they were last taken

    /// What has changed in the run that is under way.
    struct Glance {
        std::size_t run{}; ///< counted from 0
        double elapsed{};  ///< ms since it began
        std::vector<trace::Hop> changes;
    };
    Glance glance(std::size_t most);

    std::optional<http::Question> question() const { return answers_.question(); } ///< that the walk waits for
    void answer(const http::Question &to, http::Answer answer) { answers_.answer(to, answer); }

    evidence::EarlyEnd end() const { return end_; }         ///< once over
    const std::string &trouble() const { return trouble_; } ///< once over: what kept it from walking; empty when it walked

private:
    void run(std::size_t times);
    trace::Trace walk(const Ground &ground, std::size_t run);
    void look(const trace::Recorder &recorder, net::Journey &journey, std::size_t run);
    void beQuiet(const trace::Recorder &recorder, net::Journey &journey);
    void keep(const trace::Trace &walk);

    Errand errand_;
    net::Stop stop_;
    Answers answers_;
    bool hasLooked_{}; // of its own thread
    std::mutex mutex_; // of the three below
    std::shared_ptr<trace::Recorder> current_;
    std::size_t run_{};
    std::vector<trace::Trace> ended_;
    evidence::EarlyEnd end_ = evidence::EarlyEnd::none; // this and the next are written before over_
    std::string trouble_;
    std::atomic<bool> over_{false};
    std::thread thread_; // last: it uses all of the above
};

} // namespace mailwalk::wizard
