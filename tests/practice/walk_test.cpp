#include "practised.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::test;
using Verdict = diagnosis::Result;
using testing::HasSubstr;
using trace::Code;
using trace::Kind;
using trace::Outcome;
using trace::Reason;
using trace::Stage;

namespace {

std::vector<const trace::Hop *> hopsOf(const trace::Trace &trace, Kind kind, Stage stage)
{
    std::vector<const trace::Hop *> found;
    for (const trace::Hop &hop : trace.hops)
        if (hop.kind == kind && hop.stage == stage)
            found.push_back(&hop);
    return found;
}

} // namespace

TEST(Walk, OpensAHealthyMailboxThroughAllFourDesks)
{
    const practice::Organisation organisation({});
    const Practised walked = walk(organisation, requestFor(organisation, accountOf(organisation, "alice")));
    SCOPED_TRACE(linesOf(walked.trace));
    EXPECT_EQ(walked.verdict.outcome, Verdict::works);
    EXPECT_TRUE(walked.verdict.findings.empty());
    for (const Stage stage : {Stage::discover, Stage::refer, Stage::lookUp, Stage::open}) {
        const auto stages = hopsOf(walked.trace, Kind::stage, stage);
        ASSERT_EQ(stages.size(), 1u);
        EXPECT_EQ(stages.front()->outcome, Outcome::passed);
        EXPECT_TRUE(stages.front()->needed);
    }
    for (const trace::Hop &hop : walked.trace.hops)
        EXPECT_EQ(hop.outcome, Outcome::passed) << hop.title;
}

TEST(Walk, FollowsTheReferralToAnotherMachine)
{
    const practice::Organisation organisation({});
    const Practised walked = walk(organisation, requestFor(organisation, accountOf(organisation, "alice")));
    SCOPED_TRACE(linesOf(walked.trace));
    const auto referral = hopsOf(walked.trace, Kind::connect, Stage::refer),
               lookUp = hopsOf(walked.trace, Kind::connect, Stage::lookUp);
    ASSERT_FALSE(referral.empty() || lookUp.empty());
    EXPECT_THAT(lookUp.front()->target, HasSubstr("gc1.corp.test:135"));
    EXPECT_NE(referral.front()->address, lookUp.front()->address);
}

TEST(Walk, TellsWhichHopsOnlyANewProfileNeeds)
{
    const practice::Organisation organisation({});
    const Practised walked = walk(organisation, requestFor(organisation, accountOf(organisation, "alice")));
    for (const trace::Hop &hop : walked.trace.hops) {
        if (hop.stage == Stage::discover || hop.stage == Stage::refer) {
            EXPECT_EQ(hop.needed, trace::Needed::setUp) << hop.title;
        }
        if (hop.stage == Stage::lookUp) {
            EXPECT_EQ(hop.needed, trace::Needed::bothUnlessCached) << hop.title;
        }
        if (hop.stage == Stage::open) {
            EXPECT_EQ(hop.needed, trace::Needed::both) << hop.title;
        }
    }
}

TEST(Walk, EndsForEveryMailboxAsTheOrganisationExpects)
{
    const practice::Organisation organisation({});
    for (const practice::Account &account : organisation.accounts()) {
        const Practised walked = walk(organisation, requestFor(organisation, account));
        SCOPED_TRACE(account.address + "\n" + linesOf(walked.trace));
        if (account.expected == "works") {
            EXPECT_EQ(walked.verdict.outcome, Verdict::works);
            continue;
        }
        EXPECT_EQ(walked.verdict.outcome, Verdict::fails);
        ASSERT_FALSE(walked.verdict.findings.empty());
        EXPECT_EQ(walked.verdict.findings.front().cause, account.expected);
    }
}

TEST(Walk, FollowsAMovedMailboxToItsServer)
{
    const practice::Organisation organisation({"store-moved"});
    const Practised walked = walk(organisation, requestFor(organisation, accountOf(organisation, "alice")));
    SCOPED_TRACE(linesOf(walked.trace));
    EXPECT_EQ(walked.verdict.outcome, Verdict::works);
    const auto calls = hopsOf(walked.trace, Kind::call, Stage::open);
    const auto redirect =
        std::find_if(calls.begin(), calls.end(), [](const trace::Hop *hop) { return hop->outcome == Outcome::warned; });
    ASSERT_NE(redirect, calls.end());
    EXPECT_EQ((*redirect)->title, "RopLogon");
    EXPECT_EQ((*redirect)->failure->got, "0x00000478");
}

TEST(Walk, AmbiguousNamesAreListedForTheRecord)
{
    const practice::Organisation organisation({});
    const Practised walked = walk(organisation, requestFor(organisation, accountOf(organisation, "chris.meyer")));
    SCOPED_TRACE(linesOf(walked.trace));
    const auto calls = hopsOf(walked.trace, Kind::call, Stage::lookUp);
    const auto matches =
        std::find_if(calls.begin(), calls.end(), [](const trace::Hop *hop) { return hop->title == "NspiGetMatches"; });
    ASSERT_NE(matches, calls.end());
    EXPECT_EQ((*matches)->outcome, Outcome::passed);
    EXPECT_EQ(calls.back()->title, "NspiUnbind"); // also after a failure: sessions are few
}

TEST(Walk, WithoutAPasswordGoesAsFarAsTheDoorsAndIsNotProven)
{
    const practice::Organisation organisation({});
    path::Request request = requestFor(organisation, accountOf(organisation, "alice"));
    request.identity.reset();
    const Practised walked = walk(organisation, request);
    SCOPED_TRACE(linesOf(walked.trace));
    EXPECT_EQ(walked.verdict.outcome, Verdict::notProven);
    EXPECT_EQ(walked.verdict.reason, Reason::needsPassword);
    EXPECT_EQ(hopsOf(walked.trace, Kind::map, Stage::open).size(), 1u);
    for (const trace::Hop *bind : hopsOf(walked.trace, Kind::bind, Stage::refer))
        EXPECT_EQ(bind->reason, Reason::needsPassword);
}

TEST(Walk, WithoutAPasswordStillFindsAShutDoor)
{
    const practice::Organisation organisation({"tcp135-refused"});
    path::Request request = requestFor(organisation, accountOf(organisation, "alice"));
    request.identity.reset();
    const Practised walked = walk(organisation, request);
    SCOPED_TRACE(linesOf(walked.trace));
    EXPECT_EQ(walked.verdict.outcome, Verdict::fails);
    EXPECT_EQ(walked.verdict.code, Code::refused);
}

TEST(Walk, AFinishedProfileNeedsNeitherReferralNorTypedServer)
{
    const practice::Organisation whole({});
    path::Request request = requestFor(whole, accountOf(whole, "alice"));
    const auto remembered = path::rememberedFrom(walk(whole, request).trace);
    ASSERT_TRUE(remembered);
    EXPECT_EQ(remembered->server, "ex1.corp.test");
    EXPECT_EQ(remembered->directory, "gc1.corp.test");

    const practice::Organisation broken({"no-rfr-breaks-new-profile"});
    request = requestFor(broken, accountOf(broken, "alice"));
    EXPECT_EQ(walk(broken, request).verdict.outcome, Verdict::fails);
    request.profile = path::Profile::finished;
    request.remembered = remembered;
    const Practised walked = walk(broken, request);
    SCOPED_TRACE(linesOf(walked.trace));
    EXPECT_EQ(walked.verdict.outcome, Verdict::works);
    EXPECT_TRUE(hopsOf(walked.trace, Kind::stage, Stage::refer).empty());
}

TEST(Walk, AFinishedProfileInCachedModeLivesWithoutItsDirectoryServer)
{
    const practice::Organisation broken({"epm-interface-not-registered-directory"});
    path::Request request = requestFor(broken, accountOf(broken, "alice"));
    request.profile = path::Profile::finished;
    const practice::Organisation whole({});
    request.remembered = path::rememberedFrom(walk(whole, requestFor(whole, accountOf(whole, "alice"))).trace);
    const Practised walked = walk(broken, request);
    SCOPED_TRACE(linesOf(walked.trace));
    EXPECT_EQ(walked.verdict.outcome, Verdict::works);
    const auto lookUp = hopsOf(walked.trace, Kind::stage, Stage::lookUp);
    ASSERT_EQ(lookUp.size(), 1u);
    EXPECT_EQ(lookUp.front()->outcome, Outcome::failed); // shown all the same
}

TEST(Walk, OfOutlook2003ShowsThatEncryptionIsAllThatIsWrong)
{
    const practice::Organisation organisation({"rpc-encryption-required"});
    path::Request request = requestFor(organisation, accountOf(organisation, "alice"));
    request.outlook = path::Outlook::v2003;
    const Practised walked = walk(organisation, request);
    SCOPED_TRACE(linesOf(walked.trace));
    EXPECT_EQ(walked.verdict.outcome, Verdict::fails);
    const auto open = hopsOf(walked.trace, Kind::stage, Stage::open);
    ASSERT_EQ(open.size(), 1u);
    const std::string *sealed = open.front()->fact("with encryption");
    ASSERT_TRUE(sealed);
    EXPECT_EQ(*sealed, "the mailbox opens");
}

TEST(Walk, ThatEncryptsMeetsTheDemandWithoutAWord)
{
    const practice::Organisation organisation({"rpc-encryption-required"});
    path::Request request = requestFor(organisation, accountOf(organisation, "alice"));
    request.outlook = path::Outlook::v2007;
    EXPECT_EQ(walk(organisation, request).verdict.outcome, Verdict::works);
}

TEST(Walk, SignsInWithEitherMechanism)
{
    const practice::Organisation organisation({});
    for (const path::Scheme scheme : {path::Scheme::ntlm, path::Scheme::negotiate, path::Scheme::any}) {
        path::Request request = requestFor(organisation, accountOf(organisation, "alice"));
        request.scheme = scheme;
        const Practised walked = walk(organisation, request);
        EXPECT_EQ(walked.verdict.outcome, Verdict::works) << nameOf(scheme) << "\n" << linesOf(walked.trace);
    }
}

namespace {

/// The same server by its number: a number has no domain, so no host that it names is the user's own.
struct ByNumber {
    explicit ByNumber(const practice::Organisation &organisation)
        : request(requestFor(organisation, accountOf(organisation, "alice")))
    {
        detours = detoursOf(organisation);
        for (const net::Detour &each : std::vector(detours))
            if (each.from.host == organisation.server())
                detours.push_back({{each.to.host, 135}, each.to}), request.server = each.to.host;
        request.address.reset(); // its domain would be the person's own
    }
    path::Request request;
    std::vector<net::Detour> detours;
};

} // namespace

TEST(Walk, LeavesAServerOfAnotherDomainAlone)
{
    const practice::Organisation organisation({});
    ByNumber typed(organisation);
    trace::Recorder recorder(path::askedOf(typed.request));
    net::SystemNetwork system(namesOf(organisation));
    net::Journey journey{recorder, system, patience(), typed.detours};
    path::walk(typed.request, journey, net::Stop());
    const trace::Trace trace = recorder.trace();
    const auto verdict = diagnosis::diagnose(trace);
    SCOPED_TRACE(linesOf(trace));
    EXPECT_EQ(verdict.outcome, Verdict::notProven);
    EXPECT_EQ(verdict.reason, Reason::consent);
    EXPECT_TRUE(hopsOf(trace, Kind::connect, Stage::lookUp).empty()); // not even a question
}

TEST(Walk, GoesToAServerOfAnotherDomainWithConsent)
{
    const practice::Organisation organisation({});
    ByNumber typed(organisation);
    typed.request.accepted = {"GC1.corp.test", "ex1.corp.test"};
    trace::Recorder recorder(path::askedOf(typed.request));
    net::SystemNetwork system(namesOf(organisation));
    net::Journey journey{recorder, system, patience(), typed.detours};
    path::walk(typed.request, journey, net::Stop());
    EXPECT_EQ(diagnosis::diagnose(recorder.trace()).outcome, Verdict::works) << linesOf(recorder.trace());
}

TEST(Walk, NotesTheDesksThatAnEarlierFailureLeftOut)
{
    const practice::Organisation organisation({"no-rfr-breaks-new-profile"});
    const Practised walked = walk(organisation, requestFor(organisation, accountOf(organisation, "alice")));
    SCOPED_TRACE(linesOf(walked.trace));
    for (const Stage stage : {Stage::lookUp, Stage::open}) {
        const auto stages = hopsOf(walked.trace, Kind::stage, stage);
        ASSERT_EQ(stages.size(), 1u);
        EXPECT_EQ(stages.front()->outcome, Outcome::notRun);
        EXPECT_EQ(stages.front()->reason, Reason::earlierFailure);
    }
}

TEST(Walk, WithoutAPasswordTriesEveryDoorAndKnowsADirectoryServer)
{
    const practice::Organisation organisation({"gc-without-exchange"});
    path::Request request = requestFor(organisation, accountOf(organisation, "alice"));
    request.identity.reset();
    const Practised walked = walk(organisation, request);
    SCOPED_TRACE(linesOf(walked.trace));
    EXPECT_EQ(walked.verdict.outcome, Verdict::fails);
    ASSERT_FALSE(walked.verdict.findings.empty());
    EXPECT_EQ(walked.verdict.findings.front().cause, "gc-without-exchange");
    EXPECT_EQ(hopsOf(walked.trace, Kind::map, Stage::open).size(), 1u);
}

TEST(Walk, LeavesNoPasswordInItsRecord)
{
    const practice::Organisation organisation({});
    const practice::Account &alice = accountOf(organisation, "alice");
    const Practised walked = walk(organisation, requestFor(organisation, alice));
    for (const trace::Hop &hop : walked.trace.hops) {
        for (const Fact &fact : hop.facts)
            EXPECT_EQ(fact.value.find(alice.password), std::string::npos) << fact.name;
        EXPECT_EQ(hop.excerpt.value_or("").find(alice.password), std::string::npos);
    }
}
