#pragma once

#include "net/step.h"

namespace mailwalk::net {

/// The one that a connection meant for this target takes; null where it goes straight there.
const Detour *detourFor(const Endpoint &target, const std::vector<Detour> &detours);

} // namespace mailwalk::net
