#pragma once

#include "http/person.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace mailwalk::test {

/// A person whose answers are a function; remembers what was asked, and whether two questions were ever open at once.
class ScriptedPerson final : public http::Person
{
public:
    using Answers = std::function<http::Answer(const http::Question &, const net::Stop &)>;
    explicit ScriptedPerson(http::Answer always) : answers_([=](const auto &, const auto &) { return always; }) {}
    explicit ScriptedPerson(Answers answers) : answers_(std::move(answers)) {}

    http::Answer decide(const http::Question &question, const net::Stop &stop) override
    {
        {
            const std::lock_guard lock(mutex_);
            asked_.push_back(question);
            overlapped_ = overlapped_ || isAsked_;
            isAsked_ = true;
        }
        const http::Answer answer = answers_(question, stop);
        const std::lock_guard lock(mutex_);
        isAsked_ = false;
        return answer;
    }

    std::vector<http::Question> asked() const
    {
        const std::lock_guard lock(mutex_);
        return asked_;
    }
    std::vector<std::string> hosts() const
    {
        std::vector<std::string> hosts;
        for (const http::Question &each : asked())
            hosts.push_back(each.host);
        return hosts;
    }
    bool overlapped() const
    {
        const std::lock_guard lock(mutex_);
        return overlapped_;
    }

    /// Until the stop rings.
    static http::Answer saysNothing(const http::Question &, const net::Stop &stop)
    {
        struct Heard final : net::Bell {
            void ring() const override
            {
                const std::lock_guard lock(mutex);
                rung = true;
                bell.notify_all();
            }
            mutable std::mutex mutex;
            mutable std::condition_variable bell;
            mutable bool rung{};
        } heard;
        const net::Stop::Rings rings(stop, heard);
        std::unique_lock lock(heard.mutex);
        heard.bell.wait_for(lock, std::chrono::seconds(60), [&] { return heard.rung; });
        return http::Answer::no;
    }

private:
    Answers answers_;
    mutable std::mutex mutex_;
    std::vector<http::Question> asked_;
    bool isAsked_{}, overlapped_{};
};

} // namespace mailwalk::test
