#pragma once

#include "path/walk.h"

namespace mailwalk::evidence {

/// After a walk of one kind of profile: makes of its request that of the other kind, with what the walk has learned. False where
/// a password was refused, or could have been, or where it is not known where to: then there is nothing to walk.
bool turnToOtherProfile(path::Request &request, const trace::Trace &walked);

} // namespace mailwalk::evidence
