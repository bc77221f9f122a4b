#include "diagnosis/catalogue.h"
#include "diagnosis/rules.h"
#include "support/trace_builder.h"

#include <gmock/gmock.h>
#include <set>

namespace mailwalk::diagnosis {
namespace {

using test::healthyWalk;
using test::TraceBuilder;
using testing::ElementsAreArray;
using namespace trace;
using Causes = std::vector<std::string>;

Causes causesIn(const LaneVerdict &verdict)
{
    Causes ids;
    for (const Finding &finding : verdict.findings)
        ids.push_back(finding.cause);
    return ids;
}

// A walk that stops in a stage at an act that the row writes last.
struct Row {
    const char *what;
    Stage stage;
    void (*write)(TraceBuilder &);
    Code code;
    const char *got;
    Causes causes;
};

constexpr auto ex1 = "ex1.corp.test:49152";
constexpr auto gc1 = "gc1.corp.test:49155";

void typedServerIs(TraceBuilder &b, const char *host)
{
    b.trace().asked.server = host;
    b.resolve(host);
}

// clang-format off
const std::vector<Row> &rows()
{
    using B = TraceBuilder;
    static const std::vector<Row> all{
        // names
        {"typed wrong", Stage::discover, [](B &b) { b.resolve("ex1.corp.test"); }, Code::nameNotFound, "", {"manual-server-typed-wrong"}},
        {"no address", Stage::discover, [](B &b) { b.resolve("ex1.corp.test"); }, Code::nameNoData, "", {"manual-server-typed-wrong"}},
        {"short name", Stage::discover, [](B &b) { typedServerIs(b, "EX1"); }, Code::nameNotFound, "", {"dns-internal-name-only", "manual-server-typed-wrong"}},
        {"in-house ending", Stage::discover, [](B &b) { typedServerIs(b, "ex1.corp.local"); }, Code::nameNotFound, "", {"dns-internal-name-only", "manual-server-typed-wrong"}},
        {"home server unknown", Stage::open, [](B &b) { b.resolve("mbx7.corp.test"); }, Code::nameNotFound, "", {"dns-internal-name-only"}},
        {"name server fails", Stage::discover, [](B &b) { b.resolve("ex1.corp.test"); }, Code::nameServerFailure, "", {"name-server-failing"}},
        {"name server silent", Stage::lookUp, [](B &b) { b.resolve("gc1.corp.test"); }, Code::timeout, "", {"name-server-failing"}},
        // lines
        {"135 swallowed inside", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135", "10.1.2.3"); }, Code::timeout, "", {"tcp135-filtered-by-company"}},
        {"135 swallowed inside, IPv6", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135", "fd00::3"); }, Code::timeout, "", {"tcp135-filtered-by-company"}},
        {"135 swallowed outside", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135", "192.0.2.3"); }, Code::timeout, "", {"tcp135-filtered-by-provider"}},
        {"135 prohibited", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135").fact("icmp", "ICMP 3/13 (communication administratively prohibited) from 10.0.0.254"); }, Code::unreachable, "", {"tcp135-filtered-by-company"}},
        {"no way", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135"); }, Code::unreachable, "", {"no-route-to-server"}},
        {"135 refused", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135"); }, Code::refused, "", {"tcp135-refused"}},
        {"not allowed here", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135"); }, Code::permission, "", {"home-security-software-blocks"}},
        {"port swallowed", Stage::refer, [](B &b) { b.connect(ex1); }, Code::timeout, "", {"epm-ok-dynamic-port-filtered"}},
        {"directory's port swallowed", Stage::lookUp, [](B &b) { b.connect(gc1); }, Code::timeout, "", {"epm-ok-dynamic-port-filtered"}},
        {"port refused", Stage::open, [](B &b) { b.connect("ex1.corp.test:49160"); }, Code::refused, "", {"mapped-port-refused"}},
        // mapper
        {"no referral service", Stage::refer, [](B &b) { b.map("RFR", "ex1.corp.test"); }, Code::status, "0x16c9a0d6", {"epm-interface-not-registered", "no-rfr-breaks-new-profile"}},
        {"no address book", Stage::lookUp, [](B &b) { b.map("NSPI", "gc1.corp.test"); }, Code::status, "0x16c9a0d6", {"epm-interface-not-registered"}},
        {"no store", Stage::open, [](B &b) { b.map("EMSMDB", "ex1.corp.test"); }, Code::status, "0x16c9a0d6", {"epm-interface-not-registered"}},
        // referral
        {"referred to a name unknown here", Stage::lookUp, [](B &b) { b.resolve("gc9.corp.test"); }, Code::nameNotFound, "", {"referral-to-unresolvable-gc"}},
        {"referred to silence", Stage::lookUp, [](B &b) { b.connect("gc1.corp.test:135"); }, Code::timeout, "", {"referral-to-unreachable-gc"}},
        {"referred to a closed door", Stage::lookUp, [](B &b) { b.connect("gc1.corp.test:135"); }, Code::refused, "", {"referral-to-unreachable-gc"}},
        {"referral refused at its port", Stage::refer, [](B &b) { b.bind("RFR", ex1); }, Code::rpcRejected, "provider_rejection abstract_syntax_not_supported", {"no-rfr-breaks-new-profile"}},
        {"referral says it does not refer", Stage::refer, [](B &b) { b.call("RfrGetNewDSA", ex1); }, Code::status, "0x80040102", {"no-rfr-breaks-new-profile"}},
        {"referral is another service", Stage::refer, [](B &b) { b.call("RfrGetNewDSA", ex1); }, Code::rpcFault, "0x1c010003", {"no-rfr-breaks-new-profile"}},
        // binds and faults
        {"address book refused at its port", Stage::lookUp, [](B &b) { b.bind("NSPI", gc1); }, Code::rpcRejected, "provider_rejection abstract_syntax_not_supported", {"gc-nspi-service-dead"}},
        {"store refused at its port", Stage::open, [](B &b) { b.bind("EMSMDB", ex1); }, Code::rpcRejected, "provider_rejection abstract_syntax_not_supported", {"wrong-service-on-port"}},
        {"another service on the store's port", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::rpcFault, "0x1c010003", {"wrong-service-on-port"}},
        {"bind over a limit", Stage::open, [](B &b) { b.bind("EMSMDB", ex1); }, Code::rpcRejected, "bind_nak 2 local_limit_exceeded", {"server-too-busy-throttled"}},
        {"too busy", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::rpcFault, "0x1c010014", {"server-too-busy-throttled"}},
        {"no right", Stage::lookUp, [](B &b) { b.call("NspiBind", gc1); }, Code::rpcFault, "0x00000005", {"rpc-layer-access-denied"}},
        {"session faults", Stage::lookUp, [](B &b) { b.call("NspiBind", gc1); }, Code::rpcFault, "0x1c000009", {"gc-nspi-service-dead"}},
        {"session hangs", Stage::lookUp, [](B &b) { b.call("NspiBind", gc1); }, Code::timeout, "", {"gc-nspi-service-dead"}},
        // sign-in
        {"sign-in refused at the bind", Stage::refer, [](B &b) { b.bind("RFR", ex1); }, Code::authRejected, "bind_nak 9 invalid_checksum", {"wrong-password", "account-locked"}},
        {"sign-in refused at the first call", Stage::refer, [](B &b) { b.call("RfrGetNewDSA", ex1); }, Code::authRejected, "fault 0x00000005", {"wrong-password", "account-locked"}},
        {"sign-in without a domain", Stage::refer, [](B &b) { b.bind("RFR", ex1).fact("user_domain", ""); }, Code::authRejected, "fault 0x00000005", {"wrong-password", "account-locked", "username-format"}},
        // conversations
        {"reset at the bind", Stage::refer, [](B &b) { b.bind("RFR", ex1); }, Code::reset, "", {"rpc-inspection-drops"}},
        {"reset at the mapper", Stage::refer, [](B &b) { b.map("RFR", "ex1.corp.test"); }, Code::reset, "", {"rpc-inspection-drops"}},
        {"silent", Stage::refer, [](B &b) { b.map("RFR", "ex1.corp.test"); }, Code::timeout, "", {"server-silent"}},
        {"hangs up", Stage::open, [](B &b) { b.bind("EMSMDB", ex1); }, Code::closed, "", {"server-closes-early"}},
        {"cut in a call", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::reset, "", {"server-closes-early"}},
        {"another protocol", Stage::refer, [](B &b) { b.map("RFR", "ex1.corp.test"); }, Code::otherProtocol, "220 mail", {"another-program-on-port"}},
        {"malformed", Stage::refer, [](B &b) { b.call("RfrGetNewDSA", ex1); }, Code::malformed, "7", {"answer-malformed"}},
        {"too large", Stage::lookUp, [](B &b) { b.call("NspiQueryRows", gc1); }, Code::tooLarge, "", {"answer-malformed"}},
        // address book
        {"unresolved", Stage::lookUp, [](B &b) { b.call("NspiResolveNamesW", gc1); }, Code::status, "unresolved", {"name-not-found-hidden", "name-not-stamped-yet"}},
        {"ambiguous", Stage::lookUp, [](B &b) { b.call("NspiResolveNamesW", gc1); }, Code::status, "ambiguous", {"name-ambiguous"}},
        {"ambiguous by number", Stage::lookUp, [](B &b) { b.call("NspiGetMatches", gc1); }, Code::status, "0x80040700", {"name-ambiguous"}},
        {"one session too many", Stage::lookUp, [](B &b) { b.call("NspiBind", gc1); }, Code::status, "0x80040111", {"nspi-session-limit"}},
        {"code page", Stage::lookUp, [](B &b) { b.call("NspiBind", gc1); }, Code::status, "0x8004011e", {"nspi-codepage-refused"}},
        {"address list closed", Stage::lookUp, [](B &b) { b.call("NspiGetMatches", gc1); }, Code::status, "0x80040405", {"address-list-permission"}},
        // store
        {"circle", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x00000478", {"store-wrong-server"}},
        {"encryption", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x00000970", {"rpc-encryption-required"}},
        {"version", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x000004df", {"client-version-blocked"}},
        {"cached mode", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x000004e1", {"cached-mode-required"}},
        {"MAPI off", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x000007d8", {"mapi-disabled-for-user"}},
        {"mailbox off", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x0000096c", {"mailbox-disabled"}},
        {"server without directory", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x0000096e", {"directory-unavailable-at-server"}},
        {"busy store", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x00000480", {"server-too-busy-throttled"}},
        {"moving", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x0000050c", {"mailbox-in-transit"}},
        {"password too old", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x0000064d", {"password-expired-must-change"}},
        {"at night", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x0000064f", {"logon-restriction"}},
        {"many sessions", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x80040112", {"mapi-session-limit"}},
        {"database closed", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x00000476", {"database-dismounted"}},
        {"logon failed", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x80040111", {"database-dismounted", "unknown-user-in-store"}},
        {"no such user", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x000003eb", {"unknown-user-in-store"}},
        {"not yours", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x000003f2", {"login-permission"}},
        {"access denied", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x80070005", {"login-permission"}},
    };
    return all;
}
// clang-format on

TEST(Diagnose, FindsTheCauseOfEverySignature)
{
    for (const Row &row : rows()) {
        TraceBuilder b;
        b.stage(row.stage);
        row.write(b);
        b.fails(row.code, row.got);
        const Verdict verdict = diagnose(b.trace());
        EXPECT_EQ(verdict.outcome, Result::fails) << row.what;
        EXPECT_EQ(verdict.hop, b.last().id) << row.what;
        EXPECT_EQ(verdict.code, row.code) << row.what;
        EXPECT_EQ(verdict.stage, row.stage) << row.what;
        EXPECT_THAT(causesIn(verdict), ElementsAreArray(row.causes)) << row.what;
        EXPECT_EQ(verdict.lanes.at(Transport::direct).outcome, Result::fails) << row.what;
    }
}

// Every cause of a rule is a row of the catalogue with somebody who can mend it; every cause of the catalogue is reached by a row
// above or by a test below.
TEST(Diagnose, HasARowForEveryCause)
{
    std::set<std::string> shown{"gc-without-exchange", "server-without-exchange", "referral-stored-in-profile-dead", "dns-round-robin-one-bad",
                                "static-port-missing-on-one-server"};
    for (const Row &row : rows())
        shown.insert(row.causes.begin(), row.causes.end());
    for (const Cause &cause : catalogue())
        EXPECT_TRUE(shown.contains(cause.id)) << cause.id;
    for (const Rule &rule : rules())
        for (const auto id : rule.causes)
            EXPECT_TRUE(causeOf(id)) << id;
}

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

TEST(Diagnose, NoticesTheServerThatWasForgottenWhenPortsWereFixed)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:59532");
    b.stage(Stage::lookUp).connect("gc1.corp.test:49155", "10.0.0.2").fails(Code::timeout);
    EXPECT_EQ(causesIn(diagnose(b.trace())), Causes{"epm-ok-dynamic-port-filtered"}); // 59532 is in the dynamic range of today

    TraceBuilder fixed;
    fixed.stage(Stage::refer).connect("ex1.corp.test:7575");
    fixed.stage(Stage::lookUp).connect("gc1.corp.test:49155", "10.0.0.2").fails(Code::timeout);
    EXPECT_EQ(causesIn(diagnose(fixed.trace())), (Causes{"epm-ok-dynamic-port-filtered", "static-port-missing-on-one-server"}));
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
