#include "http/interview.h"

namespace mailwalk::http {

namespace {

struct Nudge final : net::Bell {
    Nudge(std::mutex &mutex, std::condition_variable &heard) : mutex_(mutex), heard_(heard) {}
    void ring() const override
    {
        const std::lock_guard lock(mutex_); // or it could fall between the look at the stop and the wait
        heard_.notify_all();
    }
    std::mutex &mutex_;
    std::condition_variable &heard_;
};

} // namespace

Answer Interview::decide(const Question &question, const net::Stop &stop)
{
    const Nudge nudge(mutex_, heard_);
    const net::Stop::Rings rings(stop, nudge);
    std::unique_lock lock(mutex_);
    question_ = question;
    answer_.reset();
    heard_.wait_for(lock, longestThought, [&] { return answer_ || stop.requested(); });
    question_.reset();
    return stop.requested() ? Answer::no : answer_.value_or(Answer::no);
}

std::optional<Question> Interview::question() const
{
    const std::lock_guard lock(mutex_);
    return answer_ ? std::nullopt : question_;
}

void Interview::answer(const Question &to, Answer answer)
{
    const std::lock_guard lock(mutex_);
    if (!question_ || *question_ != to)
        return;
    answer_ = answer;
    heard_.notify_all();
}

} // namespace mailwalk::http
