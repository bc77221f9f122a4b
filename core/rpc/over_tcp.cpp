#include "rpc/over_tcp.h"

#include "base/text.h"
#include "rpc/failures.h"

namespace mailwalk::rpc {
namespace {

using wire::dcerpc::headerSize;

class OverTcp final : public PduStream
{
public:
    explicit OverTcp(net::Stream stream) : stream_(std::move(stream)) {}

    void send(const net::Step &hop, View pdu) override { hop.send(stream_, pdu); }

    // Sixteen bytes first: a bind_nak may be shorter than any other header.
    Bytes receive(const net::Step &hop) override
    {
        while (buffer_.size() < headerSize) {
            hop.receive(stream_, buffer_, readAhead);
            refuseOtherProtocol(hop);
        }
        const auto header = wire::dcerpc::readHeader(View(buffer_).first(headerSize));
        if (!header)
            hop.fail(malformed(header.error()));
        while (buffer_.size() < header->fragLength)
            hop.receive(stream_, buffer_, readAhead);
        Bytes pdu(buffer_.begin(), buffer_.begin() + header->fragLength);
        buffer_.erase(buffer_.begin(), buffer_.begin() + header->fragLength);
        return pdu;
    }

    Endpoint target() const override { return stream_.target(); }
    Address address() const override { return stream_.address(); }
    bool isTunnelled() const override { return false; }

private:
    static constexpr std::size_t readAhead = 8192;

    // Every PDU starts 05 00: an earlier protocol, or a program that greets, is told apart from a damaged PDU.
    void refuseOtherProtocol(const net::Step &hop) const
    {
        const bool ours = buffer_[0] == 5 && (buffer_.size() < 2 || buffer_[1] <= 1);
        if (ours)
            return;
        const View first = View(buffer_).first(std::min<std::size_t>(buffer_.size(), 64));
        hop.excerpt(oneLine(textOf(first), 64));
        hop.fail({trace::Code::otherProtocol, "what answers on this port does not speak RPC", "05 00",
                  toHex(first.first(std::min<std::size_t>(first.size(), 4)))});
    }

    net::Stream stream_;
    Bytes buffer_;
};

} // namespace

std::unique_ptr<PduStream> overTcp(net::Stream stream) { return std::make_unique<OverTcp>(std::move(stream)); }

} // namespace mailwalk::rpc
