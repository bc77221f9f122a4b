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
    Ratio failed;
    std::optional<Percentiles> times;
};

enum class Group { address, directoryServer, frontEnd, host };
std::string_view nameOf(Group);

/// Everything that one machine, address or front end had a part in.
struct Share {
    Group group{};
    std::string name; ///< "192.0.2.17", "gc2.corp.test"
    Ratio failed;     ///< of the runs that it had a part in
};

struct Repetition {
    std::vector<Result> runs;      ///< what became of each walk
    std::vector<RepeatedHop> hops; ///< those that act on the network, in the order of the path
    std::vector<Share> shares;     ///< worst first
    std::optional<Share> culprit;  ///< had a part in every failing run and in no good one; none when that is nobody, or several
    std::optional<Percentiles> times; ///< of the good walks
    QString sentence;                 ///< translated: "3 of 10 walks failed, always at gc2.corp.test (192.0.2.17)."
};

Repetition summarise(const std::vector<trace::Trace> &walks);

} // namespace mailwalk::diagnosis
