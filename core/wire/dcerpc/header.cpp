#include "wire/dcerpc/header.h"

namespace mailwalk::wire::dcerpc {

std::string_view nameOf(PacketType type)
{
    switch (type) {
    case PacketType::request: return "request";
    case PacketType::response: return "response";
    case PacketType::fault: return "fault";
    case PacketType::bind: return "bind";
    case PacketType::bindAck: return "bind_ack";
    case PacketType::bindNak: return "bind_nak";
    case PacketType::alterContext: return "alter_context";
    case PacketType::alterContextResp: return "alter_context_resp";
    case PacketType::auth3: return "rpc_auth_3";
    case PacketType::shutdown: return "shutdown";
    case PacketType::coCancel: return "co_cancel";
    case PacketType::orphaned: return "orphaned";
    case PacketType::rts: return "rts";
    }
    return {};
}

Result<Header> readHeader(View first16)
{
    Reader io(first16);
    Header header;
    Header::fields(header, io);
    const std::size_t least = headerSize + (header.authLength ? trailerSize + header.authLength : 0u);
    io.require(header.fragLength >= least, "frag_length", "at least " + std::to_string(least), std::to_string(header.fragLength));
    if (!io.good())
        return io.fault();
    return header;
}

static Result<SecTrailer> trailerOf(View pdu, std::size_t at) { return read<SecTrailer>(pdu.subspan(at, trailerSize)); }

// Padding counts only where the stub needs it: older servers send wrong values in acks ([MS-RPCE] 2.2.2.11 asks for none there).
static bool padsStub(PacketType type) { return type == PacketType::request || type == PacketType::response; }

Result<Parts> takeApart(View pdu)
{
    if (pdu.size() < headerSize)
        return Fault{"header", "16 bytes", std::to_string(pdu.size()), pdu.size()};
    const auto header = readHeader(pdu.first(headerSize));
    if (!header)
        return header.error();
    if (header->fragLength != pdu.size())
        return Fault{"frag_length", std::to_string(pdu.size()), std::to_string(header->fragLength), 8};

    Parts parts;
    parts.header = *header;
    parts.trailerAt = header->authLength ? pdu.size() - header->authLength - trailerSize : pdu.size();
    parts.bodySize = parts.trailerAt - headerSize;
    if (header->authLength) {
        const auto trailer = trailerOf(pdu, parts.trailerAt);
        if (!trailer)
            return trailer.error();
        parts.trailer = *trailer;
        if (padsStub(header->type)) {
            if (trailer->padLength > parts.bodySize)
                return Fault{"auth_pad_length", "at most " + std::to_string(parts.bodySize), std::to_string(trailer->padLength),
                             parts.trailerAt};
            parts.bodySize -= trailer->padLength;
        }
    }
    return parts;
}

Bytes assemble(Header header, View body, const std::optional<SecTrailer> &trailer, View token)
{
    const std::size_t verifier = trailer ? trailer->padLength + trailerSize + token.size() : 0;
    header.fragLength = static_cast<std::uint16_t>(headerSize + body.size() + verifier);
    header.authLength = static_cast<std::uint16_t>(token.size());
    Bytes pdu = write(header);
    append(pdu, body);
    if (trailer) {
        pdu.resize(pdu.size() + trailer->padLength);
        append(pdu, write(*trailer));
        append(pdu, token);
    }
    return pdu;
}

} // namespace mailwalk::wire::dcerpc
