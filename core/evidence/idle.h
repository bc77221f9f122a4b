#pragma once

#include "diagnosis/verdict.h"
#include "path/walk.h"

namespace mailwalk::evidence {

/// For each lane that has opened the mailbox in this walk: opens the store once more, says nothing for so long, and opens it
/// again over the same connection. Some routers and balancers forget connections on which nobody says anything. Recorded as one
/// group hop `probe` behind the walk (parent 0); diagnosis/quiet.h says what came of it. Behind an RPC proxy the pings that
/// [MS-RPCH] prescribes are sent, as Outlook sends them. Signs in once for each such lane, with the password that the lane has
/// taken before.
void stayQuiet(const path::Request &request, const trace::Trace &walked, const diagnosis::Verdict &verdict, Milliseconds silence,
               net::Journey &journey, const net::Stop &stop);

} // namespace mailwalk::evidence
