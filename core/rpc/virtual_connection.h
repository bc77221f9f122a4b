#pragma once

#include "rpc/channels.h"
#include "rpc/flow_control.h"
#include "rpc/pdu_stream.h"
#include "wire/rts/messages.h"

#include <deque>

namespace mailwalk::rpc {

/// What the two ends of a virtual connection know each other and its channels by ([MS-RPCH] 3.2.1.1.1).
struct Cookies {
    wire::rts::Cookie connection, in, out, successor{};
    static Cookies random();
};

/// PDUs over the channels of RPC over HTTP ([MS-RPCH] 3.2.2): flow control, pings, recycling of OUT.
class VirtualConnection final : public PduStream
{
public:
    explicit VirtualConnection(Channels channels);

    /// CONN/A1 and CONN/B1 to CONN/C2, inside a hop `channel`.
    void open(const net::Step &hop);

    void send(const net::Step &hop, View pdu) override;
    Bytes receive(const net::Step &hop) override;
    bool stayAwake(const net::Step &hop) override;
    Endpoint target() const override { return channels_.passage().server; }
    Address address() const override { return channels_.address(); }
    bool isTunnelled() const override { return true; }

private:
    /// Where the recycling of OUT stands: what must come next on the old channel.
    enum class Recycling { none, awaitsA6, awaitsA10, awaitsB3 };

    wire::rts::Pdu expect(const net::Step &hop, wire::rts::Kind kind);
    void connect(const net::Step &hop, std::string &arrived);
    std::optional<Bytes> nextRpc(const net::Step &hop);
    void obey(const net::Step &hop, const wire::rts::Pdu &pdu);
    void acknowledged(const net::Step &hop, const wire::rts::Pdu &pdu);
    void consumed(const net::Step &hop, View pdu);
    void countPing(const net::Step &hop);

    void replaceOut(const net::Step &hop, const wire::rts::Pdu &a2);
    void answerA6(const net::Step &hop, const wire::rts::Pdu &a6);
    void finishRecycling(const net::Step &hop, const wire::rts::Pdu &last);

    Channels channels_;
    Cookies cookies_;
    SendWindow sending_{0};
    ReceiveWindow receiving_;
    Milliseconds timeout_{}; ///< after so much silence on IN the proxy gives up
    Recycling recycling_{};
    std::deque<Bytes> waiting_; ///< came while the peer's window was waited for
    unsigned pings_{};          ///< in a row
};

} // namespace mailwalk::rpc
