#pragma once

#include "diagnosis/scene.h"

namespace mailwalk::diagnosis {

/// The certificate's dates contradict this machine's clock, and a web server's Date says that the clock is wrong.
bool isClockContradicted(const Scene &secure);

/// Several certificates fail for their dates in the same way, and none has passed: the clock may be wrong.
bool isClockSuspect(const Scene &secure);

/// Different hosts at one private address show one certificate that is none of theirs.
bool isPortal(const Scene &secure);

/// Who opens encrypted connections in the middle, by the name that the issuer bears.
enum class Inspector { none, appliance, antivirus };
Inspector inspectorOf(const trace::Hop &secure);
/// Words of their names, in lower case: they name nobody who walks.
bool isInspectorsWord(std::string_view word);

} // namespace mailwalk::diagnosis
