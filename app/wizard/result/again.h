#pragma once

#include "diagnosis/verdict.h"
#include "path/walk.h"

namespace mailwalk::wizard {

/// What was walked, to be walked again. Never with a password.
path::Request sameAgain(const trace::Trace &trace);

/// Only the way that failed, beginning as near to the step that failed as what the walk has learned allows: a server that
/// Autodiscover told need not be looked for again, and a mailbox that the address book told need not be looked up. Nothing when
/// no one way failed.
std::optional<path::Request> failedWayAgain(const trace::Trace &trace, const diagnosis::Verdict &verdict);

} // namespace mailwalk::wizard
