#pragma once

#include "practice/http_connection.h"
#include "practice/sockets.h"
#include "practice/web_plan.h"
#include "wire/rts/messages.h"

#include <condition_variable>
#include <mutex>

namespace mailwalk::practice {

/// One of the two requests of a virtual connection. Lives in the thread of its visitor.
struct Channel {
    HttpConnection &http;
    Stream &tcp;
    wire::rts::Cookie cookie;
    wire::http::Headers proof; ///< for its "200 Success"
    std::uint32_t window{};    ///< of its receiver, as this one announced it
};

/// From the body of a request; nothing when it is over, or what comes is no PDU.
std::optional<Bytes> receivePdu(HttpConnection &http);

/// A virtual connection of RPC over HTTP v2 ([MS-RPCH] 3.2.3, 3.2.4), the inbound and the outbound proxy in one. Towards the
/// server it is one plain TCP connection, as the mixed proxy of version 1 has it: after its greeting, PDUs alone pass there, and
/// the legs of RTS that a server of version 2 would answer (CONN/B3, CONN/C1 and their like) are answered here.
class VirtualConnection
{
public:
    explicit VirtualConnection(const RpcProxyPlan &plan) : plan_(plan) {}

    /// The thread of the first OUT channel: everything from the server to the client, until the end.
    void serveOut(Channel &channel, Stream server, const Bell &bell);
    /// That of a channel that takes over from it (3.2.5.5.7), until the end.
    void replaceOut(Channel &channel, const wire::rts::Cookie &predecessor);
    /// That of an IN channel: everything from the client, until the end or the successor.
    void serveIn(Channel &channel);
    void replaceIn(Channel &channel, const wire::rts::Cookie &predecessor);

private:
    using Lock = std::unique_lock<std::mutex>;
    enum class Next { goOn, stop };

    void openWhenBothAreThere();
    void pump(const Bell &bell);
    Next forward(View pdu);
    void takeFromClient(Channel &channel);
    Next take(Channel &channel, View pdu);
    Next takeRts(View pdu);
    Next takeAck(const wire::rts::FlowControlAck &ack);
    Next countReceived(const Channel &channel, std::size_t size);
    bool handOver(Channel &successor, Lock &lock);
    bool receive(Channel &channel, wire::rts::Kind expected);

    bool fits(std::size_t size) const;
    std::optional<const Stream *> client(); ///< nothing when it is over
    bool isCurrent(const Stream *client);
    bool sendOut(View bytes);
    bool sendOut(const wire::rts::Pdu &pdu) { return sendOut(wire::rts::writePdu(pdu)); }
    bool sendHead(Channel &channel);
    void end();

    const RpcProxyPlan &plan_;
    std::mutex mutex_; ///< for all below, and for what is sent on OUT
    std::condition_variable changed_;
    Channel *in_{}, *out_{};
    std::optional<Stream> server_;
    bool opened_ = false, over_ = false, pumped_ = false, inLost_ = false, recycling_ = false;
    std::optional<Bytes> held_;                         ///< what is not sent between two OUT channels
    std::uint32_t sent_{}, available_{}, left_{};       ///< OUT: bytes of PDUs, room at the client, bytes until the next channel
    std::uint32_t received_{}, advertised_{};           ///< IN
    std::optional<wire::rts::Cookie> nextIn_, nextOut_; ///< the successors that the client has told of
};

} // namespace mailwalk::practice
