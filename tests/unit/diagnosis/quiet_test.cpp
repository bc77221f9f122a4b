#include "diagnosis/quiet.h"

#include "diagnosis/catalogue.h"
#include "diagnosis/verdict.h"
#include "support/trace_builder.h"

#include <gtest/gtest.h>

namespace mailwalk::diagnosis {
namespace {

using namespace trace;

/// A healthy walk, and behind it a connection that was quiet, up to its use.
struct Held {
    test::TraceBuilder walk = test::healthyWalk();

    explicit Held(Transport lane = Transport::direct)
    {
        walk.end().end().probe().attempt();
        walk.last().transport = lane;
        walk.last().stage = Stage::open;
        walk.call("RopLogon", "ex1.corp.test:49160").attempt();
        walk.fact(quietFact, "300 s").end();
        walk.call("EcDoConnectEx", "ex1.corp.test:49160");
    }
    Held &fails(Code code)
    {
        walk.failsAlone(code);
        return *this;
    }
    const Trace &trace() { return walk.trace(); }
};

std::vector<std::string> causesIn(const Trace &trace)
{
    std::vector<std::string> causes;
    for (const Finding &finding : diagnose(trace).findings)
        causes.push_back(finding.cause);
    return causes;
}

TEST(Quiet, AConnectionThatIsDeadAfterASilenceIsNoticedAndTheWalkStillWorks)
{
    for (const Code code : {Code::timeout, Code::reset}) {
        Held held;
        held.fails(code);
        EXPECT_EQ(diagnose(held.trace()).outcome, Result::works);
        EXPECT_EQ(causesIn(held.trace()), std::vector<std::string>{"idle-timeout-short"}) << nameOf(code);
        EXPECT_TRUE(notesOnQuiet(held.trace()).isEmpty());
    }
}

TEST(Quiet, AResetThatCameInTheSilenceIsNoOrderlyEnd)
{
    Held held;
    held.walk.failsAlone(Code::closed, {}, "EPIPE: Broken pipe");
    EXPECT_EQ(causesIn(held.trace()), std::vector<std::string>{"idle-timeout-short"});
    EXPECT_TRUE(notesOnQuiet(held.trace()).isEmpty());
}

TEST(Quiet, APingThatDoesNotGoThroughCountsToo)
{
    Held held(Transport::rpcHttps);
    test::TraceBuilder &b = held.walk;
    b.trace().hops.pop_back(); // not used any more
    b.failsAlone(Code::reset);
    EXPECT_EQ(causesIn(b.trace()), std::vector<std::string>{"idle-timeout-short"});
}

TEST(Quiet, AnOrderlyEndBlamesNobody)
{
    Held held;
    held.fails(Code::closed);
    EXPECT_TRUE(causesIn(held.trace()).empty());
    ASSERT_EQ(notesOnQuiet(held.trace()).size(), 1);
    EXPECT_TRUE(notesOnQuiet(held.trace()).front().contains(QLatin1String("ended the connection to ex1.corp.test within 300 s")));
}

TEST(Quiet, OneThatStillWorksIsSaid)
{
    for (const Transport lane : {Transport::direct, Transport::rpcHttps}) {
        Held held(lane);
        EXPECT_TRUE(causesIn(held.trace()).empty());
        ASSERT_EQ(notesOnQuiet(held.trace()).size(), 1);
        EXPECT_TRUE(notesOnQuiet(held.trace()).front().contains(QLatin1String("still worked")));
    }
}

TEST(Quiet, OnlyTheFirstUseSpeaksOfTheSilence)
{
    Held held;
    held.walk.call("RopLogon", "ex1.corp.test:49160").failsAlone(Code::timeout);
    EXPECT_TRUE(causesIn(held.trace()).empty());
    EXPECT_EQ(notesOnQuiet(held.trace()).size(), 1);
}

TEST(Quiet, AWalkWithoutSuchAProbeSaysNothing) { EXPECT_TRUE(notesOnQuiet(test::healthyWalk().trace()).isEmpty()); }

} // namespace
} // namespace mailwalk::diagnosis
