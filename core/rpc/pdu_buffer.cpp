#include "rpc/pdu_buffer.h"

#include "base/text.h"
#include "rpc/failures.h"

namespace mailwalk::rpc {

// Every PDU starts 05 00: an earlier protocol, or a program that greets, is told apart from a damaged PDU.
static void refuseOtherProtocol(const net::Step &hop, View received)
{
    const bool ours = received[0] == 5 && (received.size() < 2 || received[1] <= 1);
    if (ours)
        return;
    const View first = received.first(std::min<std::size_t>(received.size(), 64));
    hop.excerpt(oneLine(textOf(first), 64));
    hop.fail({trace::Code::otherProtocol, "what answers on this port does not speak RPC", "05 00",
              toHex(first.first(std::min<std::size_t>(first.size(), 4)))});
}

// Sixteen bytes first: a bind_nak may be shorter than any other header.
std::optional<Bytes> takePdu(const net::Step &hop, Bytes &received)
{
    if (!received.empty())
        refuseOtherProtocol(hop, received);
    if (received.size() < wire::dcerpc::headerSize)
        return std::nullopt;
    const auto header = wire::dcerpc::readHeader(View(received).first(wire::dcerpc::headerSize));
    if (!header)
        hop.fail(malformed(header.error()));
    if (received.size() < header->fragLength)
        return std::nullopt;
    Bytes pdu(received.begin(), received.begin() + header->fragLength);
    received.erase(received.begin(), received.begin() + header->fragLength);
    return pdu;
}

} // namespace mailwalk::rpc
