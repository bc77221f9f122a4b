#pragma once

#include "http/interview.h"

#include <vector>

namespace mailwalk::wizard {

/// A person who is asked by several walks one after the other: what was answered once is not asked again, and a walk that nobody
/// watches any more gets only what was answered before. What was not is a no.
class Answers final : public http::Person
{
public:
    http::Answer decide(const http::Question &question, const net::Stop &stop) override;

    void beAlone() { isAlone_ = true; } ///< from now on nobody watches
    std::optional<http::Question> question() const { return interview_.question(); }
    void answer(const http::Question &to, http::Answer answer) { interview_.answer(to, answer); }

private:
    struct Given {
        http::Doubt doubt;
        std::string host;
        http::Answer answer;
    };
    http::Interview interview_;
    std::vector<Given> given_; // of walks' threads, one question at a time
    std::atomic<bool> isAlone_{false};
};

} // namespace mailwalk::wizard
