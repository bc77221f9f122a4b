#pragma once

#include "net/network.h"
#include "net/system_network.h"

namespace mailwalk::net {

/// TLS on our side, by OpenSSL: who is believed, and the handshakes.
class TlsClient
{
public:
    explicit TlsClient(TrustSettings trust);
    ~TlsClient();
    std::unique_ptr<Handshake> secure(std::unique_ptr<Wire> wire, const std::string &host, OldestTls oldest);

private:
    struct Context;
    TrustSettings trust_;
    std::unique_ptr<Context> context_;
};

} // namespace mailwalk::net
