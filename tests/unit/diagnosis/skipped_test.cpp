#include "diagnosis/verdict.h"
#include "support/web_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::diagnosis;
using namespace mailwalk::test;
using namespace mailwalk::trace;
using testing::HasSubstr;

namespace {

// The act that was waited for, and every group around it.
TraceBuilder &letGo(TraceBuilder &b)
{
    b.fact("skipped", "by the person").is(Outcome::cancelled);
    const HopId hop = b.last().id;
    b.all(Outcome::cancelled);
    b.trace().hops[hop - 1].outcome = Outcome::cancelled;
    return b;
}

TraceBuilder skippedReferral()
{
    TraceBuilder b;
    b.stage(Stage::discover).resolve("ex1.corp.test");
    b.stage(Stage::refer).connect("ex1.corp.test:135");
    letGo(b);
    b.stage(Stage::lookUp).notRun(Reason::notChosen);
    b.stage(Stage::open).notRun(Reason::notChosen);
    return b;
}

} // namespace

TEST(Skipped, StepProvesNothingAndBlamesNobody)
{
    const Trace trace = skippedReferral().trace();
    const Verdict verdict = diagnose(trace);
    EXPECT_EQ(verdict.outcome, Result::notProven);
    EXPECT_EQ(verdict.stage, Stage::refer);
    EXPECT_FALSE(verdict.code);
    EXPECT_TRUE(verdict.findings.empty());
    ASSERT_TRUE(verdict.hop);
    EXPECT_TRUE(trace.hop(*verdict.hop)->fact("skipped"));
    EXPECT_THAT(verdict.sentence, HasSubstr("You skipped a step"));
    EXPECT_THAT(verdict.sentence, HasSubstr("ex1.corp.test"));
}

// What fails later may fail for what was skipped.
TEST(Skipped, StepForgivesWhatFailsBehindIt)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135");
    letGo(b);
    b.stage(Stage::lookUp).resolve("ex1.corp.test").fails(Code::nameNotFound);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::notProven);
    EXPECT_TRUE(verdict.findings.empty());
}

TEST(Skipped, CandidateIsForgottenWhenAnotherHasTheSettings)
{
    TraceBuilder b;
    byAddress(b);
    website(search(b)).connect("corp.test:443", "192.0.2.1");
    b.fact("skipped", "by the person").is(Outcome::cancelled);
    b.end();
    post(subdomain(b), "https://autodiscover.corp.test/autodiscover/autodiscover.xml").end();
    behindProxy(b, Stage::open).call("RopLogon", "ex1.corp.test:6001");
    EXPECT_EQ(diagnose(b.trace()).outcome, Result::works);
}

TEST(Skipped, StepOfOneLaneLeavesTheOtherItsVerdict)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135");
    letGo(b);
    behindProxy(b, Stage::open).call("RopLogon", "ex1.corp.test:6001");
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_EQ(verdict.lanes.at(Transport::direct).outcome, Result::notProven);
    EXPECT_EQ(verdict.lanes.at(Transport::rpcHttps).outcome, Result::works);
}

TEST(Stopped, WalkIsStillOneThatWasStopped)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135").is(Outcome::cancelled);
    b.all(Outcome::cancelled);
    EXPECT_EQ(diagnose(b.trace()).outcome, Result::cancelled);
}

TEST(Probe, StoppedInTheMiddleChangesNothing)
{
    TraceBuilder b;
    byAddress(b);
    secure(behindProxy(b, Stage::refer), "mail.corp.test:443").fails(Code::certificate, "expired");
    const Verdict before = diagnose(b.trace());
    b.probe().resolve("mail.corp.test").is(Outcome::cancelled);
    const Verdict after = diagnose(b.trace());
    EXPECT_EQ(before.outcome, Result::fails);
    EXPECT_EQ(after.outcome, before.outcome);
    EXPECT_EQ(after.hop, before.hop);
    EXPECT_EQ(after.sentence, before.sentence);
}

TEST(FinishedProfile, DoesNotFailForAutodiscoverThatStoodForIt)
{
    TraceBuilder b;
    byAddress(b);
    b.trace().asked.profile = "finished";
    website(search(b)).resolve("corp.test").failsAlone(Code::nameNotFound).groupFails();
    service(b).resolve("_autodiscover._tcp.corp.test").failsAlone(Code::nameNotFound).groupFails();
    subdomain(b).resolve("autodiscover.corp.test").fails(Code::nameNotFound);
    const Verdict finished = diagnose(b.trace());
    b.trace().asked.profile = "new";
    const Verdict fresh = diagnose(b.trace());
    EXPECT_EQ(fresh.outcome, Result::fails);
    EXPECT_EQ(finished.outcome, Result::notProven);
    EXPECT_THAT(finished.sentence, HasSubstr("could not be seen from here"));
    ASSERT_FALSE(finished.findings.empty());
    EXPECT_EQ(finished.findings.front().cause, fresh.findings.front().cause);
}
