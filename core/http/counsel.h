#pragma once

#include "http/person.h"
#include "net/step.h"

#include <map>
#include <mutex>

namespace mailwalk::http {

/// What a person says during one walk. Shared by all its lanes: every question is put once, and one at a time.
class Counsel
{
public:
    explicit Counsel(Person &person) : person_(person) {}

    /// The answer, known before or asked for now: then in a hop of its own, not-run for a no. Waits while another question is
    /// thought about, at most longestThought: no answer until then is a no. Never inside an act, and never by whoever has the
    /// turn of a sign-in: others would be late.
    Answer ask(const net::Step &step, const Question &question);

    std::optional<Answer> said(Doubt doubt, const std::string &host) const; ///< nothing: not asked yet
    bool isGiven(Doubt doubt, const std::string &host) const { return said(doubt, host) == Answer::yes; }

private:
    class Turn;
    Answer put(const net::Step &hop, Question question);

    Person &person_;
    mutable std::mutex mutex_;
    std::map<std::pair<Doubt, std::string>, Answer> said_;
    bool isThinking_{};
};

} // namespace mailwalk::http
