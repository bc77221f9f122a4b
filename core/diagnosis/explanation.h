#pragma once

#include "diagnosis/beside.h"
#include "diagnosis/compare.h"
#include "diagnosis/verdict.h"

namespace mailwalk::diagnosis {

enum class Which { first, second };

/// The hop that stopped one of two walks, or one of its ways, where the other one passed or came further.
struct Stop {
    Which walk{};
    const Couple *couple{};
    std::optional<trace::Transport> lane; ///< where both walks open the mailbox, and one of the ways fails
};
std::optional<Stop> stopOf(const std::vector<Couple> &couples, const Verdict &first, const Verdict &second);

/// Puts in front what explains the stop: its own difference, then the first one on the way that led there. Gives the latter.
std::optional<Difference> explain(std::vector<Difference> &differences, const Stop &stop, const trace::Trace &first,
                                  const trace::Trace &second);

} // namespace mailwalk::diagnosis
