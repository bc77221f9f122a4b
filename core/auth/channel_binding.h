#pragma once

#include "auth/crypto.h"

namespace mailwalk::auth {

/// The value of MsvAvChannelBindings for tls-server-end-point (RFC 5929 4.1, RFC 4121 4.1.1.2): 16 bytes from the hash of the
/// server's certificate, which is made with the certificate's own digest, SHA-256 in place of MD5 and SHA-1.
Result<Bytes, Obstacle> channelBindingOf(View certificateHash);

} // namespace mailwalk::auth
