#include "tls_server.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <csignal>

namespace mailwalk::test {

namespace ssl = net::ssl;

namespace {

void extend(X509 *certificate, X509 *issuer, int what, const std::string &value)
{
    if (value.empty())
        return;
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ssl::Held<X509_EXTENSION, X509_EXTENSION_free> extension(X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str()));
    ssl::must(extension);
    X509_add_ext(certificate, extension.get(), -1);
}

void call(X509_NAME *name, const std::string &common)
{
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(common.c_str()), -1, -1, 0);
}

} // namespace

Identity::Identity(const Paper &paper, const Identity *issuer)
    : key_(paper.rsaBits ? EVP_RSA_gen(static_cast<unsigned>(paper.rsaBits)) : EVP_EC_gen("P-256"), EVP_PKEY_free),
      certificate_(X509_new(), X509_free)
{
    static long serial = 1000;
    X509 *const made = certificate_.get(), *const signer = issuer ? issuer->certificate() : made;
    X509_set_version(made, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(made), paper.fromDays * 86400L);
    X509_gmtime_adj(X509_getm_notAfter(made), paper.toDays * 86400L);
    X509_set_pubkey(made, key_.get());
    call(X509_get_subject_name(made), paper.commonName);
    X509_set_issuer_name(made, X509_get_subject_name(signer));
    extend(made, signer, NID_basic_constraints, paper.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    extend(made, signer, NID_subject_alt_name, paper.names);
    extend(made, signer, NID_ext_key_usage, paper.purpose);
    extend(made, signer, NID_info_access, paper.issuersAt.empty() ? "" : "caIssuers;URI:" + paper.issuersAt);
    ssl::must(X509_sign(made, issuer ? issuer->key() : key_.get(), paper.digest));
}

std::string Identity::pem() const
{
    const ssl::Memory memory(BIO_new(BIO_s_mem()));
    ssl::must(PEM_write_bio_X509(memory.get(), certificate_.get()));
    return ssl::textIn(memory);
}

static ssl::Context contextFor(const Habits &habits)
{
    ssl::Context context(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_set_min_proto_version(context.get(), habits.oldest);
    SSL_CTX_set_max_proto_version(context.get(), habits.newest);
    ssl::must(SSL_CTX_set_cipher_list(context.get(), habits.ciphers));
    SSL_CTX_set_security_level(context.get(), 0);
    ssl::must(SSL_CTX_use_certificate(context.get(), habits.shows.front().certificate()));
    ssl::must(SSL_CTX_use_PrivateKey(context.get(), habits.shows.front().key()));
    for (std::size_t i = 1; i < habits.shows.size(); ++i)
        ssl::must(SSL_CTX_add1_chain_cert(context.get(), habits.shows[i].certificate()));
    if (habits.demandsCertificate)
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    SSL_CTX_set_mode(context.get(), SSL_MODE_AUTO_RETRY);
    return context;
}

std::function<void(int)> secured(Habits habits)
{
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes as if nobody ever went away
    return [habits = std::move(habits)](int connection) {
        const ssl::Context context = contextFor(habits);
        const ssl::Session session(SSL_new(context.get()));
        SSL_set_fd(session.get(), connection);
        const bool good = SSL_accept(session.get()) == 1;
        if (good && habits.then)
            habits.then(session.get());
        untilGone(connection);
    };
}

void write(SSL *ssl, std::string_view text) { SSL_write(ssl, text.data(), static_cast<int>(text.size())); }

std::string read(SSL *ssl, std::size_t most)
{
    std::string text(most, '\0');
    const int size = SSL_read(ssl, text.data(), static_cast<int>(most));
    text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return text;
}

} // namespace mailwalk::test
