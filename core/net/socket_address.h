#pragma once

#include "base/endpoint.h"

#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <netinet/in.h>
#include <sys/socket.h>
#endif

namespace mailwalk::net {

/// An address in the form that the system's calls take. For the platform files and the system resolver.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size{};

    SocketAddress() = default;
    SocketAddress(const Address &address, std::uint16_t port);
    sockaddr *pointer() { return reinterpret_cast<sockaddr *>(&storage); }
    const sockaddr *pointer() const { return reinterpret_cast<const sockaddr *>(&storage); }
};

/// Nothing for a family other than IPv4 and IPv6.
std::optional<Address> addressOf(const sockaddr *from);
std::optional<Endpoint> endpointOf(const sockaddr *from);

} // namespace mailwalk::net
