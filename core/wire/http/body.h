#pragma once

#include "wire/http/message.h"

namespace mailwalk::wire::http {

/// Where the body of a message ends (RFC 9112 6.3), and what is in it. Fed with bytes as they come.
class BodyReader
{
public:
    /// For the answer to a request of this method. The fault is of a framing that cannot be followed: two different
    /// Content-Length, a coding other than chunked.
    static Result<BodyReader, Fault> of(const ResponseHead &head, std::string_view method, std::size_t most);
    static Result<BodyReader, Fault> of(const RequestHead &head, std::size_t most);

    /// Takes what belongs to the body off the front of `bytes`. The fault is of a chunk that is none, or of a body over `most`.
    std::optional<Fault> take(Bytes &bytes);
    bool complete() const;
    bool endsWithConnection() const; ///< no length is told: the end of the connection is the end of the body
    const Bytes &body() const;
};

} // namespace mailwalk::wire::http
