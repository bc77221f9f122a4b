#include "net/certificate.h"
#include "net/system_network.h"
#include "support/scripted_network.h"
#include "tls_server.h"

#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::test;
using net::OldestTls;
using net::Step;
using trace::Code;
using trace::Hop;
using trace::Kind;
using trace::Outcome;

namespace {

const Deadlines ample = Deadlines::all(Milliseconds(10000));

/// An authority, an intermediate of it, and another that nobody knows.
struct World {
    Identity root = Identity::selfSigned({.commonName = "Test Root", .names = "", .authority = true});
    Identity middle = root.signs({.commonName = "Test Issuing", .names = "", .authority = true});
    Identity foreign = Identity::selfSigned({.commonName = "Foreign Root", .names = "", .authority = true});
    Identity good = root.signs({});
};

const World &world()
{
    static const World made;
    return made;
}

using Inside = std::function<void(const Step &, net::Stream &)>;

struct Client {
    std::string host = "mail.corp.test";
    OldestTls oldest = OldestTls::v1_2;
    Deadlines deadlines = ample;
    Inside inside{};
};

Walked walkInto(const Endpoint &at, const Client &client = {}, const net::Stop &stop = {})
{
    static net::SystemNetwork network({}, {{world().root.pem()}}); // reads the authorities once
    const auto path = [&](const Step &step) {
        auto stream = step.connect({client.host, at.port}, {*addressFrom("127.0.0.1")});
        step.secure(stream, client.oldest);
        if (client.inside)
            client.inside(step, stream);
    };
    auto walked = walkOver(network, path, stop, client.deadlines);
    expectAllClosed(walked.trace);
    return walked;
}

Hop secureHop(const Walked &walked)
{
    const auto hops = hopsOf(walked.trace, Kind::secure);
    return hops.empty() ? Hop{} : hops.front();
}

std::string factOf(const Hop &hop, std::string_view name)
{
    std::string values;
    for (const Fact &fact : hop.facts)
        if (fact.name == name)
            values += (values.empty() ? "" : "; ") + fact.value;
    return values;
}

/// "passed", or the code and what was got.
std::string outcomeOf(const Hop &hop)
{
    if (!hop.failure)
        return std::string(nameOf(hop.outcome));
    return std::string(nameOf(hop.failure->code)) + ": " + hop.failure->got.value_or("");
}

std::string outcomeOf(const Habits &habits, const Client &client = {})
{
    Server server(secured(habits));
    return outcomeOf(secureHop(walkInto(server.at(), client)));
}

std::function<void(int)> saying(std::string text)
{
    return [text = std::move(text)](int connection) {
        ::send(connection, text.data(), text.size(), MSG_NOSIGNAL);
        untilGone(connection);
    };
}

std::string receiveAll(const Step &step, net::Stream &stream, std::size_t size)
{
    return step.run({Kind::call, "Ask", ""}, [&](const Step &hop) {
        Bytes heard;
        while (heard.size() < size)
            hop.receive(stream, heard, size - heard.size());
        return textOf(heard);
    });
}

void ask(const Step &step, net::Stream &stream, std::string_view text)
{
    step.run({Kind::call, "Say", ""}, [&](const Step &hop) { hop.send(stream, viewOf(text)); });
}

} // namespace

TEST(Tls, TellsEveryFaultOfACertificate)
{
    const World &w = world();
    const Identity below = w.middle.signs({});
    const struct {
        const char *what;
        std::vector<Identity> shows;
        const char *host, *outcome, *faults;
    } rows[] = {
        {"good", {w.good}, "mail.corp.test", "passed", ""},
        {"with its intermediate", {below, w.middle}, "mail.corp.test", "passed", ""},
        {"expired", {w.root.signs({.fromDays = -30, .toDays = -1})}, "mail.corp.test", "certificate: expired", "expired"},
        {"not yet valid", {w.root.signs({.fromDays = 1})}, "mail.corp.test", "certificate: not yet valid", "not yet valid"},
        {"other name", {w.good}, "owa.corp.test", "certificate: other name", "other name"},
        {"final dot", {w.good}, "mail.corp.test.", "passed", ""},
        {"other case", {w.good}, "MAIL.Corp.Test", "passed", ""},
        {"wildcard", {w.root.signs({.names = "DNS:*.corp.test"})}, "mail.corp.test", "passed", ""},
        {"partial wildcard",
         {w.root.signs({.names = "DNS:ma*.corp.test"})},
         "mail.corp.test",
         "certificate: other name",
         "other name"},
        {"wildcard of another depth",
         {w.root.signs({.names = "DNS:*.test"})},
         "mail.corp.test",
         "certificate: other name",
         "other name"},
        {"common name alone", {w.root.signs({.names = ""})}, "mail.corp.test", "passed", ""},
        {"common name beside other names",
         {w.root.signs({.names = "DNS:owa.corp.test"})},
         "mail.corp.test",
         "certificate: other name",
         "other name"},
        {"number", {w.root.signs({.names = "IP:127.0.0.1"})}, "127.0.0.1", "passed", ""},
        {"number that is not in it", {w.good}, "127.0.0.1", "certificate: other name", "other name"},
        {"number as a name", {w.root.signs({.names = "DNS:127.0.0.1"})}, "127.0.0.1", "certificate: other name", "other name"},
        {"self-signed", {Identity::selfSigned({})}, "mail.corp.test", "certificate: self-signed", "self-signed"},
        {"unknown authority",
         {w.foreign.signs({}), w.foreign},
         "mail.corp.test",
         "certificate: unknown authority",
         "unknown authority"},
        {"missing intermediate", {below}, "mail.corp.test", "certificate: missing intermediate", "missing intermediate"},
        {"short key", {w.root.signs({.rsaBits = 1024})}, "mail.corp.test", "certificate: weak", "weak"},
        {"old digest", {w.root.signs({.digest = EVP_sha1()})}, "mail.corp.test", "certificate: weak", "weak"},
        {"for clients only",
         {w.root.signs({.purpose = "clientAuth"})},
         "mail.corp.test",
         "certificate: wrong purpose",
         "wrong purpose"},
        {"signed by no authority",
         {w.good.signs({.commonName = "below"}), w.good},
         "mail.corp.test",
         "certificate: unusable",
         "unusable"},
        {"expired, of an unknown authority",
         {w.foreign.signs({.fromDays = -30, .toDays = -1}), w.foreign},
         "mail.corp.test",
         "certificate: expired",
         "expired; unknown authority"},
        {"everything at once",
         {Identity::selfSigned({.names = "DNS:router", .fromDays = -30, .toDays = -1, .rsaBits = 1024})},
         "mail.corp.test",
         "certificate: expired",
         "expired; other name; self-signed; weak"},
    };
    for (const auto &row : rows) {
        SCOPED_TRACE(row.what);
        for (const int newest : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            Server server(secured({.shows = row.shows, .newest = newest}));
            const Hop hop = secureHop(walkInto(server.at(), {.host = row.host}));
            EXPECT_EQ(outcomeOf(hop), row.outcome) << (hop.failure ? hop.failure->text : "");
            EXPECT_EQ(factOf(hop, "certificate fault"), row.faults);
            EXPECT_EQ(factOf(hop, "protocol"), newest == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3");
        }
    }
}

TEST(Tls, TheHopHoldsTheEvidence)
{
    const World &w = world();
    const Identity leaf = w.middle.signs(
        {.names = "DNS:mail.corp.test,DNS:autodiscover.corp.test,IP:192.0.2.1", .issuersAt = "http://pki.corp.test/issuing.crt"});
    Server server(secured({.shows = {leaf, w.middle}}));
    const auto walked = walkInto(server.at());
    const Hop hop = secureHop(walked);
    EXPECT_EQ(hop.target, "mail.corp.test:" + std::to_string(server.at().port));
    EXPECT_EQ(factOf(hop, "protocol"), "TLSv1.3");
    EXPECT_EQ(factOf(hop, "cipher"), "TLS_AES_256_GCM_SHA384");
    EXPECT_EQ(factOf(hop, "certificate"), "CN=mail.corp.test");
    EXPECT_EQ(factOf(hop, "issuer"), "CN=Test Issuing");
    EXPECT_EQ(factOf(hop, "names"), "mail.corp.test, autodiscover.corp.test, 192.0.2.1");
    EXPECT_EQ(factOf(hop, "not before"), net::notBefore(leaf.certificate()));
    EXPECT_EQ(factOf(hop, "not after").size(), std::string_view("2026-01-01T00:00:00Z").size());
    EXPECT_EQ(factOf(hop, "fingerprint").size(), 64u);
    EXPECT_EQ(factOf(hop, "chain"),
              "CN=Test Issuing, issued by CN=Test Root, valid until " + net::notAfter(w.middle.certificate()));
    EXPECT_EQ(factOf(hop, "trust anchor"), "CN=Test Root");
    EXPECT_EQ(factOf(hop, "ca issuers"), "http://pki.corp.test/issuing.crt");
    EXPECT_EQ(factOf(hop, "client certificate"), "");
    EXPECT_GT(hop.sent, 200u);
    EXPECT_GT(hop.received, 500u);
}

TEST(Tls, ThePeerIsWhoWasVerifiedWithTheHashForChannelBinding)
{
    const World &w = world();
    const struct {
        const EVP_MD *signedWith, *hashedWith;
        OldestTls oldest;
    } rows[] = {{EVP_sha256(), EVP_sha256(), OldestTls::v1_2},
                {EVP_sha384(), EVP_sha384(), OldestTls::v1_2},
                {EVP_sha512(), EVP_sha512(), OldestTls::v1_2},
                {EVP_sha1(), EVP_sha256(), OldestTls::v1_0}}; // RFC 5929 4.1
    for (const auto &row : rows) {
        const Identity leaf = w.root.signs({.commonName = "common.corp.test", .digest = row.signedWith});
        Server server(secured({.shows = {leaf}}));
        bool inside = false;
        walkInto(server.at(), {.oldest = row.oldest, .inside = [&](const Step &, net::Stream &stream) {
                                   inside = true;
                                   ASSERT_TRUE(stream.peer());
                                   EXPECT_EQ(stream.peer()->name, "mail.corp.test");
                                   EXPECT_EQ(stream.peer()->commonName, "common.corp.test");
                                   EXPECT_EQ(stream.peer()->dnsNames, std::vector<std::string>{"mail.corp.test"});
                                   Bytes hash(EVP_MAX_MD_SIZE);
                                   unsigned size = 0;
                                   X509_digest(leaf.certificate(), row.hashedWith, hash.data(), &size);
                                   hash.resize(size);
                                   EXPECT_EQ(toHex(stream.peer()->certificateHash), toHex(hash));
                               }});
        EXPECT_TRUE(inside);
    }
}

TEST(Tls, OldProtocolsNeedLeaveAndAreAWarningThen)
{
    const Habits old{.shows = {world().good}, .newest = TLS1_VERSION};
    EXPECT_EQ(outcomeOf(old), "tls: too old a protocol");
    Server server(secured(old));
    const Hop hop = secureHop(walkInto(server.at(), {.oldest = OldestTls::v1_0}));
    EXPECT_EQ(hop.outcome, Outcome::warned);
    EXPECT_EQ(outcomeOf(hop), "tls: TLSv1.0");
    EXPECT_EQ(factOf(hop, "protocol"), "TLSv1.0");
    EXPECT_EQ(outcomeOf({.shows = {world().good}, .newest = TLS1_1_VERSION}, {.oldest = OldestTls::v1_0}), "tls: TLSv1.1");
    EXPECT_EQ(outcomeOf({.shows = {world().good}}, {.oldest = OldestTls::v1_0}), "passed");
}

// A server that never heard of supported_versions (RFC 8446 4.2.1) answers with what it has.
TEST(Tls, AnOldServerThatJustAnswersIsTooOldToo)
{
    const auto hello = fromHex("16 0301 004a 02 000046 0301"
                               "0000000000000000000000000000000000000000000000000000000000000000"
                               "20 0000000000000000000000000000000000000000000000000000000000000000 002f 00")
                           .value();
    Server server(saying(textOf(hello)));
    const Hop hop = secureHop(walkInto(server.at()));
    EXPECT_EQ(outcomeOf(hop), "tls: too old a protocol");
    EXPECT_EQ(factOf(hop, "protocol"), "TLSv1.0");
    EXPECT_EQ(factOf(hop, "alert sent"), "70 protocol_version");
}

TEST(Tls, WithoutACommonCipherTheAlertSaysSo)
{
    Server server(secured({.shows = {world().good}, .newest = TLS1_2_VERSION, .ciphers = "AES128-SHA:@SECLEVEL=0"}));
    const Hop hop = secureHop(walkInto(server.at()));
    EXPECT_EQ(outcomeOf(hop), "tls-alert: no common cipher"); // an EC key cannot be used for an RSA key exchange
    EXPECT_EQ(factOf(hop, "alert received"), "40 handshake_failure");
}

TEST(Tls, WhatIsNotAHandshakeHasItsOwnCode)
{
    const auto resets = [](int connection) {
        char byte;
        ::recv(connection, &byte, 1, MSG_PEEK);
        resetOnClose(connection);
    };
    const auto closes = [](int connection) {
        char hello[4096];
        ::recv(connection, hello, sizeof hello, 0);
    };
    const auto alert = [](int number) { return saying(std::string("\x15\x03\x01\x00\x02\x02", 6) + char(number)); };
    const struct {
        const char *what;
        std::function<void(int)> serve;
        const char *outcome, *excerpt;
    } rows[] = {
        {"RST", resets, "reset: ", ""},
        {"FIN", closes, "closed: ", ""},
        {"SMTP", saying("220 mail.corp.test ESMTP ready\r\n"), "other-protocol: 32323020", "220 mail.corp.test ESMTP ready"},
        {"HTTP", saying("HTTP/1.1 400 Bad Request\r\n\r\n"), "other-protocol: 48545450", "HTTP/1.1 400 Bad Request"},
        {"half a line", saying("hi"), "other-protocol: 6869", "hi"},
        {"no TLS after the first byte", saying("\x16nonsense, and more of it"), "tls: wrong version number", ""},
        {"unrecognized_name", alert(112), "tls-alert: alert 112 unrecognized_name", ""},
        {"handshake_failure", alert(40), "tls-alert: no common cipher", ""},
        {"insufficient_security", alert(71), "tls-alert: no common cipher", ""},
        {"protocol_version", alert(70), "tls: too old a protocol", ""},
        {"internal_error", alert(80), "tls-alert: alert 80 internal_error", ""},
        {"certificate_required", alert(116), "tls-alert: client certificate demanded", ""},
        {"unknown", alert(99), "tls-alert: alert 0x63", ""},
    };
    for (const auto &row : rows) {
        SCOPED_TRACE(row.what);
        Server server(row.serve);
        const Hop hop = secureHop(walkInto(server.at()));
        EXPECT_EQ(outcomeOf(hop), row.outcome);
        EXPECT_EQ(hop.excerpt.value_or("").substr(0, std::string_view(row.excerpt).size()), row.excerpt);
        EXPECT_FALSE(hop.fact("certificate"));
    }
}

TEST(Tls, SilenceEndsAtTheDeadline)
{
    Server server(untilGone);
    EXPECT_EQ(outcomeOf(secureHop(walkInto(server.at(), {.deadlines = Deadlines::all(Milliseconds(100))}))), "timeout: ");
}

TEST(Tls, AClientCertificateDemandedIsToldApart)
{
    const Habits habits{.shows = {world().good}, .newest = TLS1_2_VERSION, .demandsCertificate = true};
    Server server(secured(habits));
    const Hop hop = secureHop(walkInto(server.at()));
    EXPECT_EQ(outcomeOf(hop), "tls-alert: client certificate demanded");
    EXPECT_EQ(factOf(hop, "client certificate"), "asked for");
    EXPECT_EQ(factOf(hop, "alert received"), "40 handshake_failure");
}

// RFC 8446 4.4.2.4: the client has finished before the server looks at what it was given.
TEST(Tls, InTls13TheDemandComesWithTheFirstAnswer)
{
    Server server(secured({.shows = {world().good}, .oldest = TLS1_3_VERSION, .demandsCertificate = true}));
    const auto walked =
        walkInto(server.at(), {.inside = [](const Step &step, net::Stream &stream) { receiveAll(step, stream, 1); }});
    EXPECT_EQ(secureHop(walked).outcome, Outcome::passed);
    EXPECT_EQ(factOf(secureHop(walked), "client certificate"), "asked for");
    const Hop call = hopsOf(walked.trace, Kind::call).at(0);
    EXPECT_EQ(outcomeOf(call), "tls-alert: client certificate demanded");
}

TEST(Tls, CarriesBytesBothWaysInPiecesOfAnySize)
{
    const std::string much(300'000, 'x');
    for (const int newest : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        Server server(secured({.shows = {world().good}, .newest = newest, .then = [&](SSL *ssl) {
                                   std::size_t size = 0;
                                   while (size < much.size())
                                       size += read(ssl, 16384).size();
                                   write(ssl, much);
                                   write(ssl, "end");
                                   SSL_shutdown(ssl);
                               }}));
        const auto walked = walkInto(server.at(), {.inside = [&](const Step &step, net::Stream &stream) {
                                         ask(step, stream, much);
                                         EXPECT_EQ(receiveAll(step, stream, much.size()), much);
                                         EXPECT_EQ(receiveAll(step, stream, 3), "end");
                                         receiveAll(step, stream, 1);
                                     }});
        ASSERT_TRUE(walked.stopped);
        EXPECT_EQ(walked.stopped->failure.code, Code::closed);
        EXPECT_EQ(walked.stopped->failure.text.find("close_notify"), std::string::npos);
        EXPECT_EQ(hopsOf(walked.trace, Kind::call).at(0).sent, much.size());
    }
}

TEST(Tls, TheEndOfTheConnectionHasItsKind)
{
    const struct {
        std::function<void(SSL *)> then;
        Code code;
        const char *text;
    } rows[] = {{[](SSL *ssl) { SSL_shutdown(ssl); }, Code::closed, "closed the connection"},
                {[](SSL *ssl) { ::shutdown(SSL_get_fd(ssl), SHUT_RDWR); }, Code::closed, "without the farewell"},
                {[](SSL *ssl) {
                     resetOnClose(SSL_get_fd(ssl));
                     ::close(::dup2(Fd(::socket(AF_INET, SOCK_STREAM, 0)), SSL_get_fd(ssl)));
                 },
                 Code::reset, "RESET"},
                {[](SSL *ssl) { // a record whose code does not fit
                     const char damaged[] = "\x17\x03\x03\x00\x20"
                                            "0123456789012345678901234567890";
                     ::send(SSL_get_fd(ssl), damaged, sizeof damaged, MSG_NOSIGNAL);
                 },
                 Code::tls, "TLS broke off"}};
    for (const auto &row : rows) {
        SCOPED_TRACE(row.text);
        Server server(secured({.shows = {world().good}, .then = row.then}));
        const auto walked =
            walkInto(server.at(), {.inside = [](const Step &step, net::Stream &stream) { receiveAll(step, stream, 1); }});
        ASSERT_TRUE(walked.stopped);
        EXPECT_EQ(nameOf(walked.stopped->failure.code), nameOf(row.code));
        EXPECT_THAT(walked.stopped->failure.text, testing::HasSubstr(row.text));
    }
}

TEST(Tls, ANewHandshakeIsRefusedAndTheStreamGoesOn)
{
    Server server(secured({.shows = {world().good}, .newest = TLS1_2_VERSION, .then = [](SSL *ssl) {
                               SSL_renegotiate(ssl);
                               SSL_do_handshake(ssl); // sends HelloRequest alone
                               write(ssl, "still here");
                           }}));
    std::string heard;
    walkInto(server.at(), {.inside = [&](const Step &step, net::Stream &stream) { heard = receiveAll(step, stream, 10); }});
    EXPECT_EQ(heard, "still here");
}

TEST(Tls, NewKeysAndTicketsAreNoAnswer)
{
    Server server(secured({.shows = {world().good}, .oldest = TLS1_3_VERSION, .then = [](SSL *ssl) {
                               for (int i = 0; i < 3; ++i) {
                                   SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED);
                                   SSL_new_session_ticket(ssl);
                                   write(ssl, "x");
                               }
                               write(ssl, read(ssl));
                           }}));
    std::string heard;
    walkInto(server.at(), {.inside = [&](const Step &step, net::Stream &stream) {
                 heard = receiveAll(step, stream, 3);
                 ask(step, stream, "echo");
                 heard += receiveAll(step, stream, 4);
             }});
    EXPECT_EQ(heard, "xxxecho");
}

// The authority of a test is no authority of the system's.
TEST(Tls, OnlyWhoIsTrustedIsBelieved)
{
    Server server(secured({.shows = {world().good, world().root}}));
    net::SystemNetwork network({});
    const auto walked = walkOver(
        network,
        [&](const Step &step) {
            auto stream = step.connect({"mail.corp.test", server.at().port}, {*addressFrom("127.0.0.1")});
            step.secure(stream);
        },
        {}, ample);
    EXPECT_EQ(outcomeOf(secureHop(walked)), "certificate: unknown authority");
}

// RFC 6066 3: a name without its final dot, and never a number.
TEST(Tls, TheServerIsToldWhichNameIsMeant)
{
    const struct {
        const char *host, *told;
    } rows[] = {{"mail.corp.test", "mail.corp.test"}, {"mail.corp.test.", "mail.corp.test"}, {"127.0.0.1", ""}};
    const Identity leaf = world().root.signs({.names = "DNS:mail.corp.test,IP:127.0.0.1"});
    for (const auto &row : rows) {
        Server server(secured({.shows = {leaf}, .then = [](SSL *ssl) {
                                   const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
                                   write(ssl, std::string(name ? name : "") + '.');
                               }}));
        const std::string told(row.told);
        std::string heard;
        walkInto(server.at(), {.host = row.host, .inside = [&](const Step &step, net::Stream &stream) {
                                   heard = receiveAll(step, stream, told.size() + 1);
                               }});
        EXPECT_EQ(heard, told + '.');
    }
}

// What a walk would send is a password, at worst.
TEST(Tls, NotAByteOfOursFollowsAHandshakeWithAFaultyCertificate)
{
    for (const int newest : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        std::atomic<int> heard{-1};
        {
            Server server(secured({.shows = {Identity::selfSigned({})}, .newest = newest, .then = [&](SSL *ssl) {
                                       heard = static_cast<int>(read(ssl).size());
                                   }}));
            walkInto(server.at(), {.inside = [](const Step &step, net::Stream &stream) { ask(step, stream, "secret"); }});
        }
        EXPECT_EQ(heard, 0);
    }
}

TEST(Tls, AStreamWhoseHandshakeFailedIsOver)
{
    Server server(saying("220 ready\r\n"));
    net::SystemNetwork network({});
    const auto walked = walkOver(
        network,
        [&](const Step &step) {
            auto stream = step.connect({"mail.corp.test", server.at().port}, {*addressFrom("127.0.0.1")});
            const auto tried = step.attempt({Kind::attempt, "TLS", ""}, [&](const Step &hop) {
                hop.secure(stream);
                return true;
            });
            EXPECT_FALSE(tried);
            ask(step, stream, "in clear");
        },
        {}, ample);
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::closed);
}
