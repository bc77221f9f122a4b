#pragma once

#include "diagnosis/beside.h"
#include "diagnosis/compare.h"

namespace mailwalk::diagnosis {

/// All differences of two walks in the order of the path, without texts. What follows from one that was told before is left out:
/// the same other machine met again, and all that a walk which had ended early could not have.
Comparison gathered(const std::vector<Couple> &couples, const trace::Trace &first, const trace::Trace &second);

} // namespace mailwalk::diagnosis
