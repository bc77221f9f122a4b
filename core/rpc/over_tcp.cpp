#include "rpc/over_tcp.h"

#include "rpc/pdu_buffer.h"

namespace mailwalk::rpc {
namespace {

class OverTcp final : public PduStream
{
public:
    explicit OverTcp(net::Stream stream) : stream_(std::move(stream)) {}

    void send(const net::Step &hop, View pdu) override { hop.send(stream_, pdu); }

    Bytes receive(const net::Step &hop) override
    {
        for (;;) {
            if (auto pdu = takePdu(hop, received_))
                return std::move(*pdu);
            hop.receive(stream_, received_, readAhead);
        }
    }

    Endpoint target() const override { return stream_.target(); }
    Address address() const override { return stream_.address(); }
    bool isTunnelled() const override { return false; }

private:
    static constexpr std::size_t readAhead = 8192;

    net::Stream stream_;
    Bytes received_;
};

} // namespace

std::unique_ptr<PduStream> overTcp(net::Stream stream) { return std::make_unique<OverTcp>(std::move(stream)); }

} // namespace mailwalk::rpc
