#include "support/scripted_network.h"

#include <gtest/gtest.h>
#include <system_error>

using namespace mailwalk;
using namespace mailwalk::test;
using net::Step;
using trace::Code;
using trace::Kind;
using trace::Outcome;

namespace {

std::vector<Address> addresses(const std::vector<std::string> &texts)
{
    std::vector<Address> found;
    for (const auto &text : texts)
        found.push_back(addressFrom(text).value());
    return found;
}

Walked connect(ScriptedNetwork &net, const Endpoint &target, const std::vector<std::string> &to, Deadlines deadlines,
               const std::vector<net::Detour> &detours = {}, std::string *won = nullptr)
{
    const auto path = [&](const Step &step) {
        const auto stream = step.connect(target, addresses(to));
        if (won)
            *won = toText(stream.address());
        EXPECT_EQ(stream.target(), target);
    };
    auto walked = walkOver(net, path, {}, deadlines, detours);
    expectAllClosed(walked.trace);
    return walked;
}

const Endpoint target{"ex1.corp.test", 135};
const auto soon = Deadlines::all(Milliseconds(50));
const auto ample = Deadlines::all(Milliseconds(5000));

} // namespace

TEST(Connect, GoesOnToTheNextAddressWhenOneRefuses)
{
    ScriptedNetwork net;
    net.expectDial("192.0.2.1:135").refuses();
    net.expectDial("192.0.2.2:135").connects();
    std::string won;
    const auto walked = connect(net, target, {"192.0.2.1", "192.0.2.2"}, ample, {}, &won);
    EXPECT_EQ(won, "192.0.2.2");
    const auto hops = hopsOf(walked.trace, Kind::connect);
    ASSERT_EQ(hops.size(), 2u);
    EXPECT_EQ(hops[0].outcome, Outcome::failed);
    EXPECT_EQ(hops[0].address, "192.0.2.1");
    EXPECT_EQ(hops[0].port, 135);
    EXPECT_EQ(hops[0].target, "ex1.corp.test:135");
    EXPECT_EQ(hops[1].outcome, Outcome::passed);
    EXPECT_EQ(walked.trace.hops[0].outcome, Outcome::passed);
}

TEST(Connect, StartsTheNextAfterAQuarterOfASecondAndCancelsTheLoser)
{
    ScriptedNetwork net;
    net.expectDial("192.0.2.1:135").isSilent();
    net.expectDial("192.0.2.2:135").connects();
    const auto hops = hopsOf(connect(net, target, {"192.0.2.1", "192.0.2.2"}, ample).trace, Kind::connect);
    ASSERT_EQ(hops.size(), 2u);
    EXPECT_EQ(hops[0].outcome, Outcome::cancelled);
    EXPECT_FALSE(hops[0].failure);
    EXPECT_EQ(hops[1].outcome, Outcome::passed);
    EXPECT_GE(hops[1].opened - hops[0].opened, 249.0);
}

TEST(Connect, TheFamiliesTakeTurns)
{
    ScriptedNetwork net;
    for (const char *next : {"[2001:db8::1]:135", "192.0.2.1:135", "[2001:db8::2]:135", "[2001:db8::3]:135"})
        net.expectDial(next).refuses();
    connect(net, target, {"2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1"}, ample);
}

TEST(Connect, FailsWithTheMostTellingOfTheFailures)
{
    const auto failure = [](Code code) { return trace::Failure{code, "scripted", {}, {}}; };
    const Code ranks[] = {Code::refused, Code::reset, Code::timeout, Code::unreachable, Code::permission};
    for (std::size_t telling = 0; telling < std::size(ranks); ++telling) {
        for (std::size_t other = telling + 1; other < std::size(ranks); ++other) {
            ScriptedNetwork net;
            net.expectDial("192.0.2.1:135").fails(failure(ranks[other]));
            net.expectDial("192.0.2.2:135").fails(failure(ranks[telling]));
            const auto walked = connect(net, target, {"192.0.2.1", "192.0.2.2"}, ample);
            ASSERT_TRUE(walked.stopped);
            EXPECT_EQ(walked.stopped->failure.code, ranks[telling]);
            EXPECT_EQ(walked.stopped->hop, hopsOf(walked.trace, Kind::connect)[1].id);
            EXPECT_FALSE(walked.trace.hops[0].failure);
        }
    }
}

TEST(Connect, EveryAddressGetsItsOwnTimeAndClosesAsTimeout)
{
    ScriptedNetwork net;
    net.expectDial("192.0.2.1:135").isSilent();
    net.expectDial("192.0.2.2:135").isSilent();
    const auto walked = connect(net, target, {"192.0.2.1", "192.0.2.2"}, soon);
    EXPECT_EQ(walked.stopped->failure.code, Code::timeout);
    for (const auto &hop : hopsOf(walked.trace, Kind::connect)) {
        EXPECT_EQ(hop.outcome, Outcome::failed);
        EXPECT_EQ(hop.failure->code, Code::timeout);
        EXPECT_GE(*hop.closed - hop.opened, 49.0);
    }
}

TEST(Connect, ADetourLeadsElsewhereAndKeepsTheNameAskedFor)
{
    const std::vector<net::Detour> detours{{{"EX1.corp.test.", 135}, {"127.0.0.1", 4135}}, {{"2001:db8::1", 443}, {"::1", 4443}}};
    {
        ScriptedNetwork net;
        net.expectDial("127.0.0.1:4135").connects();
        const auto hop = hopsOf(connect(net, target, {"192.0.2.1"}, soon, detours).trace, Kind::connect).at(0);
        EXPECT_EQ(hop.target, "ex1.corp.test:135");
        EXPECT_EQ(hop.address, "127.0.0.1");
        EXPECT_EQ(hop.port, 4135);
        ASSERT_TRUE(hop.fact("connect-to"));
        EXPECT_EQ(*hop.fact("connect-to"), "127.0.0.1:4135");
    }
    {
        ScriptedNetwork net;
        net.expectDial("[::1]:4443").connects();
        connect(net, {"2001:0db8:0:0::1", 443}, {}, soon, detours); // a number is the same however it is written
    }
    {
        ScriptedNetwork net;
        net.expectDial("192.0.2.1:443").connects();
        const auto hop = hopsOf(connect(net, {"ex1.corp.test", 443}, {"192.0.2.1"}, soon, detours).trace, Kind::connect).at(0);
        EXPECT_FALSE(hop.fact("connect-to"));
    }
}

TEST(Connect, ANumberNeedsNoAddressesAndANameWithoutAnyIsAFaultOfOurs)
{
    ScriptedNetwork net;
    net.expectDial("192.0.2.1:135").connects();
    EXPECT_FALSE(connect(net, {"192.0.2.1", 135}, {}, soon).stopped);

    const auto walked = connect(net, target, {}, soon);
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::internal);
    EXPECT_EQ(innermostFailures(walked.trace).at(0).kind, Kind::connect);
}

TEST(Connect, AStopEndsEveryAttempt)
{
    const net::Stop stop;
    ScriptedNetwork net;
    net.expectDial("192.0.2.1:135").isSilent();
    net.expectDial("192.0.2.2:135").isSilent();
    net.breakAt({1, Mishap::Way::stop}, stop);
    const auto walked = walkOver(
        net,
        [](const Step &step) {
            step.connect(target, addresses({"192.0.2.1", "192.0.2.2"}));
        },
        stop, ample);
    ASSERT_TRUE(walked.stopped && walked.stopped->cancelled);
    const auto hops = hopsOf(walked.trace, Kind::connect);
    ASSERT_EQ(hops.size(), 2u);
    EXPECT_EQ(hops[0].outcome, Outcome::cancelled);
    EXPECT_EQ(hops[1].outcome, Outcome::cancelled);
}

TEST(Connect, AnExceptionOfTheSystemClosesEveryAttemptAndBlamesTheNewest)
{
    struct Exhausted final : net::Network {
        std::unique_ptr<net::Lookup> lookUp(const std::string &) override { throw std::bad_alloc(); }
        std::unique_ptr<net::ServiceLookup> lookUpServices(const std::string &) override { throw std::bad_alloc(); }
        std::unique_ptr<net::Handshake> secure(std::unique_ptr<net::Wire>, const std::string &, net::OldestTls) override
        {
            throw std::bad_alloc();
        }
        std::unique_ptr<net::Dial> dial(const Address &address, std::uint16_t port) override
        {
            if (address == *addressFrom("192.0.2.2"))
                throw std::system_error(EMFILE, std::system_category(), "eventfd");
            return silent.dial(address, port);
        }
        ScriptedNetwork silent;
    } exhausted;
    exhausted.silent.expectDial("192.0.2.1:135").isSilent();
    const auto walked = walkOver(
        exhausted,
        [](const Step &step) {
            step.connect(target, addresses({"192.0.2.1", "192.0.2.2"}));
        },
        {}, ample);
    expectAllClosed(walked.trace);
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::internal);
    const auto hops = hopsOf(walked.trace, Kind::connect);
    ASSERT_EQ(hops.size(), 2u);
    EXPECT_EQ(hops[0].outcome, Outcome::cancelled);
    EXPECT_EQ(hops[1].outcome, Outcome::failed);
    EXPECT_EQ(innermostFailures(walked.trace).at(0).id, walked.stopped->hop);
    EXPECT_EQ(hops[1].id, walked.stopped->hop);
}

TEST(Connect, NobodyIsTriedAtMoreThanSixteenAddresses)
{
    ScriptedNetwork net;
    std::vector<std::string> many;
    for (int i = 1; i <= 40; ++i) {
        many.push_back("192.0.2." + std::to_string(i));
        if (i <= 16)
            net.expectDial(many.back() + ":135").refuses();
    }
    EXPECT_EQ(hopsOf(connect(net, target, many, ample).trace, Kind::connect).size(), 16u);
}
