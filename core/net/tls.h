#pragma once

#include "net/openssl.h"
#include "net/system_network.h"

#include <mutex>

namespace mailwalk::net {

/// TLS on our side, by OpenSSL: who is believed, and the handshakes. For any thread.
class TlsClient
{
public:
    explicit TlsClient(TrustSettings trust) : trust_(std::move(trust)) {}
    std::unique_ptr<Handshake> secure(std::unique_ptr<Wire> wire, const std::string &host, OldestTls oldest);
    std::unique_ptr<Handshake> secureUnproven(std::unique_ptr<Wire> wire, const std::string &host);

private:
    SSL_CTX &context();

    TrustSettings trust_;
    std::mutex mutex_;
    ssl::Context context_;
};

} // namespace mailwalk::net
