#pragma once

#include "net/step.h"
#include "wire/dcerpc/interface.h"

namespace mailwalk::rpc {

constexpr std::uint16_t mapperPort = 135; ///< [MS-RPCE] 2.1.1.1

/// Asks the end-point mapper of a host for the port of an interface: a hop `connect` to 135 and a hop `map`. The address in the
/// mapper's answer is recorded, never used.
std::uint16_t portOf(const net::Step &step, const std::string &host, const std::vector<Address> &addresses,
                     const wire::dcerpc::Interface &interface);

/// Whether what stopped is a mapper's answer that it does not know the interface.
bool isNotRegistered(const net::Stopped &why);

} // namespace mailwalk::rpc
