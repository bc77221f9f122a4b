#pragma once

#include "diagnosis/participants.h"

/// What summarise() is put together from.
namespace mailwalk::diagnosis {

/// How the runs went, for the walk as a whole or for one lane.
struct Course {
    std::optional<trace::Transport> lane{};
    std::vector<Turn> turns{};         ///< by run
    std::vector<trace::HopId> stops{}; ///< by run: the hop that stopped it; 0: none

    std::size_t count(Turn turn) const;
    bool isMixed() const { return count(Turn::good) > 0 && count(Turn::bad) > 0; }
};
Course courseOf(const std::vector<Verdict> &verdicts, std::optional<trace::Transport> lane);

std::vector<RepeatedHop> gridOf(const std::vector<trace::Trace> &walks);
std::optional<Percentiles> percentilesOf(std::vector<double> times);

/// The walks with what takes a pass over all of their hops to know.
struct Series {
    const std::vector<trace::Trace> &walks;
    const std::vector<Addresses> addresses; ///< by run
    explicit Series(const std::vector<trace::Trace> &walks);
};

std::optional<Participant> culpritOf(const Series &series, const Course &course);

/// The result's sentence, from all the rest.
QString sentenceFor(const Repetition &repetition, const Series &series);

} // namespace mailwalk::diagnosis
