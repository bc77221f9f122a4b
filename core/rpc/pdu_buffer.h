#pragma once

#include "net/step.h"

namespace mailwalk::rpc {

/// Takes one whole PDU off the front of what has been received, by the frag_length of its header. Nothing when it is not whole
/// yet. Fails the hop when another protocol answers, or when the header is malformed.
std::optional<Bytes> takePdu(const net::Step &hop, Bytes &received);

} // namespace mailwalk::rpc
