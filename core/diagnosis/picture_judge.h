#pragma once

#include "diagnosis/picture_tally.h"

namespace mailwalk::diagnosis {

/// Where a lane, or the search before the lanes, stopped.
struct Halt {
    std::optional<Slot> slot;
    trace::HopId hop{};
    Result result = Result::fails;
    std::optional<trace::Reason> reason;
    QString sentence; ///< the cause that was found, for a person; may be empty
};

/// What is odd at a station that did answer.
struct Odd {
    Slot slot;
    QString sentence;
};

/// What a verdict says of the stations.
struct Conclusion {
    std::vector<Halt> halts;
    std::vector<Odd> oddities;
    std::optional<Slot> lit;
};
Conclusion conclusionOf(const Verdict &verdict, const Tally &tally);

/// A station's state, and why.
struct Judgement {
    State state = State::notReached;
    trace::HopId hop{};
    QString label, sentence;
};

/// Without a conclusion the walk is still running.
Judgement judge(const Slot &slot, const Tally &tally, const std::optional<Conclusion> &conclusion, Colouring colouring);

} // namespace mailwalk::diagnosis
