#include "wizard/result/again.h"

#include "support/made_walk.h"

#include <gtest/gtest.h>

namespace mailwalk::wizard {

namespace {

using trace::Outcome;
using trace::Transport;

std::optional<path::Request> failedWay(const trace::Trace &walk) { return failedWayAgain(walk, diagnosis::diagnose(walk)); }

trace::Trace stoppedAtTheMailbox()
{
    trace::Trace walk = test::aliceArrives();
    walk.hops[0].outcome = walk.hops[8].outcome = walk.hops[9].outcome = Outcome::failed;
    walk.hops[9].failure = trace::Failure{trace::Code::timeout, "no answer", {}, {}};
    walk.hops[6].facts = {{"mailbox", "/o=Corp/cn=alice"}, {"home server", "ex1.corp.test"}};
    return walk;
}

} // namespace

TEST(WalkingAgain, AsksForTheSameAsBeforeButThePassword)
{
    trace::Trace walk = test::aliceIsStopped();
    walk.asked.outlook = "2007";
    const path::Request request = sameAgain(walk);
    EXPECT_EQ(request.address, "alice@corp.test");
    EXPECT_EQ(request.outlook, path::Outlook::v2007);
    EXPECT_FALSE(request.identity || request.server || request.via);
}

TEST(WalkingAgain, TakesTheServerThatAutodiscoverTold)
{
    const auto request = failedWay(test::aliceIsStopped());
    ASSERT_TRUE(request);
    EXPECT_EQ(request->via, Transport::direct);
    EXPECT_EQ(request->server, "ex1.corp.test");
    EXPECT_EQ(request->mailbox, "alice@corp.test");
    EXPECT_FALSE(request->identity);
}

TEST(WalkingAgain, AsksAutodiscoverAnewForAServerThatCannotBeTyped)
{
    trace::Trace walk = test::aliceIsStopped();
    walk.hops[1].facts = {{"EXCH: Server", "0f3c@corp.test"}};
    const auto request = failedWay(walk);
    ASSERT_TRUE(request);
    EXPECT_FALSE(request->server);
    EXPECT_EQ(request->via, Transport::direct);
}

// What is typed counts as the person's own, and gets the sign-in unasked.
TEST(WalkingAgain, TypesNoHostOutsideTheDomainThatSomebodyElseHasNamed)
{
    trace::Trace walk = test::aliceIsStopped();
    walk.hops[1].facts = {{"EXCH: Server", "ex1.elsewhere.test"}, {"EXPR: Server", "mail.elsewhere.test"}};
    const auto request = failedWay(walk);
    ASSERT_TRUE(request);
    EXPECT_FALSE(request->server || request->rpcProxy || request->remembered);

    trace::Trace opened = stoppedAtTheMailbox();
    opened.hops[6].facts = {{"mailbox", "/o=Corp/cn=alice"}, {"home server", "ex1.elsewhere.test"}};
    const auto again = failedWay(opened);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->remembered);
}

TEST(WalkingAgain, BeginsAtTheMailboxWhenOnlyThatFailed)
{
    const auto request = failedWay(stoppedAtTheMailbox());
    ASSERT_TRUE(request && request->remembered);
    EXPECT_EQ(request->profile, path::Profile::finished);
    EXPECT_EQ(request->remembered->mailboxDn, "/o=Corp/cn=alice");
    EXPECT_EQ(request->remembered->server, "ex1.corp.test");
    EXPECT_FALSE(request->server || request->mailbox);
}

TEST(WalkingAgain, BeginsAtTheMailboxBehindTheProxyThatWasWalkedThrough)
{
    trace::Trace walk = stoppedAtTheMailbox();
    for (trace::Hop &hop : walk.hops)
        if (hop.transport)
            hop.transport = Transport::rpcHttps;
    const auto without = failedWay(walk);
    ASSERT_TRUE(without);
    EXPECT_FALSE(without->remembered); // the way behind an unknown proxy would be another one
    walk.hops[8].facts = {{"rpc proxy", "mail.corp.test"}, {"principal", "msstd:mail.corp.test"}};
    const auto request = failedWay(walk);
    ASSERT_TRUE(request && request->remembered);
    EXPECT_EQ(request->remembered->rpcProxy, "mail.corp.test");
    EXPECT_EQ(request->remembered->principal, "msstd:mail.corp.test");
}

TEST(WalkingAgain, HasNoFailedWayWhereNoneFailed)
{
    EXPECT_FALSE(failedWay(test::aliceArrives()));
    trace::Trace nowhere = test::aliceIsStopped(); // it failed before any way began
    nowhere.hops.resize(3);
    nowhere.hops[1].outcome = nowhere.hops[2].outcome = Outcome::failed;
    nowhere.hops[2].failure = trace::Failure{trace::Code::nameNotFound, "no such name", {}, {}};
    EXPECT_FALSE(failedWay(nowhere));
}

} // namespace mailwalk::wizard
