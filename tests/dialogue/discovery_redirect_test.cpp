#include "discovery/ask.h"
#include "support/autodiscover_web.h"

using namespace mailwalk;
using namespace mailwalk::test;
using namespace mailwalk::test::autodiscover;
using trace::Code;
using trace::Kind;
using trace::Outcome;

namespace {

using Places = std::vector<std::string>;

constexpr const char *mailUrl = "https://mail.corp.test/autodiscover/autodiscover.xml";
constexpr const char *foreignUrl = "https://mail.hoster.test/autodiscover/autodiscover.xml";
constexpr const char *foreignSite = "198.51.100.1:443";

void addHoster(ScriptedWeb &web)
{
    web.host("hoster.test", "198.51.100.1");
    web.host("mail.hoster.test", "198.51.100.1");
    web.host("autodiscover.hoster.test", "198.51.100.1");
}

bool wasAsked(const ScriptedWeb &web, const std::string &place)
{
    const auto asked = web.asked();
    return std::any_of(asked.begin(), asked.end(), [&](const Asked &each) { return each.place == place; });
}

// Walks with the site at autodiscover.corp.test answering so.
Discovered walk(ScriptedWeb &web, const Answer &answer, const http::Consent &consent = {{"corp.test"}, {}})
{
    addHosts(web);
    addHoster(web);
    web.site(site, answer);
    http::SignIn who = alice(consent);
    return discover(web, &who, "alice@corp.test", consent);
}

std::string chained(int number) { return "https://autodiscover.corp.test/" + std::to_string(number); }

} // namespace

TEST(DiscoveryRedirect, EveryKindIsFollowedWithTheSameQuestion)
{
    for (const char *status :
         {"301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"}) {
        SCOPED_TRACE(status);
        ScriptedWeb web;
        web.site(mailSite, healthy());
        const Discovered walked = walk(web, redirects(mailUrl, status));
        ASSERT_TRUE(walked.settings) << walked.got();
        EXPECT_EQ(factOf(walked.stage().facts, "winner"), mailUrl);
        EXPECT_EQ(credentialsAt(web), Places{"mail.corp.test at 192.0.2.3:443"});
        for (const Asked &asked : web.asked())
            EXPECT_EQ(asked.head.method, "POST");
    }
}

TEST(DiscoveryRedirect, ARelativeOneStaysOnItsHost)
{
    ScriptedWeb web;
    const Discovered walked = walk(web, [](const Asked &asked) {
        return asked.head.target == "/new/a.xml" ? healthy()(asked) : redirects("/new/a.xml")(asked);
    });
    ASSERT_TRUE(walked.settings) << walked.got();
    EXPECT_EQ(factOf(walked.stage().facts, "winner"), "https://autodiscover.corp.test/new/a.xml");
}

// What comes after the sign-in may lead elsewhere as well; there the challenge is asked for anew, and nothing is sent before it.
TEST(DiscoveryRedirect, AfterTheSignInCredentialsGoOnlyToWhoeverAsks)
{
    for (const Answer &answer : {asksBasic(redirects(mailUrl)), asksBasic(saysDocument(redirectUrl(mailUrl)))}) {
        ScriptedWeb web;
        web.site(mailSite, healthy());
        const Discovered walked = walk(web, answer);
        ASSERT_TRUE(walked.settings) << walked.got();
        EXPECT_EQ(walked.outcome("Sign in at https://autodiscover.corp.test/autodiscover/autodiscover.xml"), Outcome::passed);
        EXPECT_EQ(walked.outcome(std::string("Sign in at ") + mailUrl), Outcome::passed);
        bool first = true;
        for (const Asked &asked : web.asked())
            if (asked.place == mailSite) {
                EXPECT_EQ(asked.header("Authorization") == nullptr, first);
                first = false;
            }
        EXPECT_FALSE(first);
    }
}

TEST(DiscoveryRedirect, ToWhereOneHasBeenInVainIsNotSignedInAgain)
{
    ScriptedWeb web;
    web.site(plainSite, redirects("https://autodiscover.corp.test/autodiscover/autodiscover.xml"));
    const Discovered walked = walk(web, asksBasic(saysDocument(error("500"))));
    EXPECT_EQ(walked.got(), "500");
    const auto asked = web.asked();
    EXPECT_EQ(
        std::count_if(asked.begin(), asked.end(), [](const Asked &each) { return each.header("Authorization") != nullptr; }), 1);
}

TEST(DiscoveryRedirect, WhatIsNotFollowedIsNamed)
{
    const struct {
        const char *what;
        Answer answer;
        Code code;
        const char *got;
    } rows[] = {
        {"to itself", redirects("https://autodiscover.corp.test/autodiscover/autodiscover.xml"), Code::status, "redirect loop"},
        {"to itself in capitals", redirects("https://AUTODISCOVER.corp.test/autodiscover/autodiscover.xml"), Code::status,
         "redirect loop"},
        {"to itself by number", redirects("https://autodiscover.corp.test:443/autodiscover/autodiscover.xml"), Code::status,
         "redirect loop"},
        {"to plain HTTP", redirects("http://mail.corp.test/autodiscover/autodiscover.xml"), Code::status,
         "redirect to plain HTTP"},
        {"to another scheme", redirects("ldap://mail.corp.test/x"), Code::malformed, "ldap://mail.corp.test/x"},
        {"to somebody's password", redirects("https://a:b@mail.corp.test/x"), Code::malformed, "https://a:b@mail.corp.test/x"},
        {"to a foreign host", redirects(foreignUrl), Code::consent, "none"},
        {"to a host that only looks own", redirects("https://evilcorp.test/x"), Code::consent, "none"},
        {"to a number", redirects("https://198.51.100.1/x"), Code::consent, "none"},
        {"a document to plain HTTP", saysDocument(redirectUrl("http://mail.corp.test/")), Code::status, "redirect to plain HTTP"},
        {"a document to a foreign host", saysDocument(redirectUrl(foreignUrl)), Code::consent, "none"},
        {"an address in a foreign domain", saysDocument(redirectAddress("alice@hoster.test")), Code::consent, "none"},
        {"the same address", saysDocument(redirectAddress("ALICE@corp.test")), Code::status, "redirect loop"},
        {"no address", saysDocument(redirectAddress("alice")), Code::malformed, "alice"},
        {"an address at a number", saysDocument(redirectAddress("alice@198.51.100.1")), Code::malformed, "alice@198.51.100.1"},
    };
    for (const auto &row : rows)
        for (const bool isSignedIn : {false, true}) {
            SCOPED_TRACE(row.what);
            ScriptedWeb web;
            web.site(foreignSite, healthy());
            const Discovered walked = walk(web, isSignedIn ? asksBasic(row.answer) : row.answer);
            EXPECT_EQ(nameOf(walked.code()), nameOf(row.code));
            EXPECT_EQ(walked.got(), row.got);
            EXPECT_EQ(walked.failedHop().kind, Kind::http);
            EXPECT_FALSE(wasAsked(web, foreignSite));
        }
}

TEST(DiscoveryRedirect, TwoThatPointAtEachOtherAreALoop)
{
    ScriptedWeb web;
    web.site(mailSite, redirects("https://autodiscover.corp.test/autodiscover/autodiscover.xml"));
    const Discovered walked = walk(web, redirects(mailUrl));
    EXPECT_EQ(walked.got(), "redirect loop");
}

TEST(DiscoveryRedirect, TenAreFollowedAndNoMore)
{
    for (const int length : {10, 11}) {
        ScriptedWeb web;
        const Discovered walked = walk(web, [=](const Asked &asked) {
            const std::string &target = asked.head.target;
            const int at = target.size() < 4 ? std::stoi(target.substr(1)) : 0;
            return at < length ? redirects(chained(at + 1))(asked) : healthy()(asked);
        });
        EXPECT_EQ(walked.settings.has_value(), length == 10);
        EXPECT_EQ(walked.got(), length == 10 ? "it did not fail" : "too many redirects");
        EXPECT_EQ(hopsOf(walked.trace, Kind::secure).size(), 12u); // the web site's, and eleven on the way
    }
}

TEST(DiscoveryRedirect, AForeignHostIsAskedWithConsentAndGetsNoBasic)
{
    const http::Consent consent{{"corp.test"}, {"mail.hoster.test"}};
    ScriptedWeb web;
    web.site(foreignSite, challenges("Basic realm=\"x\"", saysDocument(settings())));
    const Discovered walked = walk(web, redirects(foreignUrl), consent);
    EXPECT_EQ(walked.code(), Code::authUnsupported);
    EXPECT_TRUE(wasAsked(web, foreignSite));
    EXPECT_TRUE(credentialsAt(web).empty());
}

TEST(DiscoveryRedirect, AForeignHostMayAnswerWithConsent)
{
    const http::Consent consent{{"corp.test"}, {"mail.hoster.test"}};
    ScriptedWeb web;
    web.site(foreignSite, saysDocument(settings()));
    EXPECT_TRUE(walk(web, redirects(foreignUrl), consent).settings);
}

TEST(DiscoveryRedirect, AServiceAtAForeignHostNeedsConsent)
{
    for (const bool isGiven : {false, true}) {
        ScriptedWeb web;
        addHoster(web);
        web.services("_autodiscover._tcp.corp.test", {{"mail.hoster.test", 443, 0, 0}});
        web.site(foreignSite, saysDocument(settings()));
        http::Consent consent{{"corp.test"}, {}};
        if (isGiven)
            consent.accepted.push_back("mail.hoster.test");
        http::SignIn who = alice(consent);
        const Discovered walked = discover(web, &who, "alice@corp.test", consent);
        EXPECT_EQ(walked.settings.has_value(), isGiven);
        EXPECT_EQ(wasAsked(web, foreignSite), isGiven);
        EXPECT_TRUE(isGiven || walked.code() == Code::consent);
    }
}

TEST(DiscoveryRedirect, AnotherAddressStartsAnew)
{
    ScriptedWeb web;
    web.site(mailSite, [](const Asked &asked) {
        EXPECT_NE(asked.body.find("<EMailAddress>a.smith@mail.corp.test<"), std::string::npos) << asked.body;
        EXPECT_EQ(*asked.header("X-AnchorMailbox"), "a.smith@mail.corp.test");
        return healthy()(asked);
    });
    const Discovered walked = walk(web, asksBasic(saysDocument(redirectAddress("a.smith@mail.corp.test"))));
    ASSERT_TRUE(walked.settings) << walked.got();
    EXPECT_EQ(walked.outcome("https://mail.corp.test/autodiscover/autodiscover.xml"), Outcome::passed);
    EXPECT_EQ(factOf(walked.stage().facts, "winner"), mailUrl);
}

// A consent to the domain of an address is one for the hosts inside it, to which the sign-in may go then, but not as Basic.
TEST(DiscoveryRedirect, AnotherAddressInAForeignDomainNeedsConsentForThatDomain)
{
    const http::Consent consent{{"corp.test"}, {"hoster.test"}};
    ScriptedWeb web;
    web.handshakeFails(rootSite, {Code::certificate, "expired", {}, "expired"});
    web.site(foreignSite, challenges("NTLM", says("404 Not Found")));
    const Discovered walked = walk(web, asksBasic(saysDocument(redirectAddress("alice@hoster.test"))), consent);
    EXPECT_EQ(credentialsAt(web), (Places{"autodiscover.corp.test at 192.0.2.2:443", "hoster.test at 198.51.100.1:443",
                                          "autodiscover.hoster.test at 198.51.100.1:443"}));
    for (const Asked &asked : web.asked()) {
        const std::string *proof = asked.place == foreignSite ? asked.header("Authorization") : nullptr;
        EXPECT_TRUE(!proof || proof->starts_with("NTLM ")) << *proof;
    }
    EXPECT_FALSE(walked.settings);
}

TEST(DiscoveryRedirect, AddressesThatPointAtEachOtherAreALoop)
{
    ScriptedWeb web;
    web.site(mailSite, saysDocument(redirectAddress("alice@corp.test")));
    const Discovered walked = walk(web, asksBasic(saysDocument(redirectAddress("a.smith@mail.corp.test"))));
    EXPECT_EQ(walked.got(), "redirect loop");
}

TEST(DiscoveryRedirect, AFreeMailAddressIsTheEnd)
{
    const http::Consent consent{{"corp.test"}, {"gmail.com"}};
    ScriptedWeb web;
    const Discovered walked = walk(web, saysDocument(redirectAddress("alice@gmail.com")), consent);
    EXPECT_EQ(walked.got(), "free-mail provider");
    EXPECT_EQ(walked.failedHop().title, "Check the address");
}

// One candidate in order, over a network that fails at every act.
TEST(DiscoveryRedirect, ACandidateFailsAtOneHopWhereverTheNetworkFails)
{
    const auto contains = [](const char *text) {
        return [text](View sent) { return textOf(sent).find(text) != std::string::npos; };
    };
    const auto isBare = [](View sent) {
        return textOf(sent).starts_with("POST ") && textOf(sent).find("Authorization") == std::string::npos;
    };
    const auto bytes = [](const Answer &answer) {
        const std::string text = answer({});
        return Bytes(text.begin(), text.end());
    };
    const auto script = [&](ScriptedNetwork &net) {
        net.expectLookup("autodiscover.corp.test").answers({"192.0.2.2"});
        net.expectDial("192.0.2.2:443").connects();
        net.expectSecure("autodiscover.corp.test").secures();
        net.expectSend(isBare, "a question without credentials").replies(bytes(redirects(mailUrl)));
        net.expectLookup("mail.corp.test").answers({"192.0.2.3"});
        net.expectDial("192.0.2.3:443").connects();
        net.expectSecure("mail.corp.test").secures();
        net.expectSend(isBare, "a question without credentials").replies(bytes(healthy()));
        net.expectSend(contains("Authorization: Basic "), "one with credentials").replies(bytes(saysDocument(settings())));
    };
    rerunFailingAtEachAct(script, [](const net::Step &step) {
        const discovery::Asker asker("Outlook", {});
        http::SignIn who = alice();
        discovery::Found found = asker.ask(step, {true, "autodiscover.corp.test", 443, "/autodiscover/autodiscover.xml"},
                                           {"alice@corp.test", {{"corp.test"}, {}}});
        found = asker.signIn(step, std::move(found), who);
        EXPECT_TRUE(std::holds_alternative<discovery::Settings>(found.lead));
    });
}
