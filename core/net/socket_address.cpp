#include "net/socket_address.h"

#include <cstring>

namespace mailwalk::net {

SocketAddress::SocketAddress(const Address &address, std::uint16_t port)
{
    if (address.v6) {
        sockaddr_in6 to{};
        to.sin6_family = AF_INET6;
        to.sin6_port = htons(port);
        to.sin6_scope_id = address.scope;
        std::memcpy(&to.sin6_addr, address.bytes.data(), 16);
        std::memcpy(&storage, &to, size = sizeof to);
    } else {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        std::memcpy(&to.sin_addr, address.bytes.data(), 4);
        std::memcpy(&storage, &to, size = sizeof to);
    }
}

std::optional<Address> addressOf(const sockaddr *from)
{
    Address address;
    if (from->sa_family == AF_INET) {
        std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in *>(from)->sin_addr, 4);
        return address;
    }
    if (from->sa_family == AF_INET6) {
        const auto *six = reinterpret_cast<const sockaddr_in6 *>(from);
        address.v6 = true;
        address.scope = six->sin6_scope_id;
        std::memcpy(address.bytes.data(), &six->sin6_addr, 16);
        return address;
    }
    return {};
}

std::optional<Endpoint> endpointOf(const sockaddr *from)
{
    const auto address = addressOf(from);
    if (!address)
        return {};
    const auto port = address->v6 ? reinterpret_cast<const sockaddr_in6 *>(from)->sin6_port
                                  : reinterpret_cast<const sockaddr_in *>(from)->sin_port;
    return Endpoint{toText(*address), ntohs(port)};
}

} // namespace mailwalk::net
