#pragma once

#include "base/endpoint.h"
#include "base/guid.h"
#include "wire/io/printer.h"
#include "wire/io/reader.h"
#include "wire/io/writer.h"

#include <variant>

/// What RPC over HTTP v2 says between its channels ([MS-RPCH] 2.2.3): RTS PDUs and the commands in them.
namespace mailwalk::wire::rts {

/// 2.2.3.1: 16 random bytes. Whoever knows it can join the virtual connection, so it is never shown.
struct Cookie {
    std::array<Byte, 16> bytes{};
    bool operator==(const Cookie &) const = default;

    static void fields(std::string_view name, auto &bytes, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints)
            io.fact(name, "(not recorded)");
        else
            io.raw(name, bytes);
    }
};

/// 2.2.3.3
enum class Destination : std::uint32_t { client = 0, inboundProxy = 1, server = 2, outboundProxy = 3 };
std::string_view nameOf(Destination);

/// 2.2.3.5
enum class CommandType : std::uint32_t {
    receiveWindowSize = 0x0,
    flowControlAck = 0x1,
    connectionTimeout = 0x2,
    cookie = 0x3,
    channelLifetime = 0x4,
    clientKeepalive = 0x5,
    version = 0x6,
    empty = 0x7,
    padding = 0x8,
    negativeAnce = 0x9,
    ance = 0xa,
    clientAddress = 0xb,
    associationGroupId = 0xc,
    destination = 0xd,
    pingTrafficSentNotify = 0xe,
};
std::string_view nameOf(CommandType);

// The ranges that the commands state are for whoever acts on a value; a PDU with another value can be read and shown.
constexpr std::uint32_t leastWindow = 8 * 1024, mostWindow = 256 * 1024;
constexpr std::uint32_t leastTimeout = 120'000, mostTimeout = 14'400'000;
constexpr std::uint32_t leastLifetime = 128 * 1024, mostLifetime = 0x8000'0000;
constexpr std::uint32_t leastKeepalive = 60'000;
constexpr std::uint32_t protocolVersion = 1;

/// 2.2.3.5.1: bytes, leastWindow to mostWindow
struct ReceiveWindowSize {
    std::uint32_t bytes{};
    static void fields(auto &m, auto &io) { io.number("ReceiveWindowSize", m.bytes); }
};

/// 2.2.3.5.2 with 2.2.3.4: what the receiver of this channel has had, and what it can take now (never more than its window)
struct FlowControlAck {
    std::uint32_t bytesReceived{};
    std::uint32_t availableWindow{};
    Cookie channel;

    static void fields(auto &m, auto &io)
    {
        io.number("BytesReceived", m.bytesReceived);
        io.number("AvailableWindow", m.availableWindow);
        Cookie::fields("ChannelCookie", m.channel.bytes, io);
    }
};

/// 2.2.3.5.3: milliseconds, leastTimeout to mostTimeout
struct ConnectionTimeout {
    std::uint32_t milliseconds{};
    static void fields(auto &m, auto &io) { io.number("ConnectionTimeout", m.milliseconds); }
};

/// 2.2.3.5.4: which cookie it is, its place in the PDU tells
struct CookieCommand {
    Cookie cookie;
    static void fields(auto &m, auto &io) { Cookie::fields("Cookie", m.cookie.bytes, io); }
};

/// 2.2.3.5.5: bytes, leastLifetime to mostLifetime
struct ChannelLifetime {
    std::uint32_t bytes{};
    static void fields(auto &m, auto &io) { io.number("ChannelLifetime", m.bytes); }
};

/// 2.2.3.5.6: milliseconds, at least leastKeepalive; 0 means the proxy's own
struct ClientKeepalive {
    std::uint32_t milliseconds{};
    static void fields(auto &m, auto &io) { io.number("ClientKeepalive", m.milliseconds); }
};

/// 2.2.3.5.7: protocolVersion
struct Version {
    std::uint32_t version = protocolVersion;
    static void fields(auto &m, auto &io) { io.number("Version", m.version); }
};

/// 2.2.3.5.8
struct Empty {
    static void fields(auto &, auto &) {}
};

/// 2.2.3.5.9: bytes that nobody looks at
struct Padding {
    static constexpr Limit limit{"RTS padding", 0xffff};
    std::uint32_t size{};

    static void fields(auto &m, auto &io)
    {
        io.number("ConformanceCount", m.size);
        if (io.withinLimit("ConformanceCount", m.size, limit))
            io.skip("Padding", m.size);
    }
};

/// 2.2.3.5.10: a negative acknowledgement of a new channel established
struct NegativeAnce {
    static void fields(auto &, auto &) {}
};

/// 2.2.3.5.11: an acknowledgement of a new channel established
struct Ance {
    static void fields(auto &, auto &) {}
};

/// 2.2.3.5.12
struct ClientAddress {
    Address address;

    static void fields(auto &m, auto &io)
    {
        using Io = std::remove_reference_t<decltype(io)>;
        if constexpr (Io::prints) {
            io.fact("ClientAddress", toText(m.address));
            return;
        }
        auto type = static_cast<std::uint32_t>(m.address.v6);
        io.number("AddressType", type);
        io.require(type <= 1, "AddressType", "0 (IPv4) or 1 (IPv6)", hexNumber(type));
        if constexpr (Io::reads)
            m.address.v6 = type == 1;
        for (std::size_t i = 0; i < (m.address.v6 ? 16u : 4u); ++i)
            io.number("ClientAddress", m.address.bytes[i]);
        io.skip("Padding", 12);
    }
};

/// 2.2.3.5.13
struct AssociationGroupId {
    Guid id;

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints)
            io.fact("AssociationGroupId", toText(m.id));
        else
            io.raw("AssociationGroupId", m.id.bytes);
    }
};

/// 2.2.3.5.14: who is meant; those before it hand the PDU on
struct DestinationCommand {
    Destination to{};
    static void fields(auto &m, auto &io) { io.number("Destination", m.to); }
};

/// 2.2.3.5.15: bytes of pings that the proxy has sent
struct PingTrafficSentNotify {
    std::uint32_t bytes{};
    static void fields(auto &m, auto &io) { io.number("PingTrafficSent", m.bytes); }
};

/// In the order of their types: the place in this list is the type.
using Command = std::variant<ReceiveWindowSize, FlowControlAck, ConnectionTimeout, CookieCommand, ChannelLifetime,
                             ClientKeepalive, Version, Empty, Padding, NegativeAnce, Ance, ClientAddress, AssociationGroupId,
                             DestinationCommand, PingTrafficSentNotify>;

inline CommandType typeOf(const Command &command) { return static_cast<CommandType>(command.index()); }

} // namespace mailwalk::wire::rts
