#pragma once

#include "path/walk.h"

namespace mailwalk::wizard {

/// After a walk of one kind of profile: makes of its request that of the other kind, with what the walk has learned. False when
/// there is nothing to walk: a password was refused, or it is not known where to.
bool turnToOtherProfile(path::Request &request, const trace::Trace &walked);

} // namespace mailwalk::wizard
