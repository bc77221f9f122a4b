#pragma once

#include "http/person.h"

#include <condition_variable>
#include <optional>

namespace mailwalk::http {

/// A person on another thread, who looks now and then whether there is a question: a window.
class Interview final : public Person
{
public:
    Answer decide(const Question &question, const net::Stop &stop) override;

    /// The question that waits for an answer now.
    std::optional<Question> question() const;

    /// Nothing happens when that question is over already: an answer never goes to another.
    void answer(const Question &to, Answer answer);

private:
    mutable std::mutex mutex_;
    std::condition_variable heard_;
    std::optional<Question> question_;
    std::optional<Answer> answer_;
};

} // namespace mailwalk::http
