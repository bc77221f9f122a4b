#pragma once

#include "wire/http/message.h"

#include <utility>
#include <variant>

namespace mailwalk::wire::http {

/// Where the body of a message ends (RFC 9112 6.3), and what is in it. Fed with bytes as they come.
class BodyReader
{
public:
    /// For the answer to a request of this method. The fault is of a framing that cannot be followed: two different
    /// Content-Length, a coding other than chunked. An answer with both chunked and a length is chunked; a request is refused.
    static Result<BodyReader> of(const ResponseHead &head, std::string_view method, std::size_t most);
    static Result<BodyReader> of(const RequestHead &head, std::size_t most);

    /// Takes what belongs to the body off the front of `bytes`; the beginning of a line of the chunked coding may stay there
    /// until the rest of it has come. The fault is of a chunk that is none (field "chunk" or "trailer"), or of a body over `most`
    /// (field "body").
    std::optional<Fault> take(Bytes &bytes);
    bool complete() const;
    bool endsWithConnection() const { return std::holds_alternative<UntilClose>(framing_); } ///< its end is the end of the body
    const Bytes &body() const { return body_; }
    Bytes drain() { return std::exchange(body_, {}); } ///< for a body without end: `most` bounds what has not been drained

private:
    struct Counted {
        std::uint64_t left{};
    };
    /// What stands next in the chunked coding (RFC 9112 7.1).
    struct Chunked {
        enum class Next { size, data, lineEnd, trailer, nothing } next{};
        std::uint64_t left{};   ///< of this chunk
        std::size_t overhead{}; ///< bytes of extensions and trailers so far
    };
    struct UntilClose {
    };
    using Framing = std::variant<Counted, Chunked, UntilClose>;

    BodyReader(Framing framing, std::size_t most) : framing_(framing), most_(most) {}
    static Result<Framing> framingOf(const Headers &headers, Framing otherwise);

    std::optional<Fault> step(Counted &counted, View &rest);
    std::optional<Fault> step(Chunked &chunked, View &rest);
    std::optional<Fault> step(UntilClose &, View &rest);
    std::optional<Fault> line(Chunked &chunked, View &rest);
    std::optional<Fault> lineIs(Chunked &chunked, std::string_view text);
    std::optional<Fault> sizeIs(Chunked &chunked, std::string_view text);
    std::optional<Fault> keep(std::uint64_t size, View &rest);

    Framing framing_;
    std::size_t most_;
    Bytes body_;
    std::size_t taken_{}; ///< bytes of the stream, for the offset of a fault
};

} // namespace mailwalk::wire::http
