#pragma once

#include "diagnosis/verdict.h"

#include <QString>
#include <vector>

/// The same walk many times: what went wrong how often, and where. A pure function of the records.
namespace mailwalk::diagnosis {

struct Ratio {
    std::size_t bad{}, all{};
    bool operator==(const Ratio &) const = default;
};

/// Milliseconds; of the hops that passed.
struct Percentiles {
    double half{}, ninety{}, most{};
};

/// One hop of the path in all runs: a row of the grid.
struct RepeatedHop {
    std::string role;  ///< of diagnosis/role.h
    std::string title; ///< English, as in the record
    std::optional<trace::Transport> transport;
    struct Cell {
        trace::HopId hop{}; ///< 0: this run has no such hop
        trace::Outcome outcome = trace::Outcome::notRun;
        std::string place; ///< "gc2.corp.test [192.0.2.17]"; may be empty
    };
    std::vector<Cell> runs; ///< one for each walk
    Ratio failed;           ///< of the runs in which it came to an end
    std::optional<Percentiles> times;
};

enum class Group { address, directoryServer, frontEnd, host };
std::string_view nameOf(Group); ///< "address", "directory-server", "front-end", "host"

/// Everything that one machine, address or front end had a part in.
struct Share {
    Group group{};
    std::string name; ///< "192.0.2.17", "gc2.corp.test"; as the record has it
    Ratio failed;     ///< of the runs that it had a part in, those in which something failed there
};

/// How one walk turned out, seen beside the others.
enum class Turn {
    good,  ///< it worked, or came as far as it can without a password
    bad,   ///< it failed
    untold ///< it was cancelled, or a limit of this program ended it
};

/// More shares than any real organisation shows. A saved walk may be anybody's.
inline constexpr std::size_t mostShares = 200;

struct Repetition {
    std::vector<Result> runs; ///< what became of each walk
    std::vector<Turn> turns;  ///< the same, for counting
    /// The lane that this is about, where every walk has worked by another one; none: the walk as a whole.
    std::optional<trace::Transport> lane;
    Ratio failed;                  ///< walks, or of that lane; those that tell nothing are not counted
    std::vector<RepeatedHop> hops; ///< those that act on the network, in the order of the path
    std::vector<Share> shares;     ///< worst first, at most mostShares
    std::optional<Share> culprit;  ///< had a part in every failing run and in no good one; none when that is nobody, or several
    std::size_t refused{};         ///< the walk in which the password was refused, from 1; 0: in none
    std::optional<Percentiles> times; ///< of the good walks
    QString sentence;                 ///< translated: "3 of 10 walks failed, always at gc2.corp.test (192.0.2.17)."
};

Repetition summarise(const std::vector<trace::Trace> &walks);

/// Whether a server has refused the password's proof in this walk; the first contact without one is no refusal.
bool isPasswordRefused(const trace::Trace &walk);

} // namespace mailwalk::diagnosis
