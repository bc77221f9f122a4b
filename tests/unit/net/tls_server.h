#pragma once

#include "loopback.h"
#include "net/openssl.h"

#include <memory>
#include <vector>

/// Certificates of a test's own authority, and small servers that show them. Written against OpenSSL alone.
namespace mailwalk::test {

/// What a certificate is to say.
struct Paper {
    std::string commonName = "mail.corp.test";
    std::string names = "DNS:mail.corp.test"; ///< as OpenSSL writes a subjectAltName; empty for none
    int fromDays = -1, toDays = 30;           ///< from now
    int rsaBits{};                            ///< 0: an EC key on P-256
    bool authority{};
    const EVP_MD *digest = EVP_sha256();
    std::string purpose{};   ///< "serverAuth"; empty for any
    std::string issuersAt{}; ///< a URL
};

/// A key and its certificate. Copies are the same one.
class Identity
{
public:
    static Identity selfSigned(const Paper &paper) { return Identity(paper, nullptr); }
    Identity signs(const Paper &paper) const { return Identity(paper, this); }

    EVP_PKEY *key() const { return key_.get(); }
    X509 *certificate() const { return certificate_.get(); }
    std::string pem() const;

private:
    Identity(const Paper &paper, const Identity *issuer);
    std::shared_ptr<EVP_PKEY> key_;
    std::shared_ptr<X509> certificate_;
};

struct Habits {
    std::vector<Identity> shows; ///< the leaf first
    int oldest = TLS1_VERSION, newest = TLS1_3_VERSION;
    const char *ciphers = "DEFAULT:@SECLEVEL=0"; ///< up to TLS 1.2
    bool demandsCertificate{};
    std::function<void(SSL *)> then{}; ///< after a good handshake
};

/// What a thread of loopback.h's Server does for one connection: a handshake, then the rest.
std::function<void(int)> secured(Habits habits);

void write(SSL *ssl, std::string_view text);
std::string read(SSL *ssl, std::size_t most = 100);

} // namespace mailwalk::test
