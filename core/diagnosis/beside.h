#pragma once

#include "trace/trace.h"

namespace mailwalk::diagnosis {

/// The hops that play the same part in two walks.
struct Couple {
    std::string role;
    const trace::Hop *first{}, *second{}; ///< null: not there
};

/// All parts of both walks in the order of the path: what lanes share, then lane by lane, stage by stage, groups together.
std::vector<Couple> beside(const trace::Trace &first, const trace::Trace &second);

} // namespace mailwalk::diagnosis
