#include "net/tls.h"

#include "net/platform.h"
#include "net/tls_handshake.h"

namespace mailwalk::net {

namespace {

// Where the system keeps its authorities in files, OpenSSL knows the place.
void trustSystem(SSL_CTX &context)
{
    const auto authorities = systemAuthorities();
    if (!authorities) {
        SSL_CTX_set_default_verify_paths(&context);
        return;
    }
    for (const Bytes &der : *authorities) {
        const Byte *at = der.data();
        const ssl::Certificate authority(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
        if (authority)
            X509_STORE_add_cert(SSL_CTX_get_cert_store(&context), authority.get());
    }
}

void trust(SSL_CTX &context, const TrustSettings &settings)
{
    trustSystem(context);
    for (const std::string &pem : settings.authorities)
        for (const ssl::Certificate &authority : certificatesIn(pem))
            X509_STORE_add_cert(SSL_CTX_get_cert_store(&context), authority.get());
    ERR_clear_error();
}

// All of it said here, for the system's OpenSSL may be configured otherwise. Old Windows servers have never heard of RFC 5746: a
// first handshake with them is as good as any, and another there is not.
void set(SSL_CTX &context)
{
    ssl::must(SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION));
    ssl::must(SSL_CTX_set_max_proto_version(&context, 0));
    ssl::must(SSL_CTX_set_cipher_list(&context, "DEFAULT:@SECLEVEL=2"));
    SSL_CTX_set_options(&context, SSL_OP_NO_RENEGOTIATION | SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_session_cache_mode(&context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_verify(&context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(&context, TlsSession::verify, nullptr);
    SSL_CTX_set_cert_cb(&context, TlsSession::noteRequest, nullptr);
    SSL_CTX_set_info_callback(&context, TlsSession::noteAlert);
}

} // namespace

// Made at the first handshake: reading the system's authorities takes a while, and a walk over TCP has no use for them.
SSL_CTX &TlsClient::context()
{
    const std::lock_guard lock(mutex_);
    if (!context_) {
        ssl::Context made(SSL_CTX_new(TLS_client_method()));
        ssl::must(made);
        set(*made);
        trust(*made, trust_);
        context_ = std::move(made);
    }
    return *context_;
}

std::unique_ptr<Handshake> TlsClient::secure(std::unique_ptr<Wire> wire, const std::string &host, OldestTls oldest)
{
    return std::make_unique<TlsHandshake>(context(), std::move(wire), host, oldest);
}

std::unique_ptr<Handshake> TlsClient::secureUnproven(std::unique_ptr<Wire> wire, const std::string &host)
{
    return std::make_unique<TlsHandshake>(context(), std::move(wire), host, OldestTls::v1_2, TlsHandshake::Proof::notAskedFor);
}

} // namespace mailwalk::net
