#pragma once

#include "diagnosis/scene.h"

namespace mailwalk::diagnosis {

/// What failed is a limit of this program, or a consent that was not given: it proves nothing against anybody.
bool isLimit(const Scene &failed);

/// Autodiscover named the way of signing in that the server does not offer, so Outlook would try no other.
bool isWantedByAutodiscover(const Scene &failed);

/// Only the modern sign-in is offered, of which a password is no part.
bool offersOnlyModernSignIn(const Scene &failed);

/// Outlook 2003, 2007 and 2010: no modern sign-in, no MAPI over HTTP.
bool isOldOutlook(const trace::Trace &trace);

} // namespace mailwalk::diagnosis
