#include "practice/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdexcept>

namespace mailwalk::practice {
namespace {

constexpr std::size_t record = 17 * 1024; // the longest one, and a bit (RFC 8446 5.2)

/// OpenSSL between two heaps of bytes: it never touches a socket.
class TlsStream : public ByteStream
{
public:
    TlsStream(ssl_ctx_st *context, ByteStream &under)
        : under_(under), ssl_(SSL_new(context), SSL_free), in_(BIO_new(BIO_s_mem())), out_(BIO_new(BIO_s_mem()))
    {
        SSL_set_bio(ssl_.get(), in_, out_);
        SSL_set_accept_state(ssl_.get());
    }

    bool shakeHands()
    {
        return over([this](std::size_t &) { return SSL_do_handshake(ssl_.get()); }).has_value();
    }

    std::size_t receiveSome(std::span<Byte> room) override
    {
        return over([&](std::size_t &done) { return SSL_read_ex(ssl_.get(), room.data(), room.size(), &done); }).value_or(0);
    }

    bool send(View bytes) override
    {
        return bytes.empty() ||
               over([&](std::size_t &done) { return SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &done); }).has_value();
    }

    void close() override
    {
        SSL_shutdown(ssl_.get());
        flush();
        under_.close();
    }

private:
    // Until OpenSSL has done it; nothing when the connection or its TLS is over.
    template <class Act> std::optional<std::size_t> over(Act act)
    {
        for (;;) {
            ERR_clear_error();
            std::size_t done = 0;
            const int result = act(done);
            const bool wantsMore = result <= 0 && SSL_get_error(ssl_.get(), result) == SSL_ERROR_WANT_READ;
            if (!flush() || (result <= 0 && !wantsMore))
                return std::nullopt;
            if (result > 0)
                return done;
            if (!feed())
                return std::nullopt;
        }
    }

    bool flush()
    {
        Bytes pending(BIO_ctrl_pending(out_));
        if (!pending.empty())
            BIO_read(out_, pending.data(), static_cast<int>(pending.size()));
        return under_.send(pending);
    }

    bool feed()
    {
        Byte some[record];
        const std::size_t got = under_.receiveSome(some);
        return got && BIO_write(in_, some, static_cast<int>(got)) > 0;
    }

    ByteStream &under_;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
    BIO *in_, *out_; // belong to ssl_
};

void require(bool done)
{
    if (!done)
        throw std::runtime_error("OpenSSL takes no certificate of the practice organisation");
}

void restrict(SSL_CTX *context, TlsPlan::Versions versions)
{
    using Versions = TlsPlan::Versions;
    const int least = versions == Versions::only10 ? TLS1_VERSION : TLS1_2_VERSION;
    SSL_CTX_set_min_proto_version(context, least);
    if (versions == Versions::from12)
        return;
    SSL_CTX_set_max_proto_version(context, least);
    const bool old = versions == Versions::only10; // TLS 1.0 signs with SHA-1
    SSL_CTX_set_cipher_list(context, old ? "ALL:@SECLEVEL=0" : "eNULL:@SECLEVEL=0");
}

Bytes sha256Of(X509 *certificate)
{
    Bytes hash(32);
    require(X509_digest(certificate, EVP_sha256(), hash.data(), nullptr) == 1);
    return hash;
}

} // namespace

TlsServer::TlsServer(const Credentials &credentials, const TlsPlan &plan)
    : context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free), hash_(sha256Of(credentials.certificate.get()))
{
    require(context_ != nullptr);
    restrict(context_.get(), plan.versions);
    SSL_CTX_set_options(context_.get(), SSL_OP_NO_TICKET);
    require(SSL_CTX_use_certificate(context_.get(), credentials.certificate.get()) == 1);
    require(SSL_CTX_use_PrivateKey(context_.get(), credentials.key.get()) == 1);
    for (const Certificate &above : credentials.chain)
        require(SSL_CTX_add1_chain_cert(context_.get(), above.get()) == 1);
    if (credentials.chain.empty())
        SSL_CTX_set_mode(context_.get(), SSL_MODE_NO_AUTO_CHAIN);
    if (plan.clientCertificate == TlsPlan::ClientCertificate::demanded)
        SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
}

std::unique_ptr<ByteStream> TlsServer::accept(ByteStream &under) const
{
    auto stream = std::make_unique<TlsStream>(context_.get(), under);
    if (stream->shakeHands())
        return stream;
    under.close();
    return nullptr;
}

} // namespace mailwalk::practice
