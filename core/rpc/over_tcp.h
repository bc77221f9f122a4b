#pragma once

#include "rpc/pdu_stream.h"

#include <memory>

namespace mailwalk::rpc {

/// PDUs over one TCP connection ([MS-RPCE] 2.1.1.1).
std::unique_ptr<PduStream> overTcp(net::Stream stream);

} // namespace mailwalk::rpc
