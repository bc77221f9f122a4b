#include "diagnosis/catalogue.h"
#include "support/web_rows.h"

#include <gmock/gmock.h>

namespace mailwalk::diagnosis {
namespace {

using namespace test;
using testing::HasSubstr;
using namespace trace;
using Causes = std::vector<std::string>;

Causes causesIn(const LaneVerdict &verdict)
{
    Causes ids;
    for (const Finding &finding : verdict.findings)
        ids.push_back(finding.cause);
    return ids;
}

constexpr auto outside = "192.0.2.3";
constexpr auto atSubdomain = "https://autodiscover.corp.test/autodiscover/autodiscover.xml";

// All four candidates, as each usually is where nothing is published; the row's own goes last.
TraceBuilder &vainSearch(TraceBuilder &b)
{
    website(search(b)).connect("corp.test:443", outside);
    post(secure(b, "corp.test:443"), "https://corp.test/autodiscover/autodiscover.xml");
    b.failsAlone(Code::httpStatus, "404 Not Found").groupFails();
    plainRedirect(b).resolve("autodiscover.corp.test").failsAlone(Code::nameNotFound).groupFails();
    service(b).resolve("_autodiscover._tcp.corp.test").failsAlone(Code::nameNotFound).groupFails();
    return subdomain(b);
}

// A search that found its settings at the subdomain, signed in.
TraceBuilder &found(TraceBuilder &b)
{
    website(search(b)).resolve("corp.test").failsAlone(Code::nameNotFound).groupFails();
    post(subdomain(b).connect("autodiscover.corp.test:443", outside), atSubdomain).end();
    post(signIn(b), atSubdomain).end();
    return b;
}

TraceBuilder &leftOut(TraceBuilder &b, Transport lane, Reason reason, const char *why = "")
{
    b.stage(Stage::open, lane).notRun(reason);
    return *why ? b.fact("reason", why) : b;
}

TraceBuilder &directFails(TraceBuilder &b, const char *address = "10.0.0.1", Code code = Code::timeout)
{
    return b.stage(Stage::refer).connect("ex1.corp.test:135", address).fails(code);
}

TraceBuilder &proxyWorks(TraceBuilder &b)
{
    behindProxy(b, Stage::refer).connect("mail.corp.test:443", outside).call("RfrGetNewDSA", "ex1.corp.test:6002");
    return behindProxy(b, Stage::open).call("RopLogon", "ex1.corp.test:6001");
}

// --- the search

TEST(Search, FailsForTheWalkAndBlamesNoLane)
{
    TraceBuilder b;
    vainSearch(b).resolve("autodiscover.corp.test").fails(Code::nameNotFound);
    const HopId name = b.last().id;
    for (const Transport lane : {Transport::direct, Transport::rpcHttps})
        leftOut(b, lane, Reason::earlierFailure);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::fails);
    EXPECT_EQ(verdict.stage, Stage::discover);
    EXPECT_EQ(verdict.hop, name);
    EXPECT_EQ(causesIn(verdict), Causes{"autodiscover-dns-missing"});
    EXPECT_THAT(verdict.sentence, HasSubstr("corp.test"));
    for (const auto &[transport, lane] : verdict.lanes) {
        EXPECT_EQ(lane.outcome, Result::notRun);
        EXPECT_TRUE(lane.findings.empty());
    }
}

// The most telling failure, whatever order they came in.
TEST(Search, GoesByWhatSaysTheMost)
{
    struct Case {
        const char *what;
        void (*write)(TraceBuilder &); // ends with the hop that is to be named
    };
    // In rising order; all that stand before a row are in the record with it.
    static const Case cases[] = {
        {"a name", [](TraceBuilder &b) { subdomain(b).resolve("autodiscover.corp.test").failsAlone(Code::nameNotFound); }},
        {"a line",
         [](TraceBuilder &b) { subdomain(b).connect("autodiscover.corp.test:443", outside).failsAlone(Code::refused); }},
        {"a certificate",
         [](TraceBuilder &b) { secure(service(b), "box.corp.test:443").failsAlone(Code::certificate, "expired"); }},
        {"a certificate of the name made for it",
         [](TraceBuilder &b) { secure(subdomain(b), "autodiscover.corp.test:443").failsAlone(Code::certificate, "expired"); }},
        {"an error",
         [](TraceBuilder &b) {
             post(website(b), "https://corp.test/autodiscover/autodiscover.xml").failsAlone(Code::status, "600");
         }},
        {"a modern sign-in", [](TraceBuilder &b) { signIn(b).failsAlone(Code::authUnsupported, "Bearer"); }},
        {"a refusal", [](TraceBuilder &b) { post(signIn(b), atSubdomain).failsAlone(Code::authRejected, "401 Unauthorized"); }},
    };
    for (std::size_t most = 0; most < std::size(cases); ++most)
        for (const bool isLast : {true, false}) {
            TraceBuilder b;
            search(b);
            HopId expected{};
            for (std::size_t i = 0; i <= most; ++i) {
                const std::size_t at = isLast ? i : most - i;
                cases[at].write(b);
                expected = at == most ? b.last().id : expected;
                b.groupFails();
            }
            b.all(Outcome::failed);
            EXPECT_EQ(diagnose(b.trace()).hop, expected) << cases[most].what;
        }
}

TEST(Search, IsNotCancelledBecauseACandidateWas)
{
    TraceBuilder b;
    found(b);
    b.trace().hops[1].outcome = Outcome::passed;
    plainRedirect(b).connect("autodiscover.corp.test:80", outside).is(Outcome::cancelled).all(Outcome::cancelled);
    b.trace().hops[0].outcome = b.trace().hops[1].outcome = Outcome::passed;
    proxyWorks(b);
    EXPECT_EQ(diagnose(b.trace()).outcome, Result::works);
}

TEST(Search, FindsNoFaultInPlacesThatOutlookAsksInVain)
{
    TraceBuilder b;
    website(search(b)).connect("corp.test:443", outside).failsAlone(Code::refused).groupFails();
    post(subdomain(b), atSubdomain).end();
    plainRedirect(b).connect("autodiscover.corp.test:80", outside).failsAlone(Code::timeout).groupFails();
    service(b).resolve("_autodiscover._tcp.corp.test").failsAlone(Code::nameNotFound).groupFails();
    proxyWorks(b);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_EQ(causesIn(verdict), Causes{});
}

TEST(Search, TellsOfAWebsiteThatOutlookStumblesOver)
{
    const auto noticed = [](Kind kind, Code code, const char *got, const char *expected) {
        TraceBuilder b;
        website(search(b)).act(kind, "act", "corp.test:443").failsAlone(code, got);
        b.last().failure->expected = expected;
        b.groupFails();
        post(subdomain(b), atSubdomain).end();
        proxyWorks(b);
        const Verdict verdict = diagnose(b.trace());
        EXPECT_EQ(verdict.outcome, Result::works);
        EXPECT_FALSE(verdict.hop);
        return causesIn(verdict);
    };
    EXPECT_EQ(noticed(Kind::http, Code::otherProtocol, "text/html", "an Autodiscover document"), Causes{"root-domain-200-html"});
    EXPECT_EQ(noticed(Kind::secure, Code::certificate, "other name", "corp.test"), Causes{"root-domain-foreign-certificate"});
    EXPECT_EQ(noticed(Kind::secure, Code::certificate, "expired", ""), Causes{"cert-expired"});
    EXPECT_EQ(noticed(Kind::http, Code::httpStatus, "503 Service Unavailable", ""), Causes{});
}

TEST(Search, DoesNotTellOfPlacesThatComeAfterTheOneThatAnswers)
{
    TraceBuilder b;
    post(website(search(b)), "https://corp.test/autodiscover/autodiscover.xml").end();
    secure(subdomain(b), "autodiscover.corp.test:443").failsAlone(Code::certificate, "expired").groupFails();
    proxyWorks(b);
    EXPECT_EQ(causesIn(diagnose(b.trace())), Causes{});
}

TEST(Search, EndsEverySignInWithTheFirstRefusal)
{
    TraceBuilder b;
    website(search(b)).resolve("corp.test").failsAlone(Code::nameNotFound).groupFails();
    post(subdomain(b), atSubdomain).end();
    post(signIn(b), atSubdomain).fails(Code::authRejected, "401 Unauthorized");
    const HopId refusal = b.last().id;
    for (const Transport lane : {Transport::direct, Transport::rpcHttps})
        leftOut(b, lane, Reason::wouldRiskLockout);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::fails);
    EXPECT_EQ(verdict.hop, refusal);
    EXPECT_EQ(verdict.code, Code::authRejected);
    EXPECT_EQ(verdict.stage, Stage::discover);
    EXPECT_EQ(causesIn(verdict), (Causes{"wrong-password", "account-locked"}));
    EXPECT_EQ(verdict.lanes.at(Transport::rpcHttps).reason, Reason::wouldRiskLockout);
}

TEST(Search, ProvesNothingWithoutAPassword)
{
    TraceBuilder b;
    post(subdomain(search(b)), atSubdomain).fact("offers", "NTLM").end();
    b.attempt().notRun(Reason::needsPassword);
    for (const Transport lane : {Transport::direct, Transport::rpcHttps})
        leftOut(b, lane, Reason::needsPassword);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::notProven);
    EXPECT_EQ(verdict.reason, Reason::needsPassword);
    EXPECT_TRUE(verdict.findings.empty());
}

// An honest limit: newer versions have the modern sign-in, older ones fail as we do.
TEST(Search, GoesByTheOutlookThatMeetsAModernSignIn)
{
    const auto at = [](const char *outlook) {
        TraceBuilder b;
        b.trace().asked.outlook = outlook;
        signIn(search(b)).fails(Code::authUnsupported, "Bearer");
        return diagnose(b.trace());
    };
    for (const char *outlook : {"2003", "2007", "2010"})
        EXPECT_EQ(at(outlook).outcome, Result::fails) << outlook;
    for (const char *outlook : {"2013", "2016", "2019", "365"})
        EXPECT_EQ(at(outlook).outcome, Result::notProven) << outlook;
    for (const char *outlook : {"2007", "365"})
        EXPECT_EQ(causesIn(at(outlook)), Causes{"modern-auth-required"}) << outlook;
    EXPECT_THAT(at("365").sentence, HasSubstr("no longer accepts a plain password"));
}

TEST(Search, BlamesNobodyForAnOldServerThatThisProgramCannotTalkTo)
{
    TraceBuilder b;
    secure(subdomain(search(b)), "autodiscover.corp.test:443").fails(Code::tls, "too old a protocol");
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::notProven);
    EXPECT_THAT(verdict.sentence, HasSubstr("an Outlook of that time may"));
}

TEST(Search, NamesTheHostThatWasNotAgreedTo)
{
    TraceBuilder b;
    post(subdomain(search(b)), atSubdomain)
        .fails(Code::consent, "none",
               "autodiscover.host.example is outside the user's own domain and gets nothing without consent");
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::notProven);
    EXPECT_EQ(verdict.reason, Reason::consent);
    EXPECT_THAT(verdict.sentence, HasSubstr("another company's machine, autodiscover.host.example,"));
}

// --- lanes

TEST(Lanes, WorkWhenOneOpensTheMailbox)
{
    TraceBuilder b;
    proxyWorks(directFails(found(b)));
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_EQ(verdict.lanes.at(Transport::rpcHttps).outcome, Result::works);
}

// Outside, an inner server is unknown, silent, or an address that leads nowhere.
TEST(Lanes, DoNotMindADirectWayThatLeadsNowhereFromOutside)
{
    const auto direct = [](auto write) {
        TraceBuilder b;
        found(b).stage(Stage::refer);
        write(b);
        proxyWorks(b);
        return diagnose(b.trace()).lanes.at(Transport::direct);
    };
    const auto expectForgiven = [](const LaneVerdict &lane) {
        EXPECT_EQ(lane.outcome, Result::notOffered);
        EXPECT_EQ(lane.reason, Reason::notOffered);
        EXPECT_TRUE(lane.findings.empty());
    };
    expectForgiven(direct([](TraceBuilder &b) { b.resolve("ex1.corp.local").fails(Code::nameNotFound); }));
    for (const Code code : {Code::timeout, Code::refused, Code::unreachable})
        for (const char *address : {"10.0.0.1", outside, "fd00::1"})
            expectForgiven(direct([&](TraceBuilder &b) { b.connect("ex1.corp.test:135", address).fails(code); }));
}

TEST(Lanes, StillTellOfADirectWayThatFailsInside)
{
    TraceBuilder b;
    found(b);
    b.stage(Stage::refer).connect("ex1.corp.test:135").connect("ex1.corp.test:49152").fails(Code::timeout);
    proxyWorks(b);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_EQ(verdict.lanes.at(Transport::direct).outcome, Result::fails);
    EXPECT_EQ(causesIn(verdict.lanes.at(Transport::direct)), Causes{"epm-ok-dynamic-port-filtered"});
}

TEST(Lanes, StillTellOfADirectWayThatFailsLater)
{
    TraceBuilder b;
    found(b).stage(Stage::refer).map("RFR", "ex1.corp.test").fails(Code::status, "0x16c9a0d6");
    proxyWorks(b);
    EXPECT_EQ(diagnose(b.trace()).lanes.at(Transport::direct).outcome, Result::fails);
}

TEST(Lanes, AreDecidedByTheWayThatIsMeantForOutside)
{
    TraceBuilder b;
    directFails(found(b));
    secure(behindProxy(b, Stage::refer), "mail.corp.test:443").fails(Code::certificate, "expired");
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::fails);
    EXPECT_EQ(causesIn(verdict), Causes{"cert-expired"});
    EXPECT_EQ(verdict.lanes.at(Transport::direct).outcome, Result::notOffered);
}

TEST(Lanes, AreDecidedByTheOneThatCameFurther)
{
    TraceBuilder b;
    found(b).stage(Stage::refer).connect("ex1.corp.test:135").map("RFR", "ex1.corp.test").fails(Code::status, "0x16c9a0d6");
    behindProxy(b, Stage::open).call("RopLogon", "ex1.corp.test:6001").fails(Code::status, "0x0000050c");
    EXPECT_EQ(causesIn(diagnose(b.trace())), Causes{"mailbox-in-transit"});

    TraceBuilder c;
    found(c).stage(Stage::open).call("RopLogon", "ex1.corp.test:49160").fails(Code::status, "0x000003f2");
    secure(behindProxy(c, Stage::refer), "mail.corp.test:443").fails(Code::certificate, "expired");
    EXPECT_EQ(causesIn(diagnose(c.trace())), Causes{"login-permission"});
}

TEST(Lanes, AreNotProvenWhereOneMayStillWork)
{
    TraceBuilder limit;
    found(limit).stage(Stage::refer).connect("ex1.corp.test:135").bind("RFR", "ex1.corp.test:49152").fails(Code::authUnsupported);
    secure(behindProxy(limit, Stage::refer), "mail.corp.test:443").fails(Code::certificate, "expired");
    EXPECT_EQ(diagnose(limit.trace()).outcome, Result::notProven);

    TraceBuilder noPassword;
    found(noPassword)
        .stage(Stage::refer)
        .connect("ex1.corp.test:135")
        .map("RFR", "ex1.corp.test")
        .fails(Code::status, "0x16c9a0d6");
    leftOut(noPassword, Transport::rpcHttps, Reason::needsPassword);
    EXPECT_EQ(diagnose(noPassword.trace()).outcome, Result::notProven);
    EXPECT_EQ(diagnose(noPassword.trace()).reason, Reason::needsPassword);
}

TEST(Lanes, FailWhereTheOtherWasLeftOutForTheRefusal)
{
    TraceBuilder b;
    byAddress(b);
    b.stage(Stage::refer).bind("RFR", "ex1.corp.test:49152").fails(Code::authRejected, "bind_nak 9 invalid_checksum");
    leftOut(b, Transport::rpcHttps, Reason::wouldRiskLockout);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::fails);
    EXPECT_EQ(causesIn(verdict).front(), "wrong-password");
}

TEST(Lanes, FailThoughAWayThatIsNotWalkedYetIsOffered)
{
    TraceBuilder b;
    found(b);
    secure(behindProxy(b, Stage::refer), "mail.corp.test:443").fails(Code::certificate, "expired");
    leftOut(b, Transport::mapiHttps, Reason::policy);
    EXPECT_EQ(diagnose(b.trace()).outcome, Result::fails);
    EXPECT_EQ(diagnose(b.trace()).lanes.at(Transport::mapiHttps).outcome, Result::notProven);
}

TEST(Lanes, PointAtTheHopElsewhereThatStoppedThem)
{
    TraceBuilder b;
    found(b).stage(Stage::refer).bind("RFR", "ex1.corp.test:49152").fails(Code::authRejected, "bind_nak 9 invalid_checksum");
    const HopId refusal = b.last().id;
    behindProxy(b, Stage::refer).fact("stopped at hop", std::to_string(refusal)).all(Outcome::failed);
    const Verdict verdict = diagnose(b.trace());
    const LaneVerdict &lane = verdict.lanes.at(Transport::rpcHttps);
    EXPECT_EQ(lane.outcome, Result::fails);
    EXPECT_EQ(lane.hop, refusal);
    EXPECT_EQ(lane.code, Code::authRejected);
    EXPECT_EQ(causesIn(lane).front(), "wrong-password");
}

TEST(Lanes, PointAtTheEndpointThatWasTriedAhead)
{
    TraceBuilder b;
    found(b);
    behindProxy(b, Stage::refer);
    b.attempt();
    b.attempt();
    channel(b, "ex1.corp.test:6002").end();
    b.attempt();
    channel(b, "ex1.corp.test:6004").fact("rpc error", "0x000006ba").failsAlone(Code::httpStatus, "503 RPC Error: 6ba");
    const HopId endpoint = b.last().id;
    b.groupFails().end();
    b.call("RfrGetNewDSA", "ex1.corp.test:6002");
    behindProxy(b, Stage::lookUp).fact("stopped at hop", std::to_string(endpoint)).all(Outcome::failed);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.hop, endpoint);
    EXPECT_EQ(causesIn(verdict), Causes{"dsproxy-6004-not-listening"});
}

// What is done ahead of all stages belongs to none; the lane says where it stopped.
TEST(Lanes, StopInTheirOwnStageForWhatHappenedAhead)
{
    TraceBuilder b;
    found(b);
    b.end().attempt().resolve("outlook.corp.test").failsAlone(Code::nameNotFound);
    b.last().transport.reset();
    b.last().stage.reset();
    const HopId name = b.last().id;
    b.groupFails();
    behindProxy(b, Stage::refer).fact("stopped at hop", std::to_string(name)).all(Outcome::failed);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.hop, name);
    EXPECT_EQ(verdict.stage, Stage::refer);
    EXPECT_EQ(causesIn(verdict), Causes{"expr-wrong-external-host"});
}

TEST(Lanes, NeverCallWhatNobodyTypedTypedWrong)
{
    for (const Transport lane : {Transport::direct, Transport::rpcHttps, Transport::mapiHttps})
        for (const Stage stage : {Stage::refer, Stage::lookUp, Stage::open})
            for (const char *host : {"EX1", "ex1.corp.local", "ex1.corp.test"}) {
                TraceBuilder b;
                byAddress(b);
                b.stage(stage, lane).resolve(host).fails(Code::nameNotFound);
                EXPECT_THAT(causesIn(diagnose(b.trace())), testing::Not(testing::Contains("manual-server-typed-wrong")));
            }
}

TEST(Lanes, FollowNoPointerThatLeadsNowhere)
{
    for (const char *id : {"", "x", "0", "7777", "-1", "1"}) {
        TraceBuilder b;
        b.stage(Stage::refer).fact("stopped at hop", id).all(Outcome::failed);
        EXPECT_EQ(diagnose(b.trace()).hop, b.last().id) << id;
    }
}

// --- settings that lack a way

TEST(Settings, WithTheInnerWayAloneAreAFindingWhereNothingElseLeads)
{
    TraceBuilder b;
    found(b);
    b.stage(Stage::refer).resolve("ex1.corp.local").fails(Code::nameNotFound);
    leftOut(b, Transport::rpcHttps, Reason::notOffered, "no EXPR or EXHTTP block");
    const HopId lack = b.last().id;
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::fails);
    EXPECT_EQ(verdict.hop, lack);
    EXPECT_EQ(verdict.stage, Stage::discover);
    EXPECT_EQ(verdict.code, Code::status);
    EXPECT_EQ(causesIn(verdict), (Causes{"exch-block-only", "dns-internal-name-only"}));
    EXPECT_THAT(verdict.sentence, HasSubstr("only hold the way inside the company"));
}

TEST(Settings, WithTheInnerWayAloneAreNoFaultWhereItWorks)
{
    TraceBuilder b;
    found(b).stage(Stage::open).call("RopLogon", "ex1.corp.test:49160");
    leftOut(b, Transport::rpcHttps, Reason::notOffered, "no EXPR or EXHTTP block");
    EXPECT_EQ(diagnose(b.trace()).outcome, Result::works);
    EXPECT_TRUE(diagnose(b.trace()).findings.empty());
}

TEST(Settings, WithTheInnerWayAloneAreNotedWhereThatFailsInside)
{
    TraceBuilder b;
    found(b)
        .stage(Stage::open)
        .connect("ex1.corp.test:135")
        .call("RopLogon", "ex1.corp.test:49160")
        .fails(Code::status, "0x0000050c");
    leftOut(b, Transport::rpcHttps, Reason::notOffered, "no EXPR or EXHTTP block");
    EXPECT_EQ(causesIn(diagnose(b.trace())), (Causes{"mailbox-in-transit", "exch-block-only"}));
}

TEST(Settings, WithoutAnyWayFailWhereOnlyThatWayWasChosen)
{
    TraceBuilder b;
    found(b);
    leftOut(b, Transport::rpcHttps, Reason::notOffered, "no EXPR or EXHTTP block");
    b.trace().hops[0].outcome = Outcome::failed;
    b.trace().hops[0].failure = Failure{Code::status, "no way", "an EXCH, EXPR or EXHTTP block", "none"};
    EXPECT_EQ(causesIn(diagnose(b.trace())), Causes{"exch-block-only"});
}

TEST(Settings, OfAWebHostAreRecognised)
{
    TraceBuilder b;
    found(b);
    b.trace().hops[1].facts = {{"winner", atSubdomain}, {"IMAP", "imap.corp.test"}, {"SMTP", "smtp.corp.test"}};
    leftOut(b, Transport::direct, Reason::notOffered, "no EXCH block");
    leftOut(b, Transport::rpcHttps, Reason::notOffered, "no EXPR or EXHTTP block");
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.hop, b.trace().hops[1].id);
    EXPECT_EQ(causesIn(verdict), Causes{"hosting-provider-autodiscover"});
}

TEST(Settings, ForNewerOutlooksAloneFailAnOldOne)
{
    const auto at = [](const char *outlook, const char *winner) {
        TraceBuilder b;
        found(b);
        b.trace().asked.outlook = outlook;
        b.trace().hops[1].facts = {{"winner", winner}, {"mapiHttp", "https://mail.corp.test/mapi/"}};
        leftOut(b, Transport::direct, Reason::notOffered, "no EXCH block");
        leftOut(b, Transport::rpcHttps, Reason::notOffered, "no EXPR or EXHTTP block");
        leftOut(b, Transport::mapiHttps, Reason::policy);
        return diagnose(b.trace());
    };
    EXPECT_EQ(causesIn(at("2007", atSubdomain)), Causes{"outlook-too-old-for-exchange"});
    EXPECT_EQ(causesIn(at("2007", "https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml")),
              Causes{"rpchttp-retired-in-cloud"});
    EXPECT_EQ(at("2016", atSubdomain).outcome, Result::notProven);
    EXPECT_EQ(at("2016", atSubdomain).reason, Reason::policy);
    EXPECT_TRUE(at("2016", atSubdomain).findings.empty());
}

TEST(Settings, WithAGuidForAServerOfferNoDirectWay)
{
    TraceBuilder b;
    found(b);
    leftOut(b, Transport::direct, Reason::notOffered, "server name is guid@domain");
    proxyWorks(b);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_EQ(verdict.lanes.at(Transport::direct).outcome, Result::notOffered);
    EXPECT_TRUE(verdict.lanes.at(Transport::direct).findings.empty());
}

// --- nobody is blamed

TEST(Web, BlamesNobodyWhenNoRuleFits)
{
    struct {
        void (*write)(TraceBuilder &);
        Code code;
        const char *got;
    } const unknown[] = {
        {[](TraceBuilder &b) { secure(b, "mail.corp.test:443"); }, Code::tlsAlert, "alert 80 internal_error"},
        {[](TraceBuilder &b) { secure(b, "mail.corp.test:443"); }, Code::tls, "bad signature"},
        {[](TraceBuilder &b) { secure(b, "mail.corp.test:443"); }, Code::certificate, "wrong purpose"},
        {[](TraceBuilder &b) { firstContact(b); }, Code::httpStatus, "500 Internal Server Error"},
        {[](TraceBuilder &b) { firstContact(b); }, Code::httpStatus, "401 Unauthorized"},
        {[](TraceBuilder &b) { firstContact(b); }, Code::httpStatus, "302 Found"},
        {[](TraceBuilder &b) { firstContact(b).fact("rpc error", "0x000006c0"); }, Code::httpStatus, "503 RPC Error: 6c0"},
        {[](TraceBuilder &b) { channel(b); }, Code::status, "7"},
    };
    for (const auto &row : unknown) {
        TraceBuilder b;
        behindProxy(b, Stage::refer);
        row.write(b);
        b.fails(row.code, row.got);
        const Verdict verdict = diagnose(b.trace());
        EXPECT_EQ(verdict.outcome, Result::fails) << row.got;
        EXPECT_TRUE(verdict.findings.empty()) << row.got << ' ' << causesIn(verdict).front();
        EXPECT_THAT(verdict.sentence, HasSubstr("No known cause")) << row.got;
    }
}

TEST(Web, BlamesNobodyForLimitsOfThisProgram)
{
    struct {
        void (*write)(TraceBuilder &);
        Code code;
        const char *got;
    } const limits[] = {
        {[](TraceBuilder &b) { firstContact(b); }, Code::authUnsupported, "Digest"},
        {[](TraceBuilder &b) { firstContact(b); }, Code::authUnsupported, "Negotiate, Bearer"},
        {[](TraceBuilder &b) { firstContact(b); }, Code::consent, "none"},
        {[](TraceBuilder &b) { secure(b, "mail.corp.test:443"); }, Code::certificate, "weak"},
        {[](TraceBuilder &b) { channel(b); }, Code::internal, ""},
    };
    for (const auto &row : limits) {
        TraceBuilder b;
        behindProxy(b, Stage::refer);
        row.write(b);
        b.fails(row.code, row.got);
        const Verdict verdict = diagnose(b.trace());
        EXPECT_EQ(verdict.outcome, Result::notProven) << row.got;
        EXPECT_TRUE(verdict.findings.empty()) << row.got;
        EXPECT_FALSE(verdict.sentence.empty());
    }
}

// Whatever is closed on the internet: 443 is all that anybody may be asked to open there.
TEST(Web, NeverAsksForAnInnerPortOnTheInternet)
{
    for (const Cause &cause : catalogue()) {
        const std::string message = cause.message;
        const bool isInner = message.find("6001") != message.npos || message.find("6004") != message.npos;
        if (isInner) {
            EXPECT_THAT(message, testing::AnyOf(HasSubstr("between the two"), HasSubstr("ncacn_http"))) << cause.id;
        }
    }
}

} // namespace
} // namespace mailwalk::diagnosis
