#include "http/consent.h"
#include "support/golden.h"
#include "support/scripted_network.h"
#include "support/scripted_person.h"

#include <gtest/gtest.h>
#include <thread>

using namespace mailwalk;
using namespace mailwalk::http;
using namespace mailwalk::test;
using trace::Kind;
using trace::Outcome;

namespace {

Consent consentWith(Person &person) { return {{"corp.test"}, {}, {}, std::make_shared<Counsel>(person)}; }

Walked walk(const Path &path, const net::Stop &stop = {}, const net::Skip *skip = nullptr)
{
    ScriptedNetwork nobody;
    auto walked = walkOver(nobody, path, stop, Deadlines::all(Milliseconds(20)), {}, skip);
    expectAllClosed(walked.trace);
    return walked;
}

} // namespace

TEST(Counsel, AYesLetsTheHostIn)
{
    ScriptedPerson person(Answer::yes);
    const Consent consent = consentWith(person);
    EXPECT_TRUE(consent.objection("mail.hoster.test"));
    const Walked walked = walk([&](const net::Step &step) { consent.demand(step, "mail.hoster.test", "corp.test"); });
    EXPECT_FALSE(walked.stopped);
    EXPECT_FALSE(consent.objection("MAIL.hoster.test"));
    EXPECT_TRUE(consent.objection("other.hoster.test"));
    ASSERT_EQ(walked.trace.hops.size(), 2u);
    const trace::Hop &asking = walked.trace.hops[1];
    EXPECT_EQ(asking.title, "Ask whether mail.hoster.test may be gone to");
    EXPECT_EQ(asking.outcome, Outcome::passed);
    EXPECT_EQ(factOf(asking.facts, "consent"), "given");
    ASSERT_EQ(person.asked().size(), 1u);
    EXPECT_EQ(person.asked().front().from, "corp.test");
    EXPECT_EQ(person.asked().front().hop, asking.id);
}

TEST(Counsel, ANoIsShownAsNotRunAndStopsTheStep)
{
    ScriptedPerson person(Answer::no);
    const Consent consent = consentWith(person);
    const Walked walked = walk([&](const net::Step &step) { consent.demand(step, "mail.hoster.test", "corp.test"); });
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, trace::Code::consent);
    EXPECT_EQ(walked.stopped->hop, 1u);
    EXPECT_EQ(walked.trace.hops[1].outcome, Outcome::notRun);
    EXPECT_EQ(walked.trace.hops[1].reason, trace::Reason::consent);
    EXPECT_EQ(factOf(walked.trace.hops[1].facts, "consent"), "declined");
}

// TLS is another matter: nobody was asked about it.
TEST(Counsel, AYesToAHostLeavesTlsAsItIs)
{
    ScriptedPerson person(Answer::yes);
    const Consent consent = consentWith(person);
    walk([&](const net::Step &step) { consent.demand(step, "mail.hoster.test", {}); });
    EXPECT_EQ(consent.oldestTls("mail.hoster.test"), net::OldestTls::v1_2);
}

TEST(Counsel, OfOnesOwnHostsNobodyIsAsked)
{
    ScriptedPerson person(Answer::no);
    const Consent consent = consentWith(person);
    EXPECT_FALSE(walk([&](const net::Step &step) { consent.demand(step, "mail.corp.test", {}); }).stopped);
    EXPECT_TRUE(person.asked().empty());
}

TEST(Counsel, ManyAtOnceAskOncePerHostAndOneAtATime)
{
    ScriptedPerson person([](const Question &question, const net::Stop &) {
        std::this_thread::sleep_for(Milliseconds(120)); // longer than the others wait for any answer of the network
        return sameCase(question.host) == "no.test" ? Answer::no : Answer::yes;
    });
    const Consent consent = consentWith(person);
    std::atomic<int> allowed{}, declined{};
    walk([&](const net::Step &step) {
        std::vector<std::pair<net::Plan, std::function<void(const net::Step &)>>> lanes;
        for (const char *host : {"yes.test", "no.test", "yes.test", "NO.test", "yes.test", "no.test"})
            lanes.push_back({{Kind::attempt, host, host}, [&, host](const net::Step &lane) {
                                 const auto ended = lane.attempt({Kind::attempt, "Go", host}, [&](const net::Step &hop) {
                                     consent.demand(hop, host, {});
                                     return true;
                                 });
                                 ++(ended ? allowed : declined);
                             }});
        net::Step::eachSideBySide(step, lanes);
    });
    EXPECT_EQ(allowed, 3);
    EXPECT_EQ(declined, 3);
    EXPECT_EQ(person.asked().size(), 2u);
    EXPECT_FALSE(person.overlapped());
}

TEST(Counsel, AStopEndsTheThoughtAndTheWalkAtOnceAndDecidesNothing)
{
    const net::Stop stop;
    ScriptedPerson person([&](const Question &question, const net::Stop &told) {
        stop.ring();
        return ScriptedPerson::saysNothing(question, told);
    });
    const Consent consent = consentWith(person);
    const Walked walked = walk([&](const net::Step &step) { consent.demand(step, "mail.hoster.test", {}); }, stop);
    ASSERT_TRUE(walked.stopped);
    EXPECT_TRUE(walked.stopped->cancelled);
    EXPECT_EQ(walked.trace.hops[1].outcome, Outcome::cancelled);
    EXPECT_FALSE(consent.counsel->said(Doubt::foreignHost, "mail.hoster.test"));
}

TEST(Counsel, ToSkipTheQuestionIsANo)
{
    const net::Skip skip;
    ScriptedPerson person([&](const Question &question, const net::Stop &told) {
        skip.ring();
        return ScriptedPerson::saysNothing(question, told);
    });
    const Consent consent = consentWith(person);
    const Walked walked = walk([&](const net::Step &step) { consent.demand(step, "mail.hoster.test", {}); }, {}, &skip);
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, trace::Code::consent);
    EXPECT_EQ(consent.counsel->said(Doubt::foreignHost, "mail.hoster.test"), Answer::no);
}
