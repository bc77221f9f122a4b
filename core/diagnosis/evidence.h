#pragma once

#include "diagnosis/verdict.h"

namespace mailwalk::diagnosis {

/// The walk alone: a closer look behind it in the same record decides nothing by itself.
trace::Trace withoutCloserLook(const trace::Trace &trace);
bool hasCloserLook(const trace::Trace &trace);

/// What a closer look adds to the verdict on the walk: who is to mend a block, and what else it has met.
void weigh(const trace::Trace &trace, Verdict &verdict);

} // namespace mailwalk::diagnosis
