#pragma once

#include "base/endpoint.h"

namespace mailwalk::net {

/// A router or host that said no to a packet of ours.
struct Icmp {
    bool v6{};
    std::uint8_t type{}, code{};
    std::optional<Address> from;
};

/// What type and code mean (RFC 792, RFC 1812 5.2.7.1, RFC 4443 3); empty for an unknown pair.
std::string_view nameOf(const Icmp &message);

/// A packet died at a router because it had come as far as it was let (RFC 792, type 11; RFC 4443 3.3).
bool isTimeExceeded(const Icmp &message);

/// "ICMP 3/13 (communication administratively prohibited) from 10.93.0.1"
std::string toText(const Icmp &message);

} // namespace mailwalk::net
