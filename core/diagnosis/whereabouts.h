#pragma once

#include "diagnosis/scene.h"

namespace mailwalk::diagnosis {

/// The name service works, and here it knows such names: in this walk it has found another name of the same zone.
bool isNeighbourKnown(const Scene &scene);

/// A machine at a private address has let this PC in during this walk.
bool isInside(const Scene &scene);

/// The address is known, and it is on the internet.
bool isPublicAddress(const Scene &scene);

/// Port 135 of the same machine has let this PC in during this walk.
bool isReachedAtMapper(const Scene &scene);

// Who said "unreachable".
bool isSaidHere(const Scene &scene); ///< this machine itself
bool isSaidByIcmp(const Scene &scene);
bool isRejected(const Scene &scene); ///< a message of ICMP that only a device with a rule sends, or the host's own firewall

} // namespace mailwalk::diagnosis
