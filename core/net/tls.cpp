#include "net/tls.h"

namespace mailwalk::net {

struct TlsClient::Context {
};

TlsClient::TlsClient(TrustSettings trust) : trust_(std::move(trust)) {}
TlsClient::~TlsClient() = default;

namespace {

class NoHandshake final : public Handshake
{
public:
    void watch(std::vector<Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return true; }
    Result<Secured, Failure> outcome() override { return Failure{trace::Code::tls, "this build has no TLS", {}, {}}; }
    Facts facts() const override { return {}; }
};

} // namespace

std::unique_ptr<Handshake> TlsClient::secure(std::unique_ptr<Wire>, const std::string &, OldestTls)
{
    return std::make_unique<NoHandshake>();
}

} // namespace mailwalk::net
