#include "rpc/virtual_connection.h"

// The OUT channel is replaced when the proxy asks for it ([MS-RPCH] 3.2.2.5.7 to 3.2.2.5.10): R1 when the new channel came to
// another proxy than the old one, R2 when to the same.
namespace mailwalk::rpc {

using RtsKind = wire::rts::Kind;
using wire::rts::Pdu;

[[noreturn]] static void outOfTurn(const net::Step &hop, const Pdu &pdu)
{
    const auto kind = pdu.kind();
    hop.fail({trace::Code::malformed, "the replacement of the OUT channel is out of order", "the next of its PDUs",
              kind ? std::string(nameOf(*kind)) : "another"});
}

void VirtualConnection::replaceOut(const net::Step &hop, const Pdu &pdu)
{
    if (recycling_ != Recycling::none)
        outOfTurn(hop, pdu);
    const Passage &passage = channels_.passage();
    channels_.attach(
        hop.run({trace::Kind::attempt, "Replace the OUT channel", toText(passage.url())}, [&](const net::Step &step) {
            return openChannel(step, passage, Direction::out, wire::rts::replacementOutSize);
        }));
    cookies_.successor = Cookies::random().out;
    channels_.sendSuccessor(hop, writePdu(wire::rts::outRxA3(cookies_.connection, cookies_.out, cookies_.successor, ourWindow)));
    recycling_ = Recycling::awaitsA6;
}

void VirtualConnection::answerA6(const net::Step &hop, const Pdu &pdu)
{
    if (recycling_ != Recycling::awaitsA6)
        outOfTurn(hop, pdu);
    if (pdu.kind() == RtsKind::outR1A6) {
        channels_.sendIn(hop, writePdu(wire::rts::outR1A7(cookies_.successor)));
        recycling_ = Recycling::awaitsA10;
        return;
    }
    channels_.sendIn(hop, writePdu(wire::rts::outR2A7(cookies_.successor)));
    channels_.sendSuccessor(hop, writePdu(wire::rts::outR2C1()));
    recycling_ = Recycling::awaitsB3;
}

// What is counted of a channel starts anew with the new one; a call whose answer has begun goes on there.
void VirtualConnection::finishRecycling(const net::Step &hop, const Pdu &pdu)
{
    const bool isR1 = pdu.kind() == RtsKind::outR1A10;
    if (recycling_ != (isR1 ? Recycling::awaitsA10 : Recycling::awaitsB3))
        outOfTurn(hop, pdu);
    if (isR1)
        channels_.sendSuccessor(hop, writePdu(wire::rts::outR1A11()));
    channels_.switchToSuccessor();
    cookies_.out = cookies_.successor;
    receiving_ = ReceiveWindow();
    recycling_ = Recycling::none;
    hop.fact("OUT channel", isR1 ? "replaced, by another proxy" : "replaced, by the same proxy");
}

} // namespace mailwalk::rpc
