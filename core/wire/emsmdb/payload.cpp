#include "wire/emsmdb/payload.h"

namespace mailwalk::wire::emsmdb {
namespace {

constexpr Byte magic = 0xa5; // [MS-OXCRPC] 3.1.4.1.2.1

void scramble(Bytes &bytes)
{
    for (Byte &byte : bytes)
        byte ^= magic;
}

Bytes nextPayload(Reader &io, HeaderExt &header)
{
    Bytes payload;
    io.object("RPC_HEADER_EXT", header);
    io.raw("Payload", payload, header.size, bufferLimit);
    if (header.flags & xorMagic)
        scramble(payload);
    if (!(header.flags & compressed)) {
        io.require(header.size == header.sizeActual, "SizeActual", std::to_string(header.size),
                   std::to_string(header.sizeActual));
        return payload;
    }
    const auto plain = io.good() ? decompressed(payload, header.sizeActual) : Result<Bytes>(Bytes{});
    if (plain)
        return *plain;
    io.require(false, "Payload." + plain.error().field, plain.error().expected, plain.error().got);
    return {};
}

} // namespace

Bytes wrapped(View payload, std::uint16_t flags)
{
    HeaderExt header;
    header.flags = static_cast<std::uint16_t>(flags & ~compressed);
    header.size = header.sizeActual = static_cast<std::uint16_t>(payload.size());
    Bytes content(payload.begin(), payload.end());
    if (flags & xorMagic)
        scramble(content);
    Bytes buffer = write(header);
    append(buffer, content);
    return buffer;
}

Result<std::vector<Bytes>> unwrapped(View buffer)
{
    std::vector<Bytes> payloads;
    Reader io(buffer);
    std::size_t total = 0;
    for (HeaderExt header{0, 0, 0}; !buffer.empty() && io.good() && !(header.flags & last);) {
        payloads.push_back(nextPayload(io, header));
        io.withinLimit("chain", payloads.size(), chainLimit);
        io.withinLimit("chain", total += payloads.back().size(), bufferLimit);
    }
    io.require(io.left() == 0, "end", "the end after the payload marked Last", std::to_string(io.left()) + " more bytes");
    if (!io.good())
        return io.fault();
    return payloads;
}

} // namespace mailwalk::wire::emsmdb
