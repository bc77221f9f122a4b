#pragma once

#include "diagnosis/beside.h"
#include "diagnosis/compare.h"

namespace mailwalk::diagnosis {

/// Acts, stages, and groups that ended by themselves; no probes: those look closer and belong to no way.
bool isCompared(const trace::Trace &trace, const trace::Hop &hop);

/// Which machine a hop is about, in a form that is equal for the same one.
struct Whereabout {
    std::string host, address;
    std::string line; ///< both, for a person
};
Whereabout whereaboutOf(const trace::Trace &trace, const trace::Hop &hop);

/// How a hop ended, in one line: "passed", "failed: timeout, nothing came".
std::string endingOf(const trace::Hop &hop);

/// In what two hops of the same part differ, without texts: outcome or failure first, then place, then settings.
std::vector<Difference> differencesOf(const Couple &couple, const trace::Trace &first, const trace::Trace &second);

} // namespace mailwalk::diagnosis
