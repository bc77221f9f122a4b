#pragma once

#include "wire/io/printer.h"
#include "wire/io/reader.h"
#include "wire/io/writer.h"

/// Connection-oriented DCE/RPC PDUs ([C706] 12.6, [MS-RPCE] 2.2.2).
namespace mailwalk::wire::dcerpc {

enum class PacketType : std::uint8_t {
    request = 0x00,
    response = 0x02,
    fault = 0x03,
    bind = 0x0b,
    bindAck = 0x0c,
    bindNak = 0x0d,
    alterContext = 0x0e,
    alterContextResp = 0x0f,
    auth3 = 0x10,
    shutdown = 0x11,
    coCancel = 0x12,
    orphaned = 0x13,
    rts = 0x14,
};
std::string_view nameOf(PacketType);

/// pfc_flags, [C706] 12.6.3.1 and [MS-RPCE] 2.2.2.3.
namespace flag {
constexpr std::uint8_t firstFragment = 0x01, lastFragment = 0x02, supportHeaderSign = 0x04, concurrentMultiplexing = 0x10,
                       didNotExecute = 0x20, objectUuid = 0x80, onlyFragment = firstFragment | lastFragment;
}

constexpr std::size_t headerSize = 16;
constexpr std::size_t trailerSize = 8;
constexpr std::size_t callHeadSize = 24; ///< of request and response: what stands before the stub
constexpr Limit fragmentLimit{"one fragment", 65535};

/// [C706] 12.6.3.1
struct Header {
    PacketType type = PacketType::request;
    std::uint8_t flags = flag::onlyFragment;
    std::uint16_t fragLength{}; ///< the whole PDU; computed by assemble()
    std::uint16_t authLength{}; ///< of the token alone; computed by assemble()
    std::uint32_t callId{};

    static void fields(auto &m, auto &io)
    {
        io.constant("rpc_vers", std::uint8_t(5));
        io.constant("rpc_vers_minor", std::uint8_t(0)); // Windows knows only 5.0, [MS-RPCE] 3.3.1.5.1
        io.number("PTYPE", m.type);
        io.hex("pfc_flags", m.flags);
        io.constant("packed_drep", std::uint32_t(0x10)); // little-endian, ASCII, IEEE: no big-endian peer is known
        io.number("frag_length", m.fragLength);
        io.number("auth_length", m.authLength);
        io.number("call_id", m.callId);
    }
};

/// [MS-RPCE] 2.2.2.11
struct SecTrailer {
    std::uint8_t authType{};
    std::uint8_t authLevel{};
    std::uint8_t padLength{};
    std::uint32_t contextId{};

    static void fields(auto &m, auto &io)
    {
        io.number("auth_type", m.authType);
        io.number("auth_level", m.authLevel);
        io.number("auth_pad_length", m.padLength);
        io.ignored("auth_reserved", std::uint8_t(0));
        io.number("auth_context_id", m.contextId);
    }
};

/// The parts of one PDU, as places in its bytes.
struct Parts {
    Header header;
    std::size_t bodyAt = headerSize;
    std::size_t bodySize{};  ///< authentication padding not counted
    std::size_t trailerAt{}; ///< the end of the PDU when there is no sec_trailer
    std::optional<SecTrailer> trailer;

    View body(View pdu) const { return pdu.subspan(bodyAt, bodySize); }
    View token(View pdu) const { return pdu.last(header.authLength); }
};

/// The header alone, from the first 16 bytes, with its lengths checked against each other.
Result<Header> readHeader(View first16);

/// Takes exactly one PDU apart.
Result<Parts> takeApart(View pdu);

/// Puts a PDU together and fills in its lengths. With a trailer, `padLength` zero bytes stand between body and trailer.
Bytes assemble(Header header, View body, const std::optional<SecTrailer> &trailer = {}, View token = {});

} // namespace mailwalk::wire::dcerpc
