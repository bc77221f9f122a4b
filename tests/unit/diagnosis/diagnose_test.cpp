#include "diagnosis/catalogue.h"
#include "support/trace_builder.h"

#include <gmock/gmock.h>

namespace mailwalk::diagnosis {
namespace {

using test::healthyWalk;
using test::TraceBuilder;
using namespace trace;
using Causes = std::vector<std::string>;

Causes causesIn(const LaneVerdict &verdict)
{
    Causes ids;
    for (const Finding &finding : verdict.findings)
        ids.push_back(finding.cause);
    return ids;
}

constexpr auto ex1 = "ex1.corp.test:49152";
constexpr auto gc1 = "gc1.corp.test:49155";

TEST(Diagnose, NamesTheFixersOfTheCause)
{
    TraceBuilder b;
    b.stage(Stage::lookUp).connect(gc1).fails(Code::timeout);
    const Verdict verdict = diagnose(b.trace());
    ASSERT_EQ(verdict.findings.size(), 1u);
    EXPECT_EQ(verdict.findings[0].fixers, std::vector{Fixer::companyIt});
    EXPECT_EQ(verdict.findings[0].text, "gc1.corp.test says which door to use, port 49155, but the way to that door is blocked.");
    EXPECT_EQ(verdict.sentence, verdict.findings[0].text);
}

TEST(Diagnose, BlamesTheDeskWhoseServiceIsMissing)
{
    const auto fixersAt = [](Stage stage, const char *interface) {
        TraceBuilder b;
        b.stage(stage).map(interface, "ex9.corp.test").fails(Code::status, "0x16c9a0d6");
        return diagnose(b.trace()).findings.at(0);
    };
    EXPECT_THAT(fixersAt(Stage::lookUp, "NSPI").text, testing::HasSubstr("address book"));
    EXPECT_THAT(fixersAt(Stage::lookUp, "NSPI").fixers, testing::Contains(Fixer::directoryAdmin));
    EXPECT_THAT(fixersAt(Stage::open, "EMSMDB").text, testing::HasSubstr("mailboxes"));
    EXPECT_THAT(fixersAt(Stage::lookUp, "RFR").text, testing::HasSubstr("which directory server")); // asked for the home server
}

TEST(Diagnose, FindsNothingInAWalkThatWorks)
{
    const Verdict verdict = diagnose(healthyWalk().trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_TRUE(verdict.findings.empty());
    EXPECT_FALSE(verdict.hop);
    EXPECT_FALSE(verdict.code);
    EXPECT_EQ(verdict.lanes.at(Transport::direct).outcome, Result::works);
    EXPECT_THAT(verdict.sentence, testing::HasSubstr("works"));
}

TEST(Diagnose, BlamesNobodyWhenNoRuleFits)
{
    struct {
        void (*write)(TraceBuilder &);
        Code code;
        const char *got, *said;
    } const unknown[] = {
        {[](TraceBuilder &b) { b.call("RopLogon", ex1); }, Code::status, "0x80004005", "ex1.corp.test answered, but said no"},
        {[](TraceBuilder &b) { b.call("EcDoConnectEx", ex1); }, Code::rpcFault, "0x000006f7", "with a fault"},
        {[](TraceBuilder &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x000004b6",
         "said no"}, // two names for one number
        {[](TraceBuilder &b) { b.bind("EMSMDB", ex1); }, Code::rpcRejected, "user_rejection", "did not accept the conversation"},
        {[](TraceBuilder &b) { b.connect(ex1); }, Code::closed, "", "hung up"},
    };
    for (const auto &row : unknown) {
        TraceBuilder b;
        b.stage(Stage::open);
        row.write(b);
        b.fails(row.code, row.got);
        const Verdict verdict = diagnose(b.trace());
        EXPECT_EQ(verdict.outcome, Result::fails);
        EXPECT_TRUE(verdict.findings.empty()) << causesIn(verdict).front();
        EXPECT_EQ(verdict.hop, b.last().id);
        EXPECT_THAT(verdict.sentence, testing::HasSubstr(row.said));
        EXPECT_THAT(verdict.sentence, testing::HasSubstr("opening the mailbox"));
    }
}

TEST(Diagnose, SaysTogetherWhatLooksTheSame)
{
    TraceBuilder b;
    b.stage(Stage::refer).bind("RFR", ex1).fails(Code::authRejected, "fault 0x00000005");
    const Verdict verdict = diagnose(b.trace());
    EXPECT_THAT(verdict.sentence, testing::AllOf(testing::HasSubstr("One of these"), testing::HasSubstr("password is not right"),
                                                 testing::HasSubstr("locked")));
}

TEST(Diagnose, SaysPlainlyThatTheWayOfSigningInIsNotAccepted)
{
    TraceBuilder b;
    b.stage(Stage::refer).bind("RFR", ex1).fails(Code::authUnsupported);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::notProven);
    EXPECT_THAT(verdict.sentence, testing::AllOf(testing::HasSubstr("ex1.corp.test does not accept this way of signing in"),
                                                 testing::HasSubstr("Kerberos")));
}

TEST(Diagnose, RecognisesADirectoryServerWithoutExchange)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135").map("RFR", "ex1.corp.test").fails(Code::status, "0x16c9a0d6");
    const HopId referral = b.last().id;
    b.probe().map("EMSMDB", "ex1.corp.test").failsAlone(Code::status, "0x16c9a0d6").groupFails();
    b.probe().map("NSPI", "ex1.corp.test").end();
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.hop, referral);
    EXPECT_EQ(causesIn(verdict), Causes{"gc-without-exchange"});
}

TEST(Diagnose, DoesNotCallAMachineADirectoryServerThatShowsNoDirectory)
{
    TraceBuilder b;
    b.stage(Stage::refer).map("RFR", "ex1.corp.test").fails(Code::status, "0x16c9a0d6");
    b.probe().map("EMSMDB", "ex1.corp.test").failsAlone(Code::status, "0x16c9a0d6").groupFails();
    b.probe().map("NSPI", "ex1.corp.test").failsAlone(Code::status, "0x16c9a0d6").groupFails();
    EXPECT_EQ(causesIn(diagnose(b.trace())), Causes{"server-without-exchange"});
}

TEST(Diagnose, DoesNotCallAnExchangeServerWithoutReferralADirectoryServer)
{
    TraceBuilder b;
    b.stage(Stage::refer).map("RFR", "ex1.corp.test").fails(Code::status, "0x16c9a0d6");
    b.probe().map("EMSMDB", "ex1.corp.test").end();
    EXPECT_THAT(causesIn(diagnose(b.trace())), testing::Not(testing::Contains("gc-without-exchange")));
}

TEST(Diagnose, LooksForTheInnermostFailure)
{
    TraceBuilder b;
    b.stage(Stage::lookUp);
    b.attempt().connect("gc1.corp.test:135").failsAlone(Code::timeout).groupFails();
    b.attempt().connect("gc2.corp.test:135").map("NSPI", "gc2.corp.test").fails(Code::status, "0x16c9a0d6");
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.hop, b.last().id);
    EXPECT_EQ(causesIn(verdict),
              (Causes{"epm-interface-not-registered", "referral-to-unreachable-gc"})); // the second is an oddity
    EXPECT_NE(verdict.findings[1].hop, verdict.hop);
}

TEST(Diagnose, BlamesWhatStoppedTheWalkAndNotTheGoodbyeAfterIt)
{
    TraceBuilder b;
    b.stage(Stage::lookUp).call("NspiResolveNamesW", gc1).fails(Code::status, "unresolved");
    const HopId name = b.last().id;
    b.call("NspiUnbind", gc1).failsAlone(Code::closed);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.hop, name);
}

TEST(Diagnose, TakesTheMostTellingOfSeveralAddresses)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135", "10.0.0.1").fails(Code::refused);
    const HopId refused = b.last().id;
    b.connect("ex1.corp.test:135", "fd00::1").fails(Code::unreachable);
    EXPECT_EQ(diagnose(b.trace()).hop, refused);
}

TEST(Diagnose, TellsOfAnAttemptThatFailedThoughTheWalkWentOn)
{
    TraceBuilder b = healthyWalk();
    b.attempt().connect("ex2.corp.test:135").failsAlone(Code::refused).groupFails();
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_FALSE(verdict.hop);
    EXPECT_EQ(causesIn(verdict), Causes{"tcp135-refused"});
}

// Outlook 2003 asks the typed server for the address book when nobody refers it.
TEST(Diagnose, DoesNotFailForAStageThatTheWalkWentOnWithout)
{
    TraceBuilder b;
    b.stage(Stage::refer).map("RFR", "ex1.corp.test").failsAlone(Code::status, "0x16c9a0d6").groupFails();
    b.stage(Stage::lookUp).call("NspiResolveNamesW", gc1);
    b.stage(Stage::open).call("RopLogon", ex1);
    EXPECT_EQ(diagnose(b.trace()).outcome, Result::works);

    b.stage(Stage::open).call("RopLogon", ex1).fails(Code::status, "0x000003f2");
    b.trace().hops[5].outcome = Outcome::failed; // the open stage before
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.hop, b.last().id);
    EXPECT_EQ(causesIn(verdict).front(), "login-permission");
}

TEST(Diagnose, PassesOverProbes)
{
    TraceBuilder b;
    b.stage(Stage::open).attempt().call("EcDoConnectEx", ex1).fails(Code::status, "0x00000970");
    const HopId demand = b.last().id;
    b.end().probe().call("RopLogon", ex1).failsAlone(Code::status, "0x000003f2").groupFails();
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.hop, demand);
    EXPECT_EQ(causesIn(verdict), Causes{"rpc-encryption-required"});
}

TEST(Diagnose, TakesOneRedirectOfTheStoreAsNormal)
{
    TraceBuilder b = healthyWalk();
    b.last().outcome = Outcome::warned;
    b.last().failure = Failure{Code::status, "RopLogon returned 0x00000478", "0x00000000", "0x00000478"};
    b.call("RopLogon", "ex2.corp.test:49160").all(Outcome::warned);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_TRUE(verdict.findings.empty());
}

TEST(Diagnose, KnowsAProfilesRememberedDirectoryServer)
{
    TraceBuilder b;
    b.trace().asked = {{}, {}, {}, "finished", "2007", true};
    b.stage(Stage::open).call("RopLogon", ex1);
    b.stage(Stage::lookUp).connect("gc1.corp.test:135").failsAlone(Code::timeout).groupFails();
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_EQ(causesIn(verdict), Causes{"referral-stored-in-profile-dead"});
}

TEST(Diagnose, NoticesOneBadAddressOfSeveral)
{
    TraceBuilder b = healthyWalk();
    b.connect("ex1.corp.test:49160", "10.0.0.9").failsAlone(Code::timeout);
    EXPECT_EQ(causesIn(diagnose(b.trace())), Causes{"dns-round-robin-one-bad"});
}

TEST(Diagnose, DoesNotTakeAPcWithoutIPv6ForABadServer)
{
    TraceBuilder b = healthyWalk();
    b.connect("ex1.corp.test:49160", "2001:db8::9").failsAlone(Code::unreachable);
    EXPECT_TRUE(diagnose(b.trace()).findings.empty());
}

// Servers are free to move their dynamic ranges: one walk cannot tell a fixed port from one that changes.
TEST(Diagnose, SaysNothingOfFixedPortsFromTheNumberOfAPort)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:7575");
    b.stage(Stage::lookUp).connect("gc1.corp.test:49155", "10.0.0.2").fails(Code::timeout);
    EXPECT_EQ(causesIn(diagnose(b.trace())), Causes{"epm-ok-dynamic-port-filtered"});
}

TEST(Diagnose, ProvesNothingWithoutAPassword)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect(ex1).bind("RFR", ex1).notRun(Reason::needsPassword);
    b.stage(Stage::lookUp).notRun(Reason::needsPassword);
    b.stage(Stage::open).connect("ex1.corp.test:49160").bind("EMSMDB", "ex1.corp.test:49160").notRun(Reason::needsPassword);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::notProven);
    EXPECT_EQ(verdict.reason, Reason::needsPassword);
    EXPECT_EQ(verdict.stage, Stage::refer);
    EXPECT_TRUE(verdict.findings.empty());
    EXPECT_THAT(verdict.sentence, testing::HasSubstr("password"));
}

TEST(Diagnose, FailsWithoutAPasswordWhereADoorIsShut)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135").fails(Code::refused);
    b.stage(Stage::open).notRun(Reason::needsPassword);
    EXPECT_EQ(diagnose(b.trace()).outcome, Result::fails);
}

TEST(Diagnose, BlamesNobodyForAConsentOrALimitOfThisProgram)
{
    const auto at = [](Code code) {
        TraceBuilder b;
        b.stage(Stage::refer).bind("RFR", ex1).fails(code);
        return diagnose(b.trace());
    };
    EXPECT_EQ(at(Code::consent).outcome, Result::notProven);
    EXPECT_EQ(at(Code::consent).reason, Reason::consent);
    EXPECT_EQ(at(Code::authUnsupported).outcome, Result::notProven);
    EXPECT_EQ(at(Code::internal).outcome, Result::notProven);
    EXPECT_EQ(at(Code::internal).code, Code::internal);
    for (const Code code : {Code::consent, Code::authUnsupported, Code::internal})
        EXPECT_TRUE(at(code).findings.empty());
}

TEST(Diagnose, GoesBackToTheRefusalThatEndedEverySignIn)
{
    TraceBuilder b;
    b.stage(Stage::refer);
    b.attempt().bind("RFR", ex1).failsAlone(Code::authRejected, "fault 0x00000005");
    const HopId refusal = b.last().id;
    b.groupFails();
    b.stage(Stage::lookUp).bind("NSPI", gc1).notRun(Reason::wouldRiskLockout).all(Outcome::failed);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.hop, refusal);
    EXPECT_EQ(causesIn(verdict).front(), "wrong-password");
}

TEST(Diagnose, IsCancelledWhenTheWalkWas)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect(ex1);
    b.stage(Stage::lookUp).connect(gc1).is(Outcome::cancelled).all(Outcome::cancelled);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::cancelled);
    EXPECT_EQ(verdict.lanes.at(Transport::direct).outcome, Result::cancelled);
    EXPECT_TRUE(verdict.findings.empty());

    TraceBuilder early;
    early.all(Outcome::cancelled);
    EXPECT_EQ(diagnose(early.trace()).outcome, Result::cancelled);
}

// Outlook 2003 goes on without the referral service.
TEST(Diagnose, FindsNoFaultInAMissingReferralWhereOutlook2003GoesOn)
{
    const auto noticedBy = [](const char *outlook) {
        TraceBuilder b;
        b.trace().asked.outlook = outlook;
        b.stage(Stage::refer).map("RFR", "ex1.corp.test").failsAlone(Code::status, "0x16c9a0d6").groupFails();
        b.stage(Stage::open).call("RopLogon", ex1);
        return causesIn(diagnose(b.trace()));
    };
    EXPECT_EQ(noticedBy("2003"), Causes{});
    EXPECT_EQ(noticedBy("2007"), (Causes{"epm-interface-not-registered", "no-rfr-breaks-new-profile"}));
}

TEST(Diagnose, TellsOfAnOutlookThatIsTooNewWhereTheWalkOnlyWarns)
{
    TraceBuilder b = healthyWalk();
    trace::Hop &connectEx = b.trace().hops[b.trace().hops.size() - 2];
    ASSERT_EQ(connectEx.title, "EcDoConnectEx");
    connectEx.outcome = Outcome::warned;
    connectEx.failure =
        Failure{Code::status, "this Outlook does not talk to this Exchange", "Exchange 2010 or later", "8.3.83.6"};
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_EQ(causesIn(verdict), Causes{"outlook-too-new-for-exchange"});
    connectEx.failure->got = "public-address-1"; // as report/mask writes a version
    EXPECT_EQ(causesIn(diagnose(b.trace())), Causes{"outlook-too-new-for-exchange"});
    connectEx.failure->expected = "0x00000000";
    connectEx.failure->got = "0x00000970";
    EXPECT_TRUE(diagnose(b.trace()).findings.empty());
}

TEST(Diagnose, MindsNoStageThatAnEarlierFailureLeftOut)
{
    TraceBuilder b;
    b.stage(Stage::discover).resolve("ex1.corp.test").fails(Code::nameNotFound);
    const HopId name = b.last().id;
    for (const Stage later : {Stage::refer, Stage::lookUp, Stage::open})
        b.stage(later).is(Outcome::notRun).notRun(Reason::earlierFailure);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::fails);
    EXPECT_EQ(verdict.hop, name);
    EXPECT_EQ(verdict.stage, Stage::discover);
    EXPECT_FALSE(verdict.reason);
    EXPECT_EQ(causesIn(verdict), Causes{"manual-server-typed-wrong"});
    EXPECT_EQ(verdict.lanes.at(Transport::direct).outcome, Result::fails);
}

TEST(Diagnose, TellsOfAPasswordThatIsNeededBeforeWhatItLeftOut)
{
    TraceBuilder b;
    b.stage(Stage::refer).notRun(Reason::earlierFailure);
    b.stage(Stage::open).notRun(Reason::needsPassword);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::notProven);
    EXPECT_EQ(verdict.reason, Reason::needsPassword);
}

// Outside, whatever 135 or a mapped port does: nobody is asked to open it.
TEST(Diagnose, NeverAsksAnybodyToOpenAPortOfAPublicAddress)
{
    for (const Stage stage : {Stage::refer, Stage::lookUp, Stage::open})
        for (const Code code : {Code::timeout, Code::refused, Code::unreachable})
            for (const char *port : {"135", "49155"}) {
                TraceBuilder b;
                b.stage(stage).connect("gc1.corp.test:7000", "192.0.2.9");
                b.connect(std::string("gc1.corp.test:") + port, "192.0.2.3")
                    .fact("said by", "ICMP 3/3 (port unreachable)")
                    .fails(code);
                for (const Finding &finding : diagnose(b.trace()).findings) {
                    const std::string message = messageFor(finding, b.trace()).toStdString();
                    EXPECT_THAT(message, testing::Not(testing::HasSubstr("lease open"))) << finding.cause;
                    EXPECT_THAT(message, testing::Not(testing::HasSubstr("and open"))) << finding.cause;
                    EXPECT_THAT(message, testing::Not(testing::HasSubstr("allowed through"))) << finding.cause;
                }
            }
}

TEST(Diagnose, BlamesNobodyWhereNobodySaidThatThereIsNoWay)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135").fact("icmp", "ICMP 3/13 (communication administratively prohibited)");
    b.fails(Code::unreachable);
    EXPECT_TRUE(diagnose(b.trace()).findings.empty());
}

TEST(Diagnose, AsksForTheRouterOnlyWhereTheNameServerIsSilent)
{
    const auto remedyAt = [](Code code) {
        TraceBuilder b;
        b.stage(Stage::discover).resolve("ex1.corp.test").fails(code);
        return remedyFor(diagnose(b.trace()).findings.at(0), b.trace()).toStdString();
    };
    EXPECT_THAT(remedyAt(Code::timeout), testing::HasSubstr("router"));
    EXPECT_THAT(remedyAt(Code::nameServerFailure), testing::Not(testing::HasSubstr("router")));
}

TEST(Diagnose, TakesNothingForProvenInAnEmptyRecord)
{
    const Verdict verdict = diagnose({});
    EXPECT_EQ(verdict.outcome, Result::notProven);
    EXPECT_FALSE(verdict.sentence.empty());
}

TEST(Diagnose, KeepsAFaultOfThisProgramThatNoStageMet)
{
    TraceBuilder b;
    b.fails(Code::internal);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::notProven);
    EXPECT_EQ(verdict.code, Code::internal);
}

TEST(Diagnose, DecidesByDiscoverWhenNoLaneWasReached)
{
    TraceBuilder b;
    b.stage(Stage::discover, std::nullopt).resolve("ex1.corp.test").fails(Code::nameNotFound);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::fails);
    EXPECT_EQ(verdict.stage, Stage::discover);
    EXPECT_TRUE(verdict.lanes.empty());
}

TEST(Diagnose, DoesNotMindPort135OutsideWhereHttpsIsOffered)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135", "192.0.2.3").fails(Code::timeout);
    const Verdict alone = diagnose(b.trace());
    EXPECT_EQ(alone.outcome, Result::fails);
    EXPECT_THAT(remedyFor(alone.findings.at(0), b.trace()).toStdString(),
                testing::HasSubstr("Do not ask anyone to open port 135"));

    b.stage(Stage::open, Transport::rpcHttps).call("RopLogon", ex1);
    const Verdict both = diagnose(b.trace());
    EXPECT_EQ(both.outcome, Result::works);
    EXPECT_EQ(both.lanes.at(Transport::direct).outcome, Result::notOffered);
    EXPECT_TRUE(both.lanes.at(Transport::direct).findings.empty());
}

// A saved walk may be anybody's: what is held against all other hops is limited.
TEST(Diagnose, SaysLittleAboutARecordFullOfFailures)
{
    TraceBuilder b;
    b.stage(Stage::refer);
    for (int i = 0; i < 1000; ++i)
        b.attempt().map("RFR", "ex" + std::to_string(i) + ".corp.test").failsAlone(Code::status, "0x16c9a0d6").groupFails();
    b.connect("ex1.corp.test:135").fails(Code::refused);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.hop, b.last().id);
    EXPECT_LE(verdict.findings.size(), 60u);
}

TEST(Diagnose, NeverTrustsWhatAServerCalledItself)
{
    TraceBuilder b;
    b.stage(Stage::lookUp).resolve("gc1\x1b[31m{port}{name}.corp").fails(Code::nameNotFound);
    const std::string text = diagnose(b.trace()).findings.at(0).text;
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_THAT(text, testing::HasSubstr("{port}{name}"));
}

} // namespace
} // namespace mailwalk::diagnosis
