#pragma once

#include "http/consent.h"

namespace mailwalk::http {

/// Where a certificate that does not fit has stopped the walk, and the person wants to know what stands behind it: one `probe`, a
/// connection that goes on all the same, and one request for this path, without anything of the user's. Nobody signs in over it:
/// its peer is unproven (Peer::name), and it does not leave this function. Changes nothing of what the walk has come to. Nothing
/// when nobody can be asked, or when it was something else that stopped it; not-run when the person does not want it.
void lookBehind(const net::Step &step, const Consent &consent, const net::Stopped &why, const std::string &path);

} // namespace mailwalk::http
