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
    std::optional<Question> question();

    /// Answers what question() gave last. Nothing happens when that is over already: an answer never goes to another question.
    void answer(Answer answer);

private:
    std::mutex mutex_;
    std::condition_variable heard_;
    std::optional<Question> question_;
    std::optional<Answer> answer_;
    unsigned number_{}, shown_{}; // of the questions
};

} // namespace mailwalk::http
