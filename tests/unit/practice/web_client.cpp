#include "web_client.h"

#include "base/bytes.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sstream>

namespace mailwalk::test {

namespace {

constexpr int patience = 5000;

void trust(SSL_CTX *context, const std::string &pem)
{
    BIO *memory = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    X509 *root = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
    EXPECT_TRUE(root);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), root);
    X509_free(root);
    BIO_free(memory);
}

} // namespace

int WebAnswer::status() const { return head.size() > 12 ? std::stoi(head.substr(9, 3)) : 0; }

std::vector<std::string> WebAnswer::values(std::string_view header) const
{
    std::vector<std::string> found;
    std::istringstream lines(head);
    const std::string beginning = std::string(header) + ": ";
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(beginning))
            found.push_back(line.substr(beginning.size(), line.size() - beginning.size() - 1));
    return found;
}

std::string WebAnswer::value(std::string_view header) const
{
    const auto all = values(header);
    return all.empty() ? std::string() : all.front();
}

WebClient::WebClient(const practice::Organisation &organisation, const std::string &host, std::uint16_t port, Least least)
    : host_(host), tcp_(portOf(organisation, host, port), 1000), context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free),
      ssl_(nullptr, SSL_free), secure_(port == 443)
{
    trust(context_.get(), organisation.authority());
    SSL_CTX_set_min_proto_version(context_.get(), least == Least::tls12 ? TLS1_2_VERSION : TLS1_VERSION);
    SSL_CTX_set_cipher_list(context_.get(), least == Least::tls12 ? "DEFAULT" : "ALL:@SECLEVEL=0");
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_tlsext_host_name(ssl_.get(), host.c_str());
    SSL_set1_host(ssl_.get(), host.c_str());
    connected_ = tcp_.outcome() == RawClient::Outcome::connected && (!secure_ || act(SSL_connect));
}

bool WebClient::act(int (*what)(SSL *))
{
    for (;;) {
        const int result = what(ssl_.get());
        flush();
        if (result > 0)
            return true;
        if (SSL_get_error(ssl_.get(), result) != SSL_ERROR_WANT_READ || !feed(patience))
            return false;
    }
}

void WebClient::flush()
{
    Bytes bytes(BIO_ctrl_pending(SSL_get_wbio(ssl_.get())));
    if (!bytes.empty())
        BIO_read(SSL_get_wbio(ssl_.get()), bytes.data(), static_cast<int>(bytes.size()));
    tcp_.send(bytes);
}

bool WebClient::feed(int milliseconds)
{
    const Bytes some = tcp_.receiveSome(milliseconds);
    return !some.empty() && BIO_write(SSL_get_rbio(ssl_.get()), some.data(), static_cast<int>(some.size())) > 0;
}

long WebClient::certificateFault() const { return SSL_get_verify_result(ssl_.get()); }

Bytes WebClient::certificateHash() const
{
    Bytes hash(32);
    X509_digest(SSL_get0_peer_certificate(ssl_.get()), EVP_sha256(), hash.data(), nullptr);
    return hash;
}

void WebClient::send(View bytes)
{
    if (!secure_)
        return tcp_.send(bytes);
    SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
    flush();
}

Bytes WebClient::receiveFor(int milliseconds)
{
    if (!pending_.empty())
        return std::exchange(pending_, {});
    if (!secure_)
        return tcp_.receiveSome(milliseconds);
    Bytes some(16 * 1024);
    for (;;) {
        const int got = SSL_read(ssl_.get(), some.data(), static_cast<int>(some.size()));
        flush();
        if (got > 0) {
            some.resize(static_cast<std::size_t>(got));
            return some;
        }
        if (SSL_get_error(ssl_.get(), got) != SSL_ERROR_WANT_READ || !feed(milliseconds))
            return {};
    }
}

Bytes WebClient::receive(std::size_t size)
{
    Bytes bytes;
    while (bytes.size() < size) {
        const Bytes some = receiveFor(patience);
        if (some.empty())
            break;
        append(bytes, some);
    }
    if (bytes.size() > size) {
        pending_.assign(bytes.begin() + static_cast<std::ptrdiff_t>(size), bytes.end());
        bytes.resize(size);
    }
    return bytes;
}

WebAnswer WebClient::answerHead()
{
    WebAnswer answer;
    while (!answer.head.ends_with("\r\n\r\n")) {
        const Bytes one = receive(1);
        if (one.empty())
            return {};
        answer.head += static_cast<char>(one[0]);
    }
    return answer;
}

WebAnswer WebClient::answer()
{
    WebAnswer answer = answerHead();
    if (const std::string length = answer.value("Content-Length"); !length.empty())
        answer.body = textOf(receive(std::stoul(length)));
    return answer;
}

WebAnswer WebClient::ask(const std::string &line, const std::string &headers, const std::string &body)
{
    const std::string length = body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n";
    send(viewOf(line + " HTTP/1.1\r\nHost: " + host_ + "\r\n" + headers + length + "\r\n" + body));
    return answer();
}

std::string basic(const std::string &user, const std::string &password)
{
    return "Authorization: Basic " + toBase64(viewOf(user + ':' + password)) + "\r\n";
}

} // namespace mailwalk::test
