#pragma once

#include "wire/dcerpc/interface.h"
#include "wire/ndr/layer.h"

namespace mailwalk::wire::epm {

constexpr Limit floorLimit{"floors of a tower", 6}; // Windows ignores more
constexpr Limit sideLimit{"bytes of a floor's side", 255};
constexpr Limit towerLimit{"bytes of a tower", 2000}; // [C706] appendix N

/// Protocol identifiers of floors, [C706] appendix I; http is [MS-RPCH] 2.1.
enum class Protocol : std::uint8_t {
    tcp = 0x07,
    udp = 0x08,
    ip = 0x09,
    datagram = 0x0a,
    connection = 0x0b,
    uuid = 0x0d,
    pipe = 0x0f,
    http = 0x1f
};
std::string_view nameOf(Protocol);

/// One floor of a tower, [C706] appendix L: the left side says which protocol, the right side where.
struct Floor {
    Bytes left, right;
    bool operator==(const Floor &) const = default;

    static void fields(auto &m, auto &io)
    {
        io.template count<std::uint16_t>("lhs_length", m.left, sideLimit);
        io.raw("lhs", m.left, m.left.size(), sideLimit);
        io.template count<std::uint16_t>("rhs_length", m.right, sideLimit);
        io.raw("rhs", m.right, m.right.size(), sideLimit);
    }
};

/// protocol_tower_t, [C706] appendix L: unaligned, little-endian, but the port big-endian.
struct Tower {
    std::vector<Floor> floors;
    bool operator==(const Tower &) const = default;

    static void fields(auto &m, auto &io)
    {
        io.template count<std::uint16_t>("floor_count", m.floors, floorLimit, 4);
        io.list("floor", m.floors);
    }
};

/// The five floors for an interface in NDR over connections; `protocol` is tcp or http. A question has port 0 and no address.
Tower towerFor(const dcerpc::Interface &interfaceOf, Protocol protocol, std::uint16_t port = 0, std::array<Byte, 4> host = {});

/// What a tower says; nothing where it does not have that floor in its place and form.
std::optional<dcerpc::SyntaxId> syntaxOf(const Tower &tower);
std::optional<Protocol> transportOf(const Tower &tower);
std::optional<std::uint16_t> portOf(const Tower &tower);
std::optional<std::array<Byte, 4>> hostOf(const Tower &tower);

/// "EMSMDB 0.81 over ncacn_ip_tcp, port 49153, host 0.0.0.0"
std::string toText(const Tower &tower);

} // namespace mailwalk::wire::epm
