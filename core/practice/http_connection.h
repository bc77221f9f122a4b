#pragma once

#include "practice/byte_stream.h"
#include "practice/page.h"

namespace mailwalk::practice {

/// The server's side of one connection of HTTP/1.1 (RFC 9112).
class HttpConnection
{
public:
    /// `frontEnd`: the name that the server tells of itself behind a load balancer; may be empty.
    HttpConnection(ByteStream &stream, std::string banner, std::string frontEnd = {})
        : stream_(stream), banner_(std::move(banner)), frontEnd_(std::move(frontEnd))
    {
    }

    /// The head of the next request; nothing when the visitor has gone or speaks something else.
    std::optional<wire::http::RequestHead> nextRequest();
    /// The whole body of that request; nothing when it is longer than that, or damaged.
    std::optional<Bytes> receiveBody(std::size_t most);
    bool receive(std::span<Byte> part); ///< the next bytes of a body that never ends
    void inviteBody();                  ///< "100 Continue", when it was asked for

    enum class Next { goOn, hangUp };
    /// Answers the request. A body that was not taken is passed over, or ends the connection when it is a long one.
    Next answer(const Page &page);
    bool send(View bytes) { return stream_.send(bytes); }
    void close() { stream_.close(); }
    ByteStream &stream() { return stream_; }

    wire::http::Headers commonHeaders() const; ///< what stands in each answer: Server, Date, X-FEServer

private:
    enum class Body { none, announced, taken, lost };
    bool feed();
    bool keepsAlive() const;
    Next passOverBody();

    ByteStream &stream_;
    std::string banner_, frontEnd_;
    Bytes pending_;
    wire::http::RequestHead request_;
    Body body_{};
    bool invitationAwaited_ = false;
};

} // namespace mailwalk::practice
