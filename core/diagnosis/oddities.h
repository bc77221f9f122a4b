#pragma once

#include "diagnosis/lane.h"

namespace mailwalk::diagnosis {

/// What is worth telling beside the cause, whether the lane works or not. `stopping` is the hop that stopped it, or null.
std::vector<Finding> odditiesOf(const trace::Trace &trace, const Lane &lane, const trace::Hop *stopping);

} // namespace mailwalk::diagnosis
