#include "net/system_network.h"
#include "support/scripted_network.h"
#include "tls_server.h"

#include <fstream>
#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::test;
using net::Failure;
using net::Step;
using trace::Code;
using trace::Kind;
using trace::Outcome;

namespace {

const Deadlines ample = Deadlines::all(Milliseconds(10000));
const net::Plan call{Kind::call, "Ask", ""};

struct Company {
    Identity root = Identity::selfSigned({.commonName = "Test Root", .names = "", .authority = true});
    Identity leaf = root.signs({});
};

const Company &company()
{
    static const Company made;
    return made;
}

/// Gives and takes a byte at a time, every other time none.
class Trickle final : public net::Wire
{
public:
    explicit Trickle(std::unique_ptr<net::Wire> whole) : whole_(std::move(whole)) {}
    void watch(std::vector<net::Watch> &what) const override { whole_->watch(what); }
    std::optional<Clock::time_point> wakeAt() const override { return Clock::now(); }
    void progress() override { whole_->progress(); }
    bool ready() const override { return whole_->ready(); }
    void awaitSending(bool wanted) override { whole_->awaitSending(wanted); }
    Result<std::size_t, Failure> send(View bytes) override
    {
        if ((sends_ = !sends_))
            return std::size_t{0};
        return whole_->send(bytes.first(std::min<std::size_t>(bytes.size(), 1)));
    }
    Result<Bytes, Failure> receive(std::size_t) override
    {
        if ((receives_ = !receives_))
            return Bytes{};
        return whole_->receive(1);
    }

private:
    std::unique_ptr<net::Wire> whole_;
    bool sends_{}, receives_{};
};

class TricklingNetwork final : public net::Network
{
public:
    explicit TricklingNetwork(net::Network &real) : real_(real) {}
    std::unique_ptr<net::Lookup> lookUp(const std::string &host) override { return real_.lookUp(host); }
    std::unique_ptr<net::ServiceLookup> lookUpServices(const std::string &name) override { return real_.lookUpServices(name); }
    std::unique_ptr<net::Dial> dial(const Address &to, std::uint16_t port) override { return real_.dial(to, port); }
    std::unique_ptr<net::Handshake> secure(std::unique_ptr<net::Wire> wire, const std::string &host,
                                           net::OldestTls oldest) override
    {
        return real_.secure(std::make_unique<Trickle>(std::move(wire)), host, oldest);
    }

private:
    net::Network &real_;
};

/// Has read the system's authorities already, so that what is measured is the handshake.
net::Network &network()
{
    static net::SystemNetwork made({}, {{company().root.pem()}});
    static const bool read = [] {
        Server server(secured({.shows = {company().leaf}}));
        const auto walked = walkOver(
            made,
            [&](const Step &step) {
                auto stream = step.connect({"mail.corp.test", server.at().port}, {*addressFrom("127.0.0.1")});
                step.secure(stream);
            },
            {}, ample);
        return !walked.stopped;
    }();
    EXPECT_TRUE(read);
    return made;
}

net::Stream dialled(const Step &step, const Server &server)
{
    return step.connect({"mail.corp.test", server.at().port}, {*addressFrom("127.0.0.1")});
}

std::function<void(int)> flooding(std::string text)
{
    return [text = std::move(text)](int connection) {
        while (::send(connection, text.data(), text.size(), MSG_NOSIGNAL) > 0)
            ;
    };
}

const Bytes moreThanFits(32 << 20); // into the buffers of both ends

void writeForever(SSL *ssl)
{
    const std::string much(16384, 'x');
    while (SSL_write(ssl, much.data(), static_cast<int>(much.size())) > 0)
        ;
}

void demandForever(SSL *ssl)
{
    while (SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED) && SSL_do_handshake(ssl) == 1)
        ;
}

// RFC 5246 7.4.1.1: a client may pass over it while it shakes hands.
const std::string helloRequest("\x16\x03\x03\x00\x04\x00\x00\x00\x00", 9);

std::string repeated(const std::string &text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool memoryTells = false; // sanitizers keep what was freed
#else
constexpr bool memoryTells = true;
#endif

/// Fails the test when what lies between its making and its end has made the program much larger.
class NoMoreMemory
{
public:
    ~NoMoreMemory()
    {
        if (memoryTells) {
            EXPECT_LT(resident(), before_ + 64 * 1024);
        }
    }

private:
    static std::size_t resident() // kilobytes
    {
        std::ifstream status("/proc/self/statm");
        std::size_t total = 0, pages = 0;
        status >> total >> pages;
        return pages * 4;
    }
    std::size_t before_ = resident();
};

} // namespace

TEST(TlsEdges, AByteAtATimeIsEnough)
{
    for (const int newest : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        Server server(secured({.shows = {company().leaf}, .newest = newest, .then = [](SSL *ssl) { write(ssl, read(ssl)); }}));
        TricklingNetwork trickling(network());
        Bytes heard;
        const auto walked = walkOver(
            trickling,
            [&](const Step &step) {
                auto stream = dialled(step, server);
                step.secure(stream);
                step.run(call, [&](const Step &hop) {
                    hop.send(stream, viewOf("echo"));
                    while (heard.size() < 4)
                        hop.receive(stream, heard, 100);
                });
            },
            {}, ample);
        EXPECT_FALSE(walked.stopped) << walked.stopped->failure.text;
        EXPECT_EQ(textOf(heard), "echo");
    }
}

// Each row waits in one act; the stop comes when the hop of that act is open.
TEST(TlsEdges, AStopEndsEveryWaitAtOnce)
{
    Server silent(untilGone), stuffing(flooding(repeated(helloRequest, 5000))), shy(secured({.shows = {company().leaf}})),
        flood(secured({.shows = {company().leaf}, .then = writeForever})),
        deaf(secured({.shows = {company().leaf}, .then = [](SSL *ssl) { takeNothing(SSL_get_fd(ssl)); }}));
    Server demanding(secured({.shows = {company().leaf}, .oldest = TLS1_3_VERSION, .then = demandForever}));
    const struct {
        const char *what;
        Server &server;
        Kind waitsIn;
        std::function<void(const Step &, net::Stream &)> inside;
    } rows[] = {
        {"silence in the handshake", silent, Kind::secure, {}},
        {"a flood in the handshake", stuffing, Kind::secure, {}},
        {"silence after it", shy, Kind::call,
         [](const Step &hop, net::Stream &stream) {
             Bytes heard;
             hop.receive(stream, heard, 1);
         }},
        {"demands for new keys", demanding, Kind::call,
         [](const Step &hop, net::Stream &stream) {
             Bytes heard;
             hop.receive(stream, heard, 1);
         }},
        {"a flood after it", flood, Kind::call,
         [](const Step &hop, net::Stream &stream) {
             for (Bytes heard;; heard.clear())
                 hop.receive(stream, heard, 1 << 20);
         }},
        {"a peer that takes nothing", deaf, Kind::call,
         [](const Step &hop, net::Stream &stream) { hop.send(stream, moreThanFits); }},
    };
    net::Network &ready = network();
    for (const auto &row : rows) {
        SCOPED_TRACE(row.what);
        const net::Stop stop;
        trace::Recorder recorder{trace::Asked{}};
        net::Journey journey{recorder, ready, ample, {}};
        std::optional<net::Stopped> stopped;
        std::thread walker([&] {
            stopped = Step::walk(journey, stop, {Kind::walk, "Walk", ""}, [&](const Step &step) {
                auto stream = dialled(step, row.server);
                step.secure(stream);
                step.run(call, [&](const Step &hop) { row.inside(hop, stream); });
            });
        });
        const auto late = Clock::now() + std::chrono::seconds(30);
        while (hopsOf(recorder.trace(), row.waitsIn).empty() && Clock::now() < late)
            std::this_thread::yield();
        const auto asked = Clock::now();
        stop.ring();
        walker.join();
        EXPECT_LT(Clock::now() - asked, Milliseconds(500));
        ASSERT_TRUE(stopped && stopped->cancelled);
        expectAllClosed(recorder.trace());
        for (const auto &hop : hopsOf(recorder.trace(), row.waitsIn))
            EXPECT_EQ(hop.outcome, Outcome::cancelled);
    }
}

TEST(TlsEdges, AFloodInTheHandshakeEndsAtTheDeadlineAndFillsNoMemory)
{
    const struct {
        std::string flood;
        const char *code;
    } rows[] = {
        {repeated(helloRequest, 5000), "timeout"},
        {std::string(65536, 'x'), "other-protocol"},
        {repeated(std::string("\x15\x03\x03\x00\x02\x01\x70", 7), 5000), "tls"}, // warnings
        {repeated(std::string("\x16\x03\x03\x40\x00", 5) + std::string("\x02\xff\xff\xff", 4) + std::string(16380, 'x'), 4),
         "tls"},
    };
    net::Network &ready = network();
    for (const auto &row : rows) {
        SCOPED_TRACE(row.code);
        Server server(flooding(row.flood));
        const NoMoreMemory bounded;
        const auto walked = walkOver(
            ready,
            [&](const Step &step) {
                auto stream = dialled(step, server);
                step.secure(stream);
            },
            {}, Deadlines::all(Milliseconds(500)));
        ASSERT_TRUE(walked.stopped);
        EXPECT_EQ(nameOf(walked.stopped->failure.code), row.code);
    }
}

// RFC 8446 4.6.3: each demand for new keys wants an answer, which a peer that takes nothing never takes.
TEST(TlsEdges, DemandsWithoutEndEndAtTheDeadlineAndFillNoMemory)
{
    Server server(secured({.shows = {company().leaf}, .oldest = TLS1_3_VERSION, .then = demandForever}));
    const NoMoreMemory bounded;
    const auto walked = walkOver(
        network(),
        [&](const Step &step) {
            auto stream = dialled(step, server);
            step.secure(stream);
            step.run(call, [&](const Step &hop) {
                Bytes heard;
                hop.receive(stream, heard, 1);
            });
        },
        {}, Deadlines::all(Milliseconds(1000)));
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::timeout);
}

TEST(TlsEdges, TwoEarsInsideTlsHearWhicheverSpeaksFirst)
{
    const auto echo = [](SSL *ssl) { write(ssl, read(ssl)); };
    Server first(secured({.shows = {company().leaf}, .then = echo})), second(secured({.shows = {company().leaf}, .then = echo}));
    const auto walked = walkOver(
        network(),
        [&](const Step &step) {
            auto one = dialled(step, first), two = dialled(step, second);
            step.secure(one);
            step.secure(two);
            step.run(call, [&](const Step &hop) {
                Bytes fromOne, fromTwo;
                hop.send(two, viewOf("two"));
                while (fromTwo.size() < 3)
                    EXPECT_EQ(hop.receive({{one, fromOne}, {two, fromTwo}}, 2).which, 1u);
                hop.send(one, viewOf("one"));
                while (fromOne.size() < 3)
                    EXPECT_EQ(hop.receive({{one, fromOne}, {two, fromTwo}}, 2).which, 0u);
                EXPECT_EQ(textOf(fromOne) + textOf(fromTwo), "onetwo");
            });
        },
        {}, ample);
    EXPECT_FALSE(walked.stopped) << walked.stopped->failure.text;
}

TEST(TlsEdges, ManyThreadsShakeHandsAtOnce)
{
    std::vector<std::unique_ptr<Server>> servers;
    for (int i = 0; i < 8; ++i)
        servers.push_back(std::make_unique<Server>(secured({.shows = {company().leaf}})));
    const auto walked = walkOver(
        network(),
        [&](const Step &step) {
            std::vector<std::pair<net::Plan, std::function<void(const Step &)>>> paths;
            for (const auto &server : servers)
                paths.push_back({{Kind::attempt, "One", ""}, [&server](const Step &hop) {
                                     auto stream = dialled(hop, *server);
                                     hop.secure(stream);
                                 }});
            Step::sideBySide(step, paths);
        },
        {}, ample);
    EXPECT_FALSE(walked.stopped);
    for (const auto &hop : hopsOf(walked.trace, Kind::secure))
        EXPECT_EQ(hop.outcome, Outcome::passed);
}
