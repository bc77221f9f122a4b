#pragma once

#include "trace/trace.h"

namespace mailwalk::diagnosis {

/// Which part each hop plays in its walk, by id - 1, unique within it: "direct/look-up/bind NSPI". Hops of two walks are each
/// other's when their roles are equal: whatever machine, port and time they met, and whatever number they have.
std::vector<std::string> rolesOf(const trace::Trace &trace);

} // namespace mailwalk::diagnosis
