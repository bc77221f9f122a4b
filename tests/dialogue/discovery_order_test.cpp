#include "support/autodiscover_web.h"

using namespace mailwalk;
using namespace mailwalk::test;
using namespace mailwalk::test::autodiscover;
using trace::Code;
using trace::Kind;
using trace::Outcome;

namespace {

using Places = std::vector<std::string>;

std::vector<trace::Hop> httpHops(const Discovered &walked) { return hopsOf(walked.trace, Kind::http); }

} // namespace

TEST(DiscoveryOrder, TheRootDomainComesFirst)
{
    ScriptedWeb web;
    addHosts(web);
    web.site(rootSite, healthy());
    web.site(site, healthy());
    web.site(plainSite, redirects("https://mail.corp.test/autodiscover/autodiscover.xml"));
    web.site(mailSite, healthy());
    http::SignIn who = alice();
    const Discovered walked = discover(web, &who);
    ASSERT_TRUE(walked.settings) << walked.got();
    EXPECT_EQ(walked.outcome(rootTitle), Outcome::passed);
    EXPECT_EQ(walked.outcome("Sign in at https://corp.test/autodiscover/autodiscover.xml"), Outcome::passed);
    EXPECT_EQ(credentialsAt(web), Places{"corp.test at 192.0.2.1:443"});
}

TEST(DiscoveryOrder, TheSettingsAndTheWinnerStandAtTheStage)
{
    ScriptedWeb web;
    addHosts(web);
    web.site(site, healthy());
    http::SignIn who = alice();
    const Discovered walked = discover(web, &who);
    ASSERT_TRUE(walked.settings) << walked.got();
    EXPECT_EQ(walked.settings->first("EXPR")->server, "mail.corp.test");
    EXPECT_EQ(walked.outcome(rootTitle), Outcome::failed);
    EXPECT_EQ(walked.outcome(siteTitle), Outcome::passed);
    EXPECT_EQ(walked.stage().outcome, Outcome::passed);
    EXPECT_EQ(factOf(walked.stage().facts, "winner"), "https://autodiscover.corp.test/autodiscover/autodiscover.xml");
    EXPECT_EQ(factOf(walked.stage().facts, "display name"), "Alice");
    EXPECT_EQ(factOf(walked.stage().facts, "legacyDN"), "/o=X/cn=alice");
    EXPECT_EQ(factOf(walked.stage().facts, "EXPR"), "mail.corp.test, Basic, msstd:mail.corp.test");
    EXPECT_EQ(factOf(walked.stage().facts, "EXCH"), "ex1.corp.test");
    EXPECT_EQ(factOf(walked.stage().facts, "version of EXCH"), "14.1.218");
    EXPECT_TRUE(who.isAccepted("autodiscover.corp.test/autodiscover"));
}

TEST(DiscoveryOrder, AsksAsOutlookAsks)
{
    ScriptedWeb web;
    addHosts(web);
    web.site(site, healthy());
    http::SignIn who = alice();
    ASSERT_TRUE(discover(web, &who).settings);
    for (const Asked &asked : web.asked()) {
        EXPECT_EQ(asked.head.method, "POST");
        EXPECT_EQ(asked.head.target, "/autodiscover/autodiscover.xml");
        EXPECT_EQ(asked.body, textOf(discovery::writeRequest("alice@corp.test")));
        EXPECT_EQ(*asked.header("User-Agent"), "Microsoft Office/16.0");
        EXPECT_EQ(*asked.header("Content-Type"), "text/xml; charset=utf-8");
        EXPECT_EQ(*asked.header("X-AnchorMailbox"), "alice@corp.test");
        EXPECT_FALSE(asked.header("X-MapiHttpCapability"));
        EXPECT_EQ(*asked.header("Host"), asked.host);
    }
    for (const std::string &name : web.lookedUp())
        EXPECT_TRUE(name.ends_with("corp.test")) << "climbed to " << name;
}

TEST(DiscoveryOrder, PlainHttpLeadsToHttpsAndGetsNothingItself)
{
    ScriptedWeb web;
    addHosts(web);
    web.site(plainSite, redirects("https://mail.corp.test/autodiscover/autodiscover.xml"));
    web.site(mailSite, healthy());
    http::SignIn who = alice();
    const Discovered walked = discover(web, &who);
    ASSERT_TRUE(walked.settings) << walked.got();
    EXPECT_EQ(walked.outcome(plainTitle), Outcome::passed);
    EXPECT_EQ(credentialsAt(web), Places{"mail.corp.test at 192.0.2.3:443"});
    std::size_t plain = 0;
    for (const Asked &asked : web.asked())
        if (asked.host.empty()) {
            ++plain;
            EXPECT_EQ(asked.head.method, "GET");
            EXPECT_TRUE(asked.body.empty());
            for (const auto &header : asked.head.headers)
                EXPECT_EQ(header.value.find("alice"), std::string::npos) << header.name;
        }
    EXPECT_EQ(plain, 1u);
}

TEST(DiscoveryOrder, TheServiceRecordIsTheLastResort)
{
    ScriptedWeb web;
    addHosts(web);
    web.services("_autodiscover._tcp.corp.test", {{"old.corp.test", 8443, 0, 0}, {"mail.corp.test", 443, 10, 0}});
    web.site(mailSite, healthy());
    http::SignIn who = alice();
    const Discovered walked = discover(web, &who);
    ASSERT_TRUE(walked.settings) << walked.got();
    EXPECT_EQ(walked.outcome(serviceTitle), Outcome::passed);
    EXPECT_EQ(factOf(walked.attempt(serviceTitle)->facts, "service"), "mail.corp.test:443");
    EXPECT_EQ(factOf(walked.attempt(serviceTitle)->facts, "service ignored"), "old.corp.test:8443");
    EXPECT_EQ(credentialsAt(web), Places{"mail.corp.test at 192.0.2.3:443"});
}

TEST(DiscoveryOrder, AServiceOnAnotherPortIsNotAsked)
{
    ScriptedWeb web;
    web.host("mail.corp.test", "192.0.2.3");
    web.services("_autodiscover._tcp.corp.test", {{"mail.corp.test", 8443, 0, 0}});
    web.site("192.0.2.3:8443", healthy());
    http::SignIn who = alice();
    const Discovered walked = discover(web, &who);
    EXPECT_EQ(walked.code(), Code::status);
    EXPECT_EQ(walked.got(), "mail.corp.test:8443");
    EXPECT_TRUE(web.asked().empty());
}

// Whoever is late and would come after the winner is not waited for, and not blamed.
TEST(DiscoveryOrder, WaitsForNobodyBehindTheWinner)
{
    ScriptedWeb web;
    addHosts(web);
    web.site(rootSite, healthy());
    web.silentPort(site);
    web.silentPort(plainSite);
    http::SignIn who = alice();
    const Discovered walked = discoverWithin(Milliseconds(20000), web, &who);
    ASSERT_TRUE(walked.settings) << walked.got();
    EXPECT_EQ(walked.outcome(siteTitle), Outcome::cancelled);
    EXPECT_EQ(walked.outcome(plainTitle), Outcome::cancelled);
    EXPECT_LT(*walked.stage().closed - walked.stage().opened, 20000.0);
}

TEST(DiscoveryOrder, WaitsForWhoeverIsBeforeTheWinner)
{
    ScriptedWeb web;
    addHosts(web);
    web.silentPort(rootSite);
    web.site(site, healthy());
    http::SignIn who = alice();
    const Discovered walked = discover(web, &who);
    ASSERT_TRUE(walked.settings) << walked.got();
    EXPECT_EQ(walked.outcome(rootTitle), Outcome::failed);
    EXPECT_EQ(credentialsAt(web), Places{"autodiscover.corp.test at 192.0.2.2:443"});
}

TEST(DiscoveryOrder, EverythingSwallowedCostsOneDeadline)
{
    ScriptedWeb web;
    addHosts(web);
    web.services("_autodiscover._tcp.corp.test", {{"mail.corp.test", 443, 0, 0}});
    for (const char *place : {rootSite, site, plainSite, mailSite})
        web.silentPort(place);
    http::SignIn who = alice();
    const Discovered walked = discoverWithin(Milliseconds(500), web, &who);
    EXPECT_EQ(walked.code(), Code::timeout);
    EXPECT_EQ(walked.failedHop().target, "autodiscover.corp.test:443");
    EXPECT_EQ(innermostFailures(walked.trace).size(), 4u);
    EXPECT_LT(*walked.stage().closed - walked.stage().opened, 3 * 500.0);
}

// The candidate that turns out to know nothing after the sign-in is followed by the next, as in Outlook.
TEST(DiscoveryOrder, GoesOnAfterAWinnerThatHasNoSettings)
{
    const Answer useless[] = {asksBasic(says("404 Not Found")), asksBasic(says("500 Internal Server Error")),
                              asksBasic(says("200 OK", "Content-Type: text/html\r\n", "<html/>")),
                              asksBasic(saysDocument(error("600"))),
                              asksBasic(redirects("https://corp.test/autodiscover/autodiscover.xml"))};
    for (const Answer &answer : useless) {
        ScriptedWeb web;
        addHosts(web);
        web.site(rootSite, answer);
        web.site(site, healthy());
        http::SignIn who = alice();
        const Discovered walked = discover(web, &who);
        ASSERT_TRUE(walked.settings) << walked.got();
        EXPECT_EQ(walked.outcome("Sign in at https://corp.test/autodiscover/autodiscover.xml"), Outcome::failed);
        EXPECT_EQ(walked.outcome(siteTitle), Outcome::passed);
    }
}

TEST(DiscoveryOrder, WhoeverWasStoppedForTheWinnerIsAskedAgainWhenThatOneFails)
{
    ScriptedWeb web;
    addHosts(web);
    bool isKnown = false; // under the lock of the web
    web.site(rootSite, asksBasic([&](const Asked &asked) {
                 isKnown = true;
                 return says("404 Not Found")(asked);
             }));
    web.site(site, [&](const Asked &asked) { return isKnown ? healthy()(asked) : std::string(); });
    http::SignIn who = alice();
    const Discovered walked = discoverWithin(Milliseconds(20000), web, &who);
    ASSERT_TRUE(walked.settings) << walked.got();
    const auto attempts = hopsOf(walked.trace, Kind::attempt);
    EXPECT_EQ(std::count_if(attempts.begin(), attempts.end(), [](const trace::Hop &hop) { return hop.title == siteTitle; }), 2);
    EXPECT_EQ(walked.outcome(siteTitle), Outcome::passed);
}

TEST(DiscoveryOrder, StopsAtTheFirstRefusalOfThePassword)
{
    ScriptedWeb web;
    addHosts(web);
    web.site(rootSite, asksBasic(says("401 Unauthorized", "WWW-Authenticate: Basic realm=\"mail\"\r\n")));
    web.site(site, healthy());
    http::SignIn who = alice();
    const Discovered walked = discover(web, &who);
    EXPECT_EQ(walked.code(), Code::authRejected);
    EXPECT_EQ(walked.failedHop().kind, Kind::http);
    EXPECT_TRUE(who.refusal());
    EXPECT_EQ(credentialsAt(web), Places{"corp.test at 192.0.2.1:443"});
    std::size_t tries = 0;
    for (const Asked &asked : web.asked())
        tries += asked.header("Authorization") ? 1 : 0;
    EXPECT_EQ(tries, 1u);
}

TEST(DiscoveryOrder, SaysWhichSignInIsWantedWhenItIsNotOurs)
{
    ScriptedWeb web;
    addHosts(web);
    web.site(site, challenges("Bearer authorization_uri=\"https://login.test/\"", saysDocument(settings())));
    http::SignIn who = alice();
    const Discovered walked = discover(web, &who);
    EXPECT_EQ(walked.code(), Code::authUnsupported);
    EXPECT_EQ(walked.got(), "Bearer");
    EXPECT_TRUE(credentialsAt(web).empty());
    EXPECT_FALSE(who.refusal());
    bool offered = false;
    for (const trace::Hop &hop : httpHops(walked))
        offered = offered || factOf(hop.facts, "offers").starts_with("Bearer");
    EXPECT_TRUE(offered);
}

TEST(DiscoveryOrder, WithoutAPasswordEveryCandidateIsWalkedToItsChallenge)
{
    ScriptedWeb web;
    addHosts(web);
    web.site(site, healthy());
    web.site(plainSite, redirects("https://mail.corp.test/autodiscover/autodiscover.xml"));
    web.site(mailSite, healthy());
    const Discovered walked = discover(web, nullptr);
    EXPECT_FALSE(walked.stopped);
    EXPECT_FALSE(walked.settings);
    EXPECT_EQ(walked.outcome(siteTitle), Outcome::passed);
    EXPECT_EQ(walked.outcome(plainTitle), Outcome::passed);
    const trace::Hop *signIn = walked.attempt("Sign in at https://autodiscover.corp.test/autodiscover/autodiscover.xml");
    ASSERT_TRUE(signIn);
    EXPECT_EQ(signIn->outcome, Outcome::notRun);
    EXPECT_EQ(signIn->reason, trace::Reason::needsPassword);
    EXPECT_TRUE(credentialsAt(web).empty());
}

TEST(DiscoveryOrder, WithoutAPasswordNobodyReachableIsAFailure)
{
    ScriptedWeb web;
    const Discovered walked = discover(web, nullptr);
    EXPECT_EQ(walked.code(), Code::nameNotFound);
    EXPECT_EQ(walked.failedHop().target, "autodiscover.corp.test");
}

TEST(DiscoveryOrder, ASiteThatAnswersEverybodyIsBelieved)
{
    ScriptedWeb web;
    addHosts(web);
    web.site(site, saysDocument(settings()));
    http::SignIn who = alice();
    EXPECT_TRUE(discover(web, &who).settings);
    EXPECT_TRUE(credentialsAt(web).empty());
    EXPECT_TRUE(discover(web, nullptr).settings);
}

TEST(DiscoveryOrder, AFreeMailAddressAsksNobody)
{
    for (const char *address : {"alice@gmail.com", "alice@Outlook.com", "alice@yahoo.co.uk"}) {
        ScriptedWeb web;
        http::SignIn who = alice();
        const Discovered walked = discover(web, &who, address);
        EXPECT_EQ(walked.code(), Code::status);
        EXPECT_EQ(walked.got(), "free-mail provider");
        EXPECT_EQ(walked.failedHop().title, "Check the address");
        EXPECT_EQ(walked.failedHop().failure->expected, "an Exchange mailbox");
        EXPECT_TRUE(web.lookedUp().empty());
    }
}

TEST(DiscoveryOrder, WhatIsNoAddressAsksNobody)
{
    for (const char *address : {"", "alice", "@corp.test", "alice@", "alice@corp test", "alice@192.0.2.1", "alice@..", "a@b@-"}) {
        ScriptedWeb web;
        const Discovered walked = discover(web, nullptr, address);
        EXPECT_EQ(walked.code(), Code::status) << address;
        EXPECT_EQ(walked.failedHop().failure->expected, "an e-mail address") << address;
        EXPECT_TRUE(web.lookedUp().empty()) << address;
    }
}

TEST(DiscoveryOrder, ADomainMayHaveLettersOfItsOwn)
{
    ScriptedWeb web;
    discover(web, nullptr, "alice@m\xc3\xbcnchen.test", {{"xn--mnchen-3ya.test"}, {}});
    const auto names = web.lookedUp();
    EXPECT_NE(std::find(names.begin(), names.end(), "autodiscover.xn--mnchen-3ya.test"), names.end());
}

// The failure that stands for all is the one that says most.
TEST(DiscoveryOrder, TheMostTellingFailureStandsForAll)
{
    const trace::Failure expired{Code::certificate, "expired", {}, "expired"};
    const struct {
        const char *what;
        std::function<void(ScriptedWeb &)> script;
        Code code;
        const char *title; // of the attempt that it lies in
    } rows[] = {
        {"a web site only",
         [](ScriptedWeb &web) {
             web.host("corp.test", "192.0.2.1");
             web.site(rootSite, says("404 Not Found"));
         },
         Code::nameNotFound, siteTitle},
        {"a web site with another's certificate",
         [&](ScriptedWeb &web) {
             web.host("corp.test", "192.0.2.1");
             web.handshakeFails(rootSite, expired);
         },
         Code::nameNotFound, siteTitle},
        {"a web site that leads everybody to plain HTTP",
         [&](ScriptedWeb &web) {
             addHosts(web);
             web.site(rootSite, redirects("http://www.corp.test/"));
             web.handshakeFails(site, expired);
         },
         Code::certificate, siteTitle},
        {"a web site that leads to a foreign one",
         [](ScriptedWeb &web) {
             web.host("corp.test", "192.0.2.1");
             web.site(rootSite, redirects("https://www.other.test/"));
         },
         Code::consent, rootTitle},
        {"an expired certificate",
         [&](ScriptedWeb &web) {
             addHosts(web);
             web.handshakeFails(site, expired);
         },
         Code::certificate, siteTitle},
        {"a redirect to somebody with an expired one",
         [&](ScriptedWeb &web) {
             addHosts(web);
             web.site(plainSite, redirects("https://mail.corp.test/a"));
             web.handshakeFails(mailSite, expired);
         },
         Code::certificate, plainTitle},
        {"an error of Autodiscover itself",
         [&](ScriptedWeb &web) {
             addHosts(web);
             web.handshakeFails(site, expired);
             web.services("_autodiscover._tcp.corp.test", {{"mail.corp.test", 443, 0, 0}});
             web.site(mailSite, saysDocument(error("500")));
         },
         Code::status, serviceTitle},
        {"a page at the wrong place",
         [](ScriptedWeb &web) {
             addHosts(web);
             web.site(site, says("200 OK", "Content-Type: text/html\r\n", "<html/>"));
             web.site(plainSite, says("200 OK", "Content-Type: text/html\r\n", "<html/>"));
         },
         Code::otherProtocol, siteTitle},
    };
    for (const auto &row : rows) {
        SCOPED_TRACE(row.what);
        ScriptedWeb web;
        row.script(web);
        http::SignIn who = alice();
        const Discovered walked = discover(web, &who);
        EXPECT_EQ(nameOf(walked.code()), nameOf(row.code));
        const trace::Hop *attempt = &walked.failedHop();
        while (attempt->kind != Kind::attempt)
            attempt = &walked.trace.hops.at(attempt->parent - 1);
        EXPECT_EQ(attempt->title, row.title);
    }
}

TEST(DiscoveryOrder, EveryErrorDocumentIsNamed)
{
    for (const char *code : {"500", "501", "600", "601", "602", "603", "404"}) {
        ScriptedWeb web;
        addHosts(web);
        web.site(site, asksBasic(saysDocument(error(code))));
        http::SignIn who = alice();
        const Discovered walked = discover(web, &who);
        EXPECT_EQ(walked.code(), Code::status);
        EXPECT_EQ(walked.got(), code);
        EXPECT_EQ(walked.failedHop().kind, Kind::http);
        EXPECT_EQ(factOf(walked.failedHop().facts, "error message"), "no");
        EXPECT_EQ(factOf(walked.failedHop().facts, "error id"), "42");
    }
}

TEST(DiscoveryOrder, HostileAnswersEndWithANamedFailure)
{
    const struct {
        const char *what;
        Answer answer;
        Code code;
    } rows[] = {
        {"10 MB of XML", saysDocument(document("<User><DisplayName>" + std::string(10 << 20, 'x') + "</DisplayName></User>")),
         Code::tooLarge},
        {"a DTD", saysDocument("<!DOCTYPE Autodiscover [<!ENTITY a \"a\">]>" + settings()), Code::malformed},
        {"XML that breaks off", saysDocument(settings().substr(0, 300)), Code::malformed},
        {"a page", says("200 OK", "Content-Type: text/html\r\n", "<html/>"), Code::otherProtocol},
        {"silence", [](const Asked &) { return std::string(); }, Code::timeout},
        {"a mail server", [](const Asked &) { return std::string("220 mail.corp.test ESMTP\r\n"); }, Code::otherProtocol},
        {"401 without a challenge", says("401 Unauthorized"), Code::httpStatus},
        {"503", says("503 Service Unavailable"), Code::httpStatus},
        {"302 to nowhere", says("302 Found"), Code::httpStatus},
        {"no content", says("204 No Content"), Code::httpStatus},
        {"nothing", says("200 OK"), Code::otherProtocol},
    };
    for (const auto &row : rows) {
        SCOPED_TRACE(row.what);
        for (const bool isSignedIn : {false, true}) {
            ScriptedWeb web;
            addHosts(web);
            const bool isChallenge = row.answer({}).starts_with("HTTP/1.1 401");
            web.site(site, isSignedIn && !isChallenge ? asksBasic(row.answer) : row.answer);
            http::SignIn who = alice();
            const Discovered walked = discoverWithin(Milliseconds(row.code == Code::timeout ? 150 : 20000), web, &who);
            EXPECT_EQ(nameOf(walked.code()), nameOf(row.code));
            EXPECT_FALSE(walked.settings);
        }
    }
}

TEST(DiscoveryOrder, AStopEndsItAtOnceAndBlamesNobody)
{
    ScriptedWeb web;
    addHosts(web);
    web.silentPort(rootSite);
    const net::Stop stop;
    web.site(site, [&](const Asked &) {
        stop.ring();
        return std::string();
    });
    http::SignIn who = alice();
    const Discovered walked = discover(web, &who, "alice@corp.test", {{"corp.test"}, {}}, stop);
    ASSERT_TRUE(walked.stopped);
    EXPECT_TRUE(walked.stopped->cancelled);
    EXPECT_EQ(walked.outcome(rootTitle), Outcome::cancelled);
    EXPECT_EQ(walked.stage().outcome, Outcome::cancelled);
}
