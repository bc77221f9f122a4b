#include "loopback.h"
#include "net/system_network.h"
#include "support/scripted_network.h"

#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::test;
using net::Plan;
using net::Step;
using trace::Code;
using trace::Kind;
using trace::Outcome;

namespace {

const Plan call{Kind::call, "Ask", ""};
const auto soon = Deadlines::all(Milliseconds(100));
const auto ample = Deadlines::all(Milliseconds(20000));

net::Stream open(const Step &step, const Endpoint &at) { return step.connect(at, {}); }

Walked walk(const Path &path, Deadlines deadlines = ample, const net::Stop &stop = {})
{
    net::SystemNetwork network{{}};
    auto walked = walkOver(network, path, stop, deadlines);
    expectAllClosed(walked.trace);
    return walked;
}

Bytes pattern(std::size_t size)
{
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<Byte>(i * 7 + i / 251);
    return bytes;
}

// More than the buffers of both ends together.
const Bytes tooMuch(32 << 20);

void sendForever(int connection)
{
    const Bytes much(1 << 20);
    while (::send(connection, much.data(), much.size(), MSG_NOSIGNAL) > 0)
        ;
}

void echo(int connection)
{
    Bytes bytes(100000);
    for (ssize_t got; (got = ::recv(connection, bytes.data(), bytes.size(), 0)) > 0;)
        for (ssize_t at = 0, sent; at < got; at += sent)
            if ((sent = ::send(connection, bytes.data() + at, static_cast<std::size_t>(got - at), MSG_NOSIGNAL)) <= 0)
                return;
}

/// The code with which a walk ends, and that exactly one hop of this kind carries it.
void expectFailure(const Walked &walked, Kind kind, Code code)
{
    ASSERT_TRUE(walked.stopped.has_value());
    EXPECT_EQ(nameOf(walked.stopped->failure.code), nameOf(code)) << walked.stopped->failure.text;
    const auto failures = innermostFailures(walked.trace);
    ASSERT_EQ(failures.size(), 1u);
    EXPECT_EQ(failures[0].kind, kind);
    EXPECT_EQ(failures[0].failure, walked.stopped->failure);
}

} // namespace

TEST(Sockets, APortThatNobodyListensOnRefuses)
{
    const Bound closed;
    const auto walked = walk([&](const Step &step) { open(step, closed.at()); });
    expectFailure(walked, Kind::connect, Code::refused);
    const auto hop = hopsOf(walked.trace, Kind::connect).at(0);
    EXPECT_TRUE(hop.fact("local address"));
    EXPECT_FALSE(hop.fact("said by"));
}

TEST(Sockets, APortThatSwallowsTimesOut)
{
    const Swallower swallower;
    expectFailure(walk([&](const Step &step) { open(step, swallower.at()); }, soon), Kind::connect, Code::timeout);
}

TEST(Sockets, AnAddressThatThisMachineCannotConnectToIsUnreachable)
{
    // Linux refuses TCP to a broadcast address by itself.
    const auto walked = walk([&](const Step &step) { open(step, {"127.255.255.255", 135}); });
    expectFailure(walked, Kind::connect, Code::unreachable);
    const auto hop = hopsOf(walked.trace, Kind::connect).at(0);
    ASSERT_TRUE(hop.fact("said by"));
    EXPECT_EQ(*hop.fact("said by"), "this machine, no ICMP message");
}

TEST(Sockets, AResetAndAnEndAreTwoThings)
{
    for (const bool reset : {true, false}) {
        Server server([&](int connection) {
            char asked{};
            ::recv(connection, &asked, 1, 0); // not before the connection has been judged
            if (reset)
                resetOnClose(connection);
        });
        const auto walked = walk([&](const Step &step) {
            auto stream = open(step, server.at());
            step.run(call, [&](const Step &hop) {
                Bytes answer;
                hop.send(stream, viewOf("?"));
                hop.receive(stream, answer, 1);
            });
        });
        expectFailure(walked, Kind::call, reset ? Code::reset : Code::closed);
    }
}

TEST(Sockets, WhatCameBeforeTheEndIsStillReceived)
{
    Server server([](int connection) { ::send(connection, "last words", 10, MSG_NOSIGNAL); });
    Bytes answer;
    const auto walked = walk([&](const Step &step) {
        auto stream = open(step, server.at());
        step.run(call, [&](const Step &hop) {
            for (;;)
                hop.receive(stream, answer, 4);
        });
    });
    EXPECT_EQ(textOf(answer), "last words");
    expectFailure(walked, Kind::call, Code::closed);
}

TEST(Sockets, SilenceTimesOut)
{
    Server server(untilGone);
    const auto walked = walk(
        [&](const Step &step) {
            auto stream = open(step, server.at());
            step.run(call, [&](const Step &hop) {
                hop.send(stream, viewOf("hello"));
                Bytes answer;
                hop.receive(stream, answer, 1);
            });
        },
        soon);
    expectFailure(walked, Kind::call, Code::timeout);
    EXPECT_EQ(hopsOf(walked.trace, Kind::call).at(0).sent, 5u);
}

TEST(Sockets, WhoTakesNoMoreTimesOutToo)
{
    Server server(takeNothing);
    const auto walked = walk(
        [&](const Step &step) {
            auto stream = open(step, server.at());
            step.run(call, [&](const Step &hop) { hop.send(stream, tooMuch); });
        },
        soon);
    expectFailure(walked, Kind::call, Code::timeout);
    EXPECT_GT(hopsOf(walked.trace, Kind::call).at(0).sent, 0u);
}

TEST(Sockets, MuchGoesThroughUnchangedInBothDirections)
{
    Server server(echo);
    const Bytes sent = pattern(300001);
    Bytes back;
    const auto walked = walk([&](const Step &step) {
        auto stream = open(step, server.at());
        step.run(call, [&](const Step &hop) {
            for (std::size_t at = 0; at < sent.size(); at += 50000) {
                const auto piece = View(sent).subspan(at, std::min<std::size_t>(50000, sent.size() - at));
                hop.send(stream, piece);
                while (back.size() < at + piece.size())
                    hop.receive(stream, back, 1234);
            }
        });
    });
    EXPECT_FALSE(walked.stopped);
    EXPECT_EQ(back, sent);
    EXPECT_EQ(hopsOf(walked.trace, Kind::call).at(0).received, sent.size());
}

TEST(Sockets, IPv4WinsWhereIPv6RefusesOrIsSwallowed)
{
    for (const bool swallowed : {false, true}) {
        Server server(untilGone);
        const Fd six = boundToV6(server.at().port);
        if (six < 0)
            GTEST_SKIP() << "no IPv6 on loopback here";
        Fd queue[4];
        if (swallowed) {
            ::listen(six, 0);
            for (Fd &each : queue) {
                each = Fd(::socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
                sockaddr_in6 to{};
                to.sin6_family = AF_INET6;
                to.sin6_addr = in6addr_loopback;
                to.sin6_port = htons(server.at().port);
                ::connect(each, reinterpret_cast<sockaddr *>(&to), sizeof to);
            }
        }
        const auto walked = walk([&](const Step &step) {
            const auto stream =
                step.connect({"ex1.corp.test", server.at().port}, {*addressFrom("::1"), *addressFrom("127.0.0.1")});
            EXPECT_EQ(toText(stream.address()), "127.0.0.1");
        });
        EXPECT_FALSE(walked.stopped);
        const auto hops = hopsOf(walked.trace, Kind::connect);
        ASSERT_EQ(hops.size(), 2u);
        EXPECT_EQ(nameOf(hops[0].outcome), swallowed ? "cancelled" : "failed");
        EXPECT_EQ(hops[1].outcome, Outcome::passed);
    }
}

TEST(Sockets, ADetourReallyLeadsElsewhere)
{
    Server server(untilGone);
    net::SystemNetwork network{{}};
    const auto walked = walkOver(network,
                                 [](const Step &step) {
                                     step.connect({"ex1.corp.test", 135}, {*addressFrom("192.0.2.1")});
                                 },
                                 {}, ample, {{{"ex1.corp.test", 135}, server.at()}});
    EXPECT_FALSE(walked.stopped);
}

// Each row waits in one act; the stop comes when the hop of that act is open.
TEST(Sockets, AStopEndsEveryActWithinHalfASecond)
{
    struct Row {
        const char *what;
        Kind waitsIn;
        std::function<void(const Step &)> path;
    };
    const Swallower swallower;
    const Bound silentNameServer(SOCK_DGRAM);
    Server silent(untilGone), flooding(sendForever), stuffed(takeNothing);
    const Row rows[] = {
        {"resolve", Kind::resolve, [](const Step &step) { step.resolve("ex1.corp.test"); }},
        {"connect", Kind::connect, [&](const Step &step) { open(step, swallower.at()); }},
        {"receive", Kind::call,
         [&](const Step &step) {
             auto stream = open(step, silent.at());
             step.run(call, [&](const Step &hop) {
                 Bytes answer;
                 hop.receive(stream, answer, 1);
             });
         }},
        {"receive from a flooding peer", Kind::call,
         [&](const Step &step) {
             auto stream = open(step, flooding.at());
             step.run(call, [&](const Step &hop) {
                 for (Bytes answer;; answer.clear())
                     hop.receive(stream, answer, 1 << 20);
             });
         }},
        {"send", Kind::call,
         [&](const Step &step) {
             auto stream = open(step, stuffed.at());
             step.run(call, [&](const Step &hop) { hop.send(stream, tooMuch); });
         }},
    };
    for (const Row &row : rows) {
        SCOPED_TRACE(row.what);
        const net::Stop stop;
        net::SystemNetwork network{{.nameServer = silentNameServer.at(), .fixed = {}}};
        trace::Recorder recorder{trace::Asked{}};
        net::Journey journey{recorder, network, ample, {}};
        std::optional<net::Stopped> stopped;
        std::thread walker([&] { stopped = Step::walk(journey, stop, {Kind::walk, "Walk", ""}, row.path); });
        while (hopsOf(recorder.trace(), row.waitsIn).empty())
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
