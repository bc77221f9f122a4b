#include "support/golden.h"
#include "support/scripted_network.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>
#include <thread>

using namespace mailwalk;
using namespace mailwalk::test;
using net::Failure;
using net::Plan;
using net::Step;
using net::Stopped;
using trace::Code;
using trace::Kind;
using trace::Outcome;

namespace {

const Endpoint server{"ex1.corp.test", 135};
const Plan call{Kind::call, "Ask", "ex1.corp.test:135"};

net::Stream open(const Step &step) { return step.connect(server, step.resolve(server.host)); }

void askOnce(const Step &step)
{
    auto stream = open(step);
    step.run(call, [&](const Step &hop) {
        hop.send(stream, hex("01"));
        Bytes answer;
        hop.receive(stream, answer, 100);
    });
}

void opens(ScriptedNetwork &net)
{
    net.expectLookup("ex1.corp.test").answers({"192.0.2.1"});
    net.expectDial("192.0.2.1:135").connects();
}

struct Row {
    const char *what;
    std::function<void(ScriptedNetwork &)> script;
    Kind kind; ///< of the act that meets it
    const char *outcome, *code;
};

const char *codeOf(const trace::Hop &hop) { return hop.failure ? nameOf(hop.failure->code).data() : ""; }

} // namespace

// Every act times everything that can come of it: one hop of its kind, closed as it ended.
TEST(Step, EveryActLeavesOneHopClosedAsItEnded)
{
    const auto dial = [](auto &net) -> Line & {
        net.expectLookup("ex1.corp.test").answers({"192.0.2.1"});
        return net.expectDial("192.0.2.1:135");
    };
    const auto send = [](auto &net) -> Line & {
        opens(net);
        return net.expectSend("01");
    };
    const auto failure = [](Code code) { return Failure{code, "scripted", {}, {}}; };
    const Row rows[] = {
        {"all is well", [&](auto &net) { send(net).replies("02"); }, Kind::call, "passed", ""},
        {"name unknown", [&](auto &net) { net.expectLookup("ex1.corp.test").refuses(); }, Kind::resolve, "failed",
         "name-not-found"},
        {"name without address", [&](auto &net) { net.expectLookup("ex1.corp.test").fails(failure(Code::nameNoData)); },
         Kind::resolve, "failed", "name-no-data"},
        {"name server broken", [&](auto &net) { net.expectLookup("ex1.corp.test").fails(failure(Code::nameServerFailure)); },
         Kind::resolve, "failed", "name-server-failure"},
        {"name service silent", [&](auto &net) { net.expectLookup("ex1.corp.test").isSilent(); }, Kind::resolve, "failed",
         "timeout"},
        {"port refuses", [&](auto &net) { dial(net).refuses(); }, Kind::connect, "failed", "refused"},
        {"port swallowed", [&](auto &net) { dial(net).isSilent(); }, Kind::connect, "failed", "timeout"},
        {"no way there", [&](auto &net) { dial(net).fails(failure(Code::unreachable)); }, Kind::connect, "failed", "unreachable"},
        {"not allowed here", [&](auto &net) { dial(net).fails(failure(Code::permission)); }, Kind::connect, "failed",
         "permission"},
        {"reset while connecting", [&](auto &net) { dial(net).resets(); }, Kind::connect, "failed", "reset"},
        {"reset before anything is sent", [&](auto &net) { dial(net).connects().resets(); }, Kind::call, "failed", "reset"},
        {"closed after the question", [&](auto &net) { send(net).closes(); }, Kind::call, "failed", "closed"},
        {"reset after the question", [&](auto &net) { send(net).resets(); }, Kind::call, "failed", "reset"},
        {"no answer", [&](auto &net) { send(net).isSilent(); }, Kind::call, "failed", "timeout"},
    };
    for (const Row &row : rows) {
        SCOPED_TRACE(row.what);
        ScriptedNetwork net;
        row.script(net);
        const Walked walked = walkOver(net, askOnce);
        expectAllClosed(walked.trace);
        const auto hops = hopsOf(walked.trace, row.kind);
        ASSERT_EQ(hops.size(), 1u);
        EXPECT_EQ(nameOf(hops[0].outcome), row.outcome);
        EXPECT_STREQ(codeOf(hops[0]), row.code);
        EXPECT_EQ(walked.stopped.has_value(), hops[0].outcome == Outcome::failed);
        EXPECT_EQ(walked.trace.hops[0].outcome, hops[0].outcome);
        EXPECT_FALSE(walked.trace.hops[0].failure.has_value()); // the innermost hop alone says why
        EXPECT_EQ(walked.stopped ? walked.stopped->hop : hops[0].id, hops[0].id);
    }
}

TEST(Step, ADialogueBrokenAtAnyActEndsWithOneHonestFailure)
{
    const auto script = [](ScriptedNetwork &net) {
        opens(net);
        net.expectSend("01").replies("02");
        net.expectSend("03"); // one way
        net.expectSend("04").replies("0506").closes();
    };
    rerunFailingAtEachAct(script, [](const Step &step) {
        auto stream = open(step);
        step.run(call, [&](const Step &hop) {
            Bytes answer;
            hop.send(stream, hex("01"));
            hop.receive(stream, answer, 1);
            hop.send(stream, hex("03"));
            hop.send(stream, hex("04"));
            while (answer.size() < 3)
                hop.receive(stream, answer, 1);
            EXPECT_EQ(toHex(answer), "020506");
        });
    });
}

TEST(Step, CountsWhatWentToAndFro)
{
    ScriptedNetwork net;
    opens(net);
    net.expectSend("01").replies("020304");
    const auto hop = hopsOf(walkOver(net, askOnce).trace, Kind::call).at(0);
    EXPECT_EQ(hop.sent, 1u);
    EXPECT_EQ(hop.received, 3u);
}

TEST(Step, ChildrenInheritStageTransportAndNeedUnlessTheyHaveTheirOwn)
{
    ScriptedNetwork net;
    const auto trace =
        walkOver(net, [](const Step &walk) {
            const Plan stage{Kind::stage, "Look up", "", trace::Stage::lookUp, trace::Transport::direct, trace::Needed::setUp};
            walk.run(stage, [](const Step &step) {
                step.skip({Kind::bind, "Bind", ""}, trace::Reason::earlierFailure);
                step.skip({Kind::bind, "Bind", "", {}, trace::Transport::rpcHttps}, trace::Reason::policy);
            });
        }).trace;
    const auto hops = hopsOf(trace, Kind::bind);
    ASSERT_EQ(hops.size(), 2u);
    EXPECT_EQ(hops[0].stage, trace::Stage::lookUp);
    EXPECT_EQ(hops[0].transport, trace::Transport::direct);
    EXPECT_EQ(hops[0].needed, trace::Needed::setUp);
    EXPECT_EQ(hops[0].outcome, Outcome::notRun);
    EXPECT_EQ(hops[0].reason, trace::Reason::earlierFailure);
    EXPECT_EQ(hops[1].transport, trace::Transport::rpcHttps);
    EXPECT_EQ(hops[1].parent, hops[0].parent);
}

TEST(Step, AnAttemptTurnsAFailureIntoAValueAndLetsACancelThrough)
{
    ScriptedNetwork net;
    net.expectLookup("ex1.corp.test").isSilent();
    const net::Stop stop;
    const Walked walked = walkOver(
        net,
        [&](const Step &step) {
            const auto lost = step.attempt(call, [](const Step &hop) -> int { hop.fail({Code::status, "no", {}, {}}); });
            ASSERT_FALSE(bool(lost));
            EXPECT_EQ(lost.error().failure.code, Code::status);
            const auto won = step.attempt(call, [](const Step &) { return 7; });
            EXPECT_EQ(*won, 7);
            stop.ring();
            (void)step.attempt(call, [](const Step &hop) { return hop.resolve("ex1.corp.test"); });
            FAIL() << "a cancel is no failure to go on after";
        },
        stop);
    ASSERT_TRUE(walked.stopped && walked.stopped->cancelled);
    std::vector<std::string_view> outcomes;
    for (const auto &hop : walked.trace.hops)
        outcomes.push_back(nameOf(hop.outcome));
    EXPECT_EQ(outcomes, (std::vector<std::string_view>{"cancelled", "failed", "passed", "cancelled", "cancelled"}));
}

TEST(Step, AnOddityLetsTheHopCloseAsWarned)
{
    ScriptedNetwork net;
    const auto trace = walkOver(net, [](const Step &step) {
                           step.run(call, [](const Step &hop) { hop.warn({Code::malformed, "odd", {}, {}}); });
                           (void)step.attempt(call, [](const Step &hop) -> int {
                               hop.warn({Code::malformed, "odd", {}, {}});
                               hop.fail({Code::status, "no", {}, {}});
                           });
                       }).trace;
    EXPECT_EQ(trace.hops[1].outcome, Outcome::warned);
    EXPECT_STREQ(codeOf(trace.hops[1]), "malformed");
    EXPECT_EQ(trace.hops[2].outcome, Outcome::failed);
    EXPECT_STREQ(codeOf(trace.hops[2]), "status");
    ASSERT_TRUE(trace.hops[2].fact("warning"));
    EXPECT_EQ(*trace.hops[2].fact("warning"), "odd");
}

TEST(Step, AForeignExceptionLeavesNoHopOpenAndBlamesTheInnermost)
{
    ScriptedNetwork net;
    const Walked walked = walkOver(net, [](const Step &walk) {
        try {
            walk.run({Kind::stage, "Refer", ""},
                     [](const Step &step) { step.run(call, [](const Step &) { throw std::bad_alloc(); }); });
        } catch (const std::bad_alloc &) {
            throw; // it comes as what it is
        }
    });
    expectAllClosed(walked.trace);
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::internal);
    const auto blamed = innermostFailures(walked.trace);
    ASSERT_EQ(blamed.size(), 1u);
    EXPECT_EQ(blamed[0].kind, Kind::call);
    EXPECT_STREQ(codeOf(blamed[0]), "internal");
    EXPECT_EQ(walked.stopped->hop, blamed[0].id);
    EXPECT_FALSE(walked.trace.hops[0].failure || walked.trace.hops[1].failure);
}

TEST(Step, WhatIsNoExceptionClassIsCaughtToo)
{
    ScriptedNetwork net;
    const Walked walked = walkOver(net, [](const Step &) { throw 42; });
    expectAllClosed(walked.trace);
    EXPECT_EQ(walked.stopped->failure.code, Code::internal);
}

TEST(Step, ANameThatIsNoneIsNotAskedFor)
{
    for (const char *name : {"", "a b", "-a.test", "x\ny", "a..b"}) {
        ScriptedNetwork net;
        const Walked walked = walkOver(net, [&](const Step &step) { step.resolve(name); });
        ASSERT_TRUE(walked.stopped) << name;
        EXPECT_EQ(walked.stopped->failure.code, Code::nameNotFound);
        EXPECT_EQ(walked.trace.hops[1].title.find('\n'), std::string::npos);
    }
}

TEST(Step, ANumberIsItsOwnAddressAndNoHop)
{
    ScriptedNetwork net;
    const Walked walked = walkOver(net, [](const Step &step) {
        EXPECT_EQ(toText(step.resolve("192.0.2.9").at(0)), "192.0.2.9");
        EXPECT_EQ(toText(step.resolve("[2001:db8::1]").at(0)), "2001:db8::1");
    });
    EXPECT_EQ(walked.trace.hops.size(), 1u);
}

TEST(Step, AnExcerptIsBounded)
{
    ScriptedNetwork net;
    const auto trace = walkOver(net, [](const Step &step) { step.excerpt(std::string(100000, 'x')); }).trace;
    EXPECT_EQ(trace.hops[0].excerpt->size(), 4096u);
}

TEST(SideBySide, RunsAllAndClosesEachInAHopOfItsOwn)
{
    ScriptedNetwork net;
    std::atomic<int> ran{};
    const Walked walked = walkOver(net, [&](const Step &step) {
        const auto path = [&](const Step &) { ++ran; };
        Step::sideBySide(step, {{call, path}, {call, path}, {call, path}});
    });
    EXPECT_EQ(ran, 3);
    EXPECT_EQ(hopsOf(walked.trace, Kind::call).size(), 3u);
    EXPECT_FALSE(walked.stopped);
    expectAllClosed(walked.trace);
}

TEST(SideBySide, TheFirstThatStopsStopsTheOthersAndComesOut)
{
    ScriptedNetwork net;
    net.inAnyOrder();
    net.expectLookup("slow.test").isSilent();
    const auto began = Clock::now();
    const Walked walked = walkOver(
        net,
        [&net](const Step &step) {
            Step::sideBySide(step, {{call, [](const Step &hop) { hop.resolve("slow.test"); }},
                                    {call, [&net](const Step &hop) {
                                         while (net.played().empty()) // lets the other one begin
                                             std::this_thread::yield();
                                         hop.fail({Code::status, "no", {}, {}});
                                     }}});
        },
        {}, Deadlines::all(Milliseconds(10000)));
    EXPECT_LT(Clock::now() - began, Milliseconds(2000));
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::status);
    EXPECT_EQ(innermostFailures(walked.trace).size(), 1u);
    EXPECT_EQ(hopsOf(walked.trace, Kind::resolve).at(0).outcome, Outcome::cancelled);
    expectAllClosed(walked.trace);
}

TEST(SideBySide, AForeignExceptionComesOutTooAndBlamesOne)
{
    ScriptedNetwork net;
    const Walked walked = walkOver(net, [](const Step &step) {
        Step::sideBySide(step, {{call, [](const Step &) { throw std::runtime_error("broken"); }}, {call, [](const Step &) {}}});
    });
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::internal);
    EXPECT_NE(walked.stopped->failure.text.find("broken"), std::string::npos);
    EXPECT_EQ(innermostFailures(walked.trace).size(), 1u);
    expectAllClosed(walked.trace);
}

TEST(ScriptedNetwork, FailsTheTestOnWhatIsNotInTheScriptOrLeftOver)
{
    EXPECT_NONFATAL_FAILURE(
        {
            ScriptedNetwork net;
            net.expectLookup("never.test").answers({"192.0.2.1"});
        },
        "never.test");
    EXPECT_NONFATAL_FAILURE(
        {
            ScriptedNetwork net;
            walkOver(net, [](const Step &step) { step.resolve("unasked.test"); });
        },
        "unasked.test");
    EXPECT_NONFATAL_FAILURE(
        {
            ScriptedNetwork net;
            opens(net);
            walkOver(net, [](const Step &step) {
                auto stream = open(step);
                step.send(stream, hex("0badcafe"));
            });
        },
        "0badcafe");
}
