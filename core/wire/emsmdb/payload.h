#pragma once

#include "wire/io/reader.h"
#include "wire/io/writer.h"

namespace mailwalk::wire::emsmdb {

constexpr Limit bufferLimit{"bytes of a ROP buffer", 0x40000}; // [MS-OXCRPC] 3.1.4.2
constexpr Limit auxLimit{"bytes of an auxiliary buffer", 0x1008};
constexpr Limit chainLimit{"payloads in a chain", 256};

/// RPC_HEADER_EXT flags, [MS-OXCRPC] 2.2.2.1
enum PayloadFlags : std::uint16_t { compressed = 1, xorMagic = 2, last = 4 };

/// RPC_HEADER_EXT, [MS-OXCRPC] 2.2.2.1. Only the payload is scrambled, never the header.
struct HeaderExt {
    std::uint16_t flags = last, size{}, sizeActual{};

    static void fields(auto &m, auto &io)
    {
        io.constant("Version", std::uint16_t(0));
        io.hex("Flags", m.flags);
        io.number("Size", m.size);
        io.number("SizeActual", m.sizeActual);
    }
};

/// One payload behind its header, never compressed by us. At most 32767 bytes.
Bytes wrapped(View payload, std::uint16_t flags = last);

/// All payloads of a chain, readable again; none for an empty buffer. The last must be marked, and nothing may stand behind it.
Result<std::vector<Bytes>> unwrapped(View buffer);

/// Plain LZ77 ("DIRECT2"), [MS-XCA] 2.4: exactly `size` bytes come out.
Result<Bytes> decompressed(View data, std::size_t size);

} // namespace mailwalk::wire::emsmdb
