#include "wire/epm/tower.h"

#include "base/endpoint.h"

#include <algorithm>

namespace mailwalk::wire::epm {
namespace {

constexpr std::size_t interfaceFloor = 0, transportFloor = 3, hostFloor = 4;

Bytes leftOf(Protocol protocol) { return {static_cast<Byte>(protocol)}; }

Bytes littleEndian(std::uint16_t value) { return {static_cast<Byte>(value), static_cast<Byte>(value >> 8)}; }

Bytes bigEndian(std::uint16_t value) { return {static_cast<Byte>(value >> 8), static_cast<Byte>(value)}; }

Floor syntaxFloor(const dcerpc::SyntaxId &syntax)
{
    Bytes left = leftOf(Protocol::uuid);
    append(left, syntax.uuid.bytes);
    append(left, littleEndian(syntax.major));
    return {left, littleEndian(syntax.minor)};
}

const Floor *floorOf(const Tower &tower, std::size_t place, std::size_t leftSize, std::size_t rightSize)
{
    if (place >= tower.floors.size())
        return nullptr;
    const Floor &floor = tower.floors[place];
    return floor.left.size() == leftSize && floor.right.size() == rightSize ? &floor : nullptr;
}

std::string sequenceOf(Protocol transport)
{
    if (transport == Protocol::tcp)
        return "ncacn_ip_tcp";
    if (transport == Protocol::http)
        return "ncacn_http";
    const std::string_view name = nameOf(transport);
    return name.empty() ? "protocol " + hexNumber(static_cast<std::uint8_t>(transport), 2) : std::string(name);
}

std::string toText(const dcerpc::SyntaxId &syntax)
{
    const std::string_view name = dcerpc::nameOf(syntax);
    const std::string version = ' ' + std::to_string(syntax.major) + '.' + std::to_string(syntax.minor);
    return (name.empty() ? mailwalk::toText(syntax.uuid) : std::string(name)) + version;
}

} // namespace

std::string_view nameOf(Protocol protocol)
{
    switch (protocol) {
    case Protocol::tcp: return "TCP";
    case Protocol::udp: return "UDP";
    case Protocol::ip: return "IP";
    case Protocol::datagram: return "ncadg";
    case Protocol::connection: return "ncacn";
    case Protocol::uuid: return "UUID";
    case Protocol::pipe: return "named pipe";
    case Protocol::http: return "HTTP";
    }
    return {};
}

Tower towerFor(const dcerpc::Interface &interfaceOf, Protocol protocol, std::uint16_t port, std::array<Byte, 4> host)
{
    return {{
        syntaxFloor(interfaceOf.syntax()),
        syntaxFloor(dcerpc::ndr20),
        {leftOf(Protocol::connection), littleEndian(0)},
        {leftOf(protocol), bigEndian(port)},
        {leftOf(Protocol::ip), Bytes(host.begin(), host.end())},
    }};
}

std::optional<dcerpc::SyntaxId> syntaxOf(const Tower &tower)
{
    const Floor *floor = floorOf(tower, interfaceFloor, 19, 2);
    if (!floor || floor->left[0] != static_cast<Byte>(Protocol::uuid))
        return std::nullopt;
    dcerpc::SyntaxId syntax;
    std::copy_n(floor->left.begin() + 1, 16, syntax.uuid.bytes.begin());
    syntax.major = static_cast<std::uint16_t>(floor->left[17] | floor->left[18] << 8);
    syntax.minor = static_cast<std::uint16_t>(floor->right[0] | floor->right[1] << 8);
    return syntax;
}

std::optional<Protocol> transportOf(const Tower &tower)
{
    if (tower.floors.size() <= transportFloor || tower.floors[transportFloor].left.empty())
        return std::nullopt;
    return static_cast<Protocol>(tower.floors[transportFloor].left[0]);
}

std::optional<std::uint16_t> portOf(const Tower &tower)
{
    const auto transport = transportOf(tower);
    const Floor *floor = floorOf(tower, transportFloor, 1, 2);
    if (!floor || (transport != Protocol::tcp && transport != Protocol::http))
        return std::nullopt;
    return static_cast<std::uint16_t>(floor->right[0] << 8 | floor->right[1]);
}

std::optional<std::array<Byte, 4>> hostOf(const Tower &tower)
{
    const Floor *floor = floorOf(tower, hostFloor, 1, 4);
    if (!floor || floor->left[0] != static_cast<Byte>(Protocol::ip))
        return std::nullopt;
    return std::array<Byte, 4>{floor->right[0], floor->right[1], floor->right[2], floor->right[3]};
}

std::string toText(const Tower &tower)
{
    const auto syntax = syntaxOf(tower);
    std::string text = syntax ? toText(*syntax) : "no interface";
    if (const auto transport = transportOf(tower))
        text += " over " + sequenceOf(*transport);
    if (const auto port = portOf(tower))
        text += ", port " + std::to_string(*port);
    if (const auto host = hostOf(tower)) {
        Address address;
        std::copy(host->begin(), host->end(), address.bytes.begin());
        text += ", host " + mailwalk::toText(address);
    }
    return text;
}

} // namespace mailwalk::wire::epm
