#pragma once

#include "diagnosis/scene.h"

namespace mailwalk::diagnosis {

// A failed connection beside those to the other addresses of the same name and port. One that died on purpose, at a router, is
// none.

/// Another address of the same family lets in. A PC without IPv6 is no fault of the server's.
bool isOneBadOfSeveral(const Scene &failed);

/// Over IPv6 nothing comes through, over IPv4 it does; and this PC itself has IPv6.
bool isIPv6Broken(const Scene &failed);

} // namespace mailwalk::diagnosis
