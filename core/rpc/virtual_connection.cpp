#include "rpc/virtual_connection.h"

#include "auth/crypto.h"
#include "rpc/failures.h"

#include <algorithm>

namespace mailwalk::rpc {

using trace::Code;
using RtsKind = wire::rts::Kind;
using wire::rts::Pdu;

namespace {

constexpr wire::Limit pingLimit{"pings in a row", 1000};
constexpr std::uint32_t ourKeepalive = 300'000; // ms; 0, the proxy's own, is refused by some ([MS-RPCH] 2.2.3.5.6)
constexpr std::uint32_t ourLifetime = 1 << 30;  // of the IN channel, as its Content-Length announces

wire::rts::Cookie randomCookie()
{
    wire::rts::Cookie cookie;
    auth::systemDice()(cookie.bytes);
    return cookie;
}

Guid randomGroup()
{
    Guid group;
    auth::systemDice()(group.bytes);
    return group;
}

bool isRts(View pdu) { return pdu[2] == static_cast<Byte>(wire::dcerpc::PacketType::rts); }

Pdu rtsIn(const net::Step &hop, View bytes)
{
    auto pdu = wire::rts::readPdu(bytes);
    if (!pdu)
        hop.fail(malformed(pdu.error()));
    return std::move(*pdu);
}

std::string nameOf(const Pdu &pdu)
{
    const auto kind = pdu.kind();
    return kind ? std::string(wire::rts::nameOf(*kind)) : "an RTS PDU with flags " + hexNumber(pdu.flags, 4);
}

// RPC_S_PROTOCOL_ERROR in the words of [MS-RPCH] 3.2.2.5.11.
[[noreturn]] void unexpected(const net::Step &hop, const std::string &expected, const std::string &got)
{
    hop.fail({Code::malformed, "the proxy says something that has no place here", expected, got});
}

std::string missing(const std::string &arrived)
{
    if (arrived == "CONN/A3")
        return "the IN channel has not joined the virtual connection";
    return "the proxy has not opened the OUT channel";
}

} // namespace

Cookies Cookies::random() { return {randomCookie(), randomCookie(), randomCookie()}; }

VirtualConnection::VirtualConnection(Channels channels) : channels_(std::move(channels)), cookies_(Cookies::random()) {}

void VirtualConnection::open(const net::Step &hop)
{
    std::string arrived;
    try {
        connect(hop, arrived);
    } catch (const net::Stopped &why) {
        if (why.cancelled || why.hop != hop.hop() || why.failure.code != Code::timeout)
            throw;
        if (arrived.empty() && channels_.isAnswered())
            arrived = "200 Success";
        const std::string next = arrived == "CONN/A3" ? "CONN/C2" : "CONN/A3";
        hop.fail({Code::timeout, missing(arrived), next, arrived.empty() ? "nothing" : arrived + " and no " + next});
    }
}

// 3.2.2.4.1.2: both requests are out when the first of these leaves.
void VirtualConnection::connect(const net::Step &hop, std::string &arrived)
{
    channels_.sendOut(hop, writePdu(wire::rts::connA1(cookies_.connection, cookies_.out, ourWindow)));
    channels_.sendIn(hop,
                     writePdu(wire::rts::connB1(cookies_.connection, cookies_.in, ourLifetime, ourKeepalive, randomGroup())));
    expect(hop, RtsKind::connA3);
    arrived = "CONN/A3";
    const Pdu joined = expect(hop, RtsKind::connC2);
    const auto window = find<wire::rts::ReceiveWindowSize>(joined)->bytes;
    const auto timeout = find<wire::rts::ConnectionTimeout>(joined)->milliseconds;
    hop.facts({{"version", std::to_string(find<wire::rts::Version>(joined)->version)},
               {"receive window", std::to_string(window)},
               {"our receive window", std::to_string(ourWindow)},
               {"connection timeout", std::to_string(timeout) + " ms"}});
    if (window < wire::rts::leastWindow)
        hop.fail({Code::malformed, "the receive window is too small for one PDU",
                  "at least " + std::to_string(wire::rts::leastWindow), std::to_string(window)});
    sending_ = SendWindow(window);
    timeout_ = std::max(Milliseconds(timeout), Milliseconds(1000));
}

Pdu VirtualConnection::expect(const net::Step &hop, RtsKind kind)
{
    for (;;) {
        const Bytes bytes = channels_.nextPdu(hop);
        const std::string name(wire::rts::nameOf(kind));
        if (!isRts(bytes))
            unexpected(hop, name, "an RPC PDU of type " + hexNumber(bytes[2], 2));
        Pdu pdu = rtsIn(hop, bytes);
        if (pdu.kind() == kind)
            return pdu;
        if (pdu.kind() != RtsKind::ping)
            unexpected(hop, name, nameOf(pdu));
        countPing(hop);
    }
}

void VirtualConnection::send(const net::Step &hop, View pdu)
{
    if (!sending_.takes(pdu.size()))
        hop.fact("flow control", "waits for room: " + std::to_string(sending_.available()) + " bytes of " +
                                     std::to_string(sending_.window()) + " are free");
    std::size_t kept = 0;
    while (!sending_.takes(pdu.size()))
        if (auto early = nextRpc(hop)) {
            kept += early->size();
            if (kept > ourWindow)
                unexpected(hop, "at most " + std::to_string(ourWindow) + " bytes", std::to_string(kept));
            waiting_.push_back(std::move(*early));
        }
    channels_.sendIn(hop, pdu);
    sending_.sent(pdu.size());
}

Bytes VirtualConnection::receive(const net::Step &hop)
{
    stayAwake(hop);
    pings_ = 0;
    std::optional<Bytes> pdu;
    if (!waiting_.empty()) {
        pdu = std::move(waiting_.front());
        waiting_.pop_front();
    }
    while (!pdu)
        pdu = nextRpc(hop);
    consumed(hop, *pdu);
    return std::move(*pdu);
}

std::optional<Bytes> VirtualConnection::nextRpc(const net::Step &hop)
{
    Bytes pdu = channels_.nextPdu(hop);
    if (!isRts(pdu))
        return pdu;
    obey(hop, rtsIn(hop, pdu));
    return std::nullopt;
}

// The outbound proxy is told what was taken, through the only channel that goes its way (2.2.4.51).
void VirtualConnection::consumed(const net::Step &hop, View pdu)
{
    if (const auto due = receiving_.received(pdu.size())) {
        const wire::rts::FlowControlAck ack{due->bytesReceived, due->availableWindow, cookies_.out};
        channels_.sendIn(hop, writePdu(flowControlAckWithDestination(wire::rts::Destination::outboundProxy, ack)));
    }
}

void VirtualConnection::acknowledged(const net::Step &hop, const Pdu &pdu)
{
    const auto *ack = find<wire::rts::FlowControlAck>(pdu);
    if (ack->channel != cookies_.in)
        return; // of another channel: ignored, 3.2.1.5.1.1
    if (!sending_.acknowledged({ack->bytesReceived, ack->availableWindow}))
        unexpected(hop, "an acknowledgement of what was sent, with room for at most " + std::to_string(sending_.window()),
                   std::to_string(ack->bytesReceived) + " bytes received, room for " + std::to_string(ack->availableWindow));
}

bool VirtualConnection::stayAwake(const net::Step &hop)
{
    const bool isDue = Clock::now() - channels_.lastSentIn() >= timeout_ / 2;
    if (isDue)
        channels_.sendIn(hop, writePdu(wire::rts::ping()));
    return isDue;
}

void VirtualConnection::countPing(const net::Step &hop)
{
    if (++pings_ > pingLimit.most)
        hop.fail({Code::tooLarge, "the proxy says nothing but that it is alive", "at most " + std::to_string(pingLimit.most),
                  std::to_string(pings_) + " pings"});
}

void VirtualConnection::obey(const net::Step &hop, const Pdu &pdu)
{
    switch (pdu.kind().value_or(RtsKind::echo)) {
    case RtsKind::ping: return countPing(hop);
    case RtsKind::flowControlAck:
    case RtsKind::flowControlAckWithDestination: return acknowledged(hop, pdu);
    case RtsKind::outRxA2: return replaceOut(hop, pdu);
    case RtsKind::outR1A6:
    case RtsKind::outR2A6: return answerA6(hop, pdu);
    case RtsKind::outR1A10:
    case RtsKind::outR2B3: return finishRecycling(hop, pdu);
    default: unexpected(hop, "a PDU for a client with an open virtual connection", nameOf(pdu));
    }
}

} // namespace mailwalk::rpc
