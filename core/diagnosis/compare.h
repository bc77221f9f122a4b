#pragma once

#include "trace/trace.h"

#include <QString>
#include <vector>

namespace mailwalk::diagnosis {

enum class Change {
    verdict,   ///< what became of the walk
    outcome,   ///< passed here, failed there
    failure,   ///< failed in both, in different ways
    place,     ///< another machine or address
    setting,   ///< a fact that both have, with another value
    onlyFirst, ///< a hop that the second walk does not have
    onlySecond,
};
std::string_view nameOf(Change);

struct Difference {
    Change change{};
    std::string role;               ///< of diagnosis/role.h; empty for the verdict
    trace::HopId first{}, second{}; ///< 0: not there
    std::string what;               ///< for a setting its name
    std::string before, after;      ///< one line each; may be empty
    QString text;                   ///< translated, one line for a person
};

/// Two walks beside each other: the difference that explains most first (the hop that stopped one of them, and on the way to it
/// the first that differs), then the others in the order of the path. Times, ids, ephemeral ports and the like are no difference.
struct Comparison {
    std::vector<Difference> differences;
    std::size_t alike{}; ///< hops that both have, without a difference
    QString sentence;    ///< translated: what it comes to
};
Comparison compare(const trace::Trace &first, const trace::Trace &second);

/// The walk of a new profile beside that of a finished one, without saying of them that they are that: which kind was asked for,
/// and the mailbox's name, which a finished profile does not look up.
Comparison compareProfiles(const trace::Trace &fresh, const trace::Trace &finished);

} // namespace mailwalk::diagnosis
