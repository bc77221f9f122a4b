#pragma once

#include "raw_client.h"

#include <memory>
#include <openssl/ssl.h>

namespace mailwalk::test {

/// What a web server said, as far as the tests look at it.
struct WebAnswer {
    std::string head, body; ///< the head with its empty line; empty when nothing came

    int status() const; ///< 0 when there is none
    std::vector<std::string> values(std::string_view header) const;
    std::string value(std::string_view header) const; ///< the first, or nothing
};

/// A connection to a web server of the organisation, inside TLS when it is port 443. Trusts the organisation's authority alone.
class WebClient
{
public:
    enum class Least { tls12, tls10 };
    WebClient(const practice::Organisation &organisation, const std::string &host, std::uint16_t port = 443,
              Least least = Least::tls12);

    bool connected() const { return connected_; } ///< and the handshake done
    long certificateFault() const;                ///< X509_V_OK, or what OpenSSL finds wrong
    std::string protocol() const { return SSL_get_version(ssl_.get()); }
    Bytes certificateHash() const; ///< SHA-256

    void send(View bytes);
    Bytes receive(std::size_t size);    ///< fewer when the other side ends
    Bytes receiveFor(int milliseconds); ///< what comes next; empty when nothing does
    bool ended() { return receive(1).empty(); }

    WebAnswer answer(); ///< the next, its body as long as its head says
    WebAnswer answerHead();
    /// "METHOD /path" with a body and more header lines ("Name: value\r\n").
    WebAnswer ask(const std::string &line, const std::string &headers = {}, const std::string &body = {});

private:
    bool act(int (*what)(SSL *));
    void flush();
    bool feed(int milliseconds);

    std::string host_;
    RawClient tcp_;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
    bool secure_, connected_ = false;
    Bytes pending_; ///< received and not yet taken
};

/// "Authorization: Basic ...\r\n"
std::string basic(const std::string &user, const std::string &password);

constexpr const char *alice = "alice@corp.test", *alicesPassword = "Practice-Alice-1";

} // namespace mailwalk::test
