#pragma once

#include "practice/authority.h"
#include "practice/byte_stream.h"

struct ssl_ctx_st;

namespace mailwalk::practice {

struct TlsPlan {
    enum class Versions {
        from12,
        only10,
        only12WithoutEncryption, ///< of its cipher suites none is anybody's else
    } versions{};
    enum class ClientCertificate { ignored, demanded } clientCertificate{};
};

/// The TLS of one web server.
class TlsServer
{
public:
    TlsServer(const Credentials &credentials, const TlsPlan &plan);

    /// After the handshake; null when it fails. `under` must outlive it.
    std::unique_ptr<ByteStream> accept(ByteStream &under) const;
    const Bytes &certificateHash() const { return hash_; } ///< SHA-256, for channel bindings (RFC 5929 4.1)

private:
    std::shared_ptr<ssl_ctx_st> context_;
    Bytes hash_;
};

} // namespace mailwalk::practice
