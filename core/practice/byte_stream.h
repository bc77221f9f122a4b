#pragma once

#include "base/bytes.h"

namespace mailwalk::practice {

/// Bytes both ways, with plain blocking calls: a TCP connection, or what is inside TLS.
class ByteStream
{
public:
    virtual ~ByteStream() = default;

    /// At least one byte. 0 when it is over: closed, broken, silent too long, or the bell.
    virtual std::size_t receiveSome(std::span<Byte> room) = 0;
    virtual bool send(View bytes) = 0; ///< false when it is over
    virtual void close() = 0;          ///< an orderly end of what is sent

    bool receive(std::span<Byte> whole)
    {
        while (!whole.empty()) {
            const std::size_t got = receiveSome(whole);
            if (!got)
                return false;
            whole = whole.subspan(got);
        }
        return true;
    }
};

} // namespace mailwalk::practice
