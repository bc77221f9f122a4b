#pragma once

#include "base/bytes.h"

#include <array>

namespace mailwalk {

/// A numeric network address. IPv4 or IPv6 with its scope (0 when it has none).
struct Address {
    bool v6{};
    std::array<Byte, 16> bytes{}; ///< the first 4 for IPv4
    std::uint32_t scope{};
    bool operator==(const Address &) const = default;
    auto operator<=>(const Address &) const = default;
};

/// "192.0.2.1", "2001:db8::1", "[2001:db8::1]", "fe80::1%2". Nothing for a name.
std::optional<Address> addressFrom(std::string_view text);
std::string toText(const Address &address);

/// Addresses that no public router carries: loopback, RFC 1918, link-local, unique local, carrier-grade NAT is not one.
bool isPrivate(const Address &address);

/// A host, by name or number, and a port (1 to 65535).
struct Endpoint {
    std::string host;
    std::uint16_t port{};
    bool operator==(const Endpoint &) const = default;
    auto operator<=>(const Endpoint &) const = default;
};

/// "host:135", "192.0.2.1:135", "[2001:db8::1]:135". Nothing when the port is missing or out of range, or the host is not one.
std::optional<Endpoint> endpointFrom(std::string_view text);
std::string toText(const Endpoint &endpoint); ///< an IPv6 number gets brackets

/// Whether the text can be a host name: labels of letters, digits, '-' and '_', each 1 to 63 long, 253 in all; a final dot is
/// fine.
bool isHostName(std::string_view text);

/// Lower case of ASCII letters, without a final dot: the form in which names are compared.
std::string sameCase(std::string_view host);

} // namespace mailwalk
