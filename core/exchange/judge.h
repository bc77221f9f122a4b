#pragma once

#include "net/step.h"
#include "rpc/failures.h"
#include "wire/mapi/status.h"

namespace mailwalk::exchange {

/// Fails the hop unless the interface's return code is success.
inline void demandSuccess(const net::Step &hop, wire::mapi::Status status, std::string_view method)
{
    if (status != wire::mapi::Status::ok)
        hop.fail(rpc::statusFailure(std::uint32_t(status), nameOf(status), method));
}

} // namespace mailwalk::exchange
