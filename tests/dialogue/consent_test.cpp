#include "discovery/ask.h"
#include "support/autodiscover_web.h"
#include "support/scripted_person.h"

#include <thread>

using namespace mailwalk;
using namespace mailwalk::test;
using namespace mailwalk::test::autodiscover;
using http::Doubt;
using trace::Code;
using trace::Kind;
using trace::Outcome;

namespace {

using Hosts = std::vector<std::string>;

constexpr const char *foreignUrl = "https://mail.hoster.test/autodiscover/autodiscover.xml";
constexpr const char *foreignSite = "198.51.100.1:443";

http::Consent consentWith(http::Person &person) { return {{"corp.test"}, {}, {}, std::make_shared<http::Counsel>(person)}; }

// corp.test with Autodiscover at a hoster, who asks for NTLM.
void addHoster(ScriptedWeb &web)
{
    addHosts(web);
    for (const char *host : {"hoster.test", "mail.hoster.test", "autodiscover.hoster.test"})
        web.host(host, "198.51.100.1");
    web.site(foreignSite, challenges("NTLM", saysDocument(settings())));
}

Discovered walk(ScriptedWeb &web, http::Person &person, const net::Stop &stop = {})
{
    const http::Consent consent = consentWith(person);
    http::SignIn who = alice(consent);
    return discover(web, &who, "alice@corp.test", consent, stop);
}

bool wasMet(const ScriptedWeb &web)
{
    const auto names = web.lookedUp();
    const auto asked = web.asked();
    return std::any_of(names.begin(), names.end(), [](const auto &name) { return name.ends_with("hoster.test"); }) ||
           std::any_of(asked.begin(), asked.end(), [](const Asked &each) { return each.place == foreignSite; });
}

const trace::Hop &questionIn(const trace::Trace &trace)
{
    for (const trace::Hop &hop : trace.hops)
        if (hop.title.starts_with("Ask whether "))
            return hop;
    ADD_FAILURE() << "nobody was asked";
    return trace.hops.front();
}

struct Lead {
    const char *what, *host, *from;
    std::function<void(ScriptedWeb &)> leads;
};

// Everything that may name a host of somebody else.
const std::vector<Lead> leads{
    {"a redirect", "mail.hoster.test", siteTitle, [](ScriptedWeb &web) { web.site(site, redirects(foreignUrl)); }},
    {"a redirect of plain HTTP", "mail.hoster.test", "http://autodiscover.corp.test/autodiscover/autodiscover.xml",
     [](ScriptedWeb &web) { web.site(plainSite, redirects(foreignUrl)); }},
    {"a document", "mail.hoster.test", siteTitle,
     [](ScriptedWeb &web) { web.site(site, saysDocument(redirectUrl(foreignUrl))); }},
    {"a document for whoever signs in", "mail.hoster.test", siteTitle,
     [](ScriptedWeb &web) { web.site(site, asksBasic(saysDocument(redirectUrl(foreignUrl)))); }},
    {"an SRV record", "mail.hoster.test", "_autodiscover._tcp.corp.test",
     [](ScriptedWeb &web) {
         web.services("_autodiscover._tcp.corp.test", {{"mail.hoster.test", 443, 0, 0}});
     }},
    {"another address", "hoster.test", "alice@corp.test",
     [](ScriptedWeb &web) { web.site(site, asksBasic(saysDocument(redirectAddress("alice@hoster.test")))); }},
};

} // namespace

TEST(Consent, GivenIsGoneOnWithAsIfItHadBeenGivenInAdvance)
{
    for (const Lead &lead : leads) {
        SCOPED_TRACE(lead.what);
        ScriptedWeb web;
        addHoster(web);
        lead.leads(web);
        ScriptedPerson person(http::Answer::yes);
        const Discovered walked = walk(web, person);
        EXPECT_TRUE(wasMet(web));
        EXPECT_EQ(person.hosts(), Hosts{lead.host});
        ASSERT_FALSE(person.asked().empty());
        EXPECT_EQ(person.asked().front().doubt, Doubt::foreignHost);
        EXPECT_EQ(person.asked().front().from, lead.from);
        const trace::Hop &question = questionIn(walked.trace);
        EXPECT_EQ(question.outcome, Outcome::passed);
        EXPECT_EQ(factOf(question.facts, "consent"), "given");
        EXPECT_TRUE(question.isGroup());
    }
}

TEST(Consent, DeclinedSendsNothingThereAndIsShown)
{
    for (const Lead &lead : leads) {
        SCOPED_TRACE(lead.what);
        ScriptedWeb web;
        addHoster(web);
        lead.leads(web);
        ScriptedPerson person(http::Answer::no);
        const Discovered walked = walk(web, person);
        EXPECT_FALSE(wasMet(web)) << "not even its name was to be looked up";
        EXPECT_EQ(person.hosts(), Hosts{lead.host});
        EXPECT_EQ(nameOf(walked.code()), nameOf(Code::consent));
        const trace::Hop &question = questionIn(walked.trace);
        EXPECT_EQ(question.outcome, Outcome::notRun);
        EXPECT_EQ(question.reason, trace::Reason::consent);
        EXPECT_TRUE(walked.failedHop().isGroup());
    }
}

TEST(Consent, IsNotAskedForWhereABetterPlaceAnswers)
{
    ScriptedWeb web;
    addHoster(web);
    web.site(site, healthy());
    web.site(plainSite, redirects(foreignUrl));
    web.services("_autodiscover._tcp.corp.test", {{"mail.hoster.test", 443, 0, 0}});
    ScriptedPerson person(http::Answer::yes);
    const Discovered walked = walk(web, person);
    EXPECT_TRUE(walked.settings) << walked.got();
    EXPECT_TRUE(person.asked().empty());
    EXPECT_FALSE(wasMet(web));
}

TEST(Consent, IsAskedForOnceWhereSeveralLeadToTheSameHost)
{
    for (const http::Answer answer : {http::Answer::yes, http::Answer::no}) {
        ScriptedWeb web;
        addHoster(web);
        web.site(foreignSite, says("404 Not Found"));
        web.site(site, redirects(foreignUrl));
        web.site(plainSite, redirects(foreignUrl));
        web.services("_autodiscover._tcp.corp.test", {{"mail.hoster.test", 443, 0, 0}});
        ScriptedPerson person(answer);
        const Discovered walked = walk(web, person);
        EXPECT_EQ(person.hosts(), Hosts{"mail.hoster.test"});
        EXPECT_FALSE(walked.settings);
        EXPECT_EQ(wasMet(web), answer == http::Answer::yes);
    }
}

TEST(Consent, WithoutAPasswordIsAskedForToo)
{
    for (const http::Answer answer : {http::Answer::yes, http::Answer::no}) {
        ScriptedWeb web;
        addHoster(web);
        web.site(plainSite, redirects(foreignUrl));
        ScriptedPerson person(answer);
        const Discovered walked = discover(web, nullptr, "alice@corp.test", consentWith(person));
        EXPECT_EQ(wasMet(web), answer == http::Answer::yes);
        EXPECT_EQ(person.asked().size(), 1u);
        EXPECT_EQ(walked.stopped.has_value(), answer == http::Answer::no);
    }
}

// A thought takes longer than any answer of the network may.
TEST(Consent, TimeToThinkIsNoTimeOfTheNetwork)
{
    ScriptedWeb web;
    addHoster(web);
    web.site(foreignSite, saysDocument(settings()));
    web.site(plainSite, redirects(foreignUrl));
    ScriptedPerson person([](const http::Question &, const net::Stop &) {
        std::this_thread::sleep_for(Milliseconds(700)); // three answers of a network that answers within 150 ms, and more
        return http::Answer::yes;
    });
    const Discovered walked = walk(web, person);
    EXPECT_TRUE(walked.settings) << walked.got();
    for (const trace::Hop &hop : walked.trace.hops) {
        const bool isAct = !hop.isGroup() && hop.closed;
        EXPECT_TRUE(!isAct || *hop.closed - hop.opened < 600) << hop.title;
    }
}

TEST(Consent, AStopDuringTheQuestionEndsTheWalkAtOnce)
{
    for (const Lead &lead : leads) {
        SCOPED_TRACE(lead.what);
        ScriptedWeb web;
        addHoster(web);
        lead.leads(web);
        const net::Stop stop;
        ScriptedPerson person([&](const http::Question &question, const net::Stop &told) {
            stop.ring();
            return ScriptedPerson::saysNothing(question, told);
        });
        const Discovered walked = walk(web, person, stop);
        ASSERT_TRUE(walked.stopped);
        EXPECT_TRUE(walked.stopped->cancelled);
        EXPECT_EQ(questionIn(walked.trace).outcome, Outcome::cancelled);
        EXPECT_FALSE(wasMet(web));
    }
}

TEST(Consent, GivenTheWayThereFailsAtOneHopWhereverTheNetworkFails)
{
    const auto isQuestion = [](View sent) { return textOf(sent).starts_with("POST "); };
    const auto bytes = [](const autodiscover::Answer &answer) {
        const std::string text = answer({});
        return Bytes(text.begin(), text.end());
    };
    const auto script = [&](ScriptedNetwork &net) {
        net.expectLookup("autodiscover.corp.test").answers({"192.0.2.2"});
        net.expectDial("192.0.2.2:443").connects();
        net.expectSecure("autodiscover.corp.test").secures();
        net.expectSend(isQuestion, "a question").replies(bytes(redirects(foreignUrl)));
        net.expectLookup("mail.hoster.test").answers({"198.51.100.1"});
        net.expectDial("198.51.100.1:443").connects();
        net.expectSecure("mail.hoster.test").secures();
        net.expectSend(isQuestion, "a question").replies(bytes(saysDocument(settings())));
    };
    rerunFailingAtEachAct(script, [](const net::Step &step) {
        ScriptedPerson person(http::Answer::yes);
        const http::Consent consent = consentWith(person);
        const discovery::Asker asker("Outlook", consent);
        const auto found = asker.ask(step, {true, "autodiscover.corp.test", 443, "/autodiscover/autodiscover.xml"},
                                     {"alice@corp.test", consent});
        EXPECT_TRUE(std::holds_alternative<discovery::Settings>(found.lead));
    });
}

// Basic is no way to sign in outside one's own domain, whatever was said of the host.
TEST(Consent, DoesNotLetThePasswordItselfOut)
{
    ScriptedWeb web;
    addHoster(web);
    web.site(foreignSite, healthy());
    web.site(site, redirects(foreignUrl));
    ScriptedPerson person(http::Answer::yes);
    const Discovered walked = walk(web, person);
    EXPECT_FALSE(walked.settings);
    EXPECT_TRUE(wasMet(web));
    EXPECT_TRUE(credentialsAt(web).empty());
}

namespace {

// Autodiscover whose certificate has run out. What is behind it would take any password.
void addExpired(ScriptedWeb &web)
{
    addHosts(web);
    web.handshakeFails(site, {Code::certificate, "it has expired", "2020-01-01", "expired"});
    web.site(site, asksBasic(saysDocument(settings())));
}

const trace::Hop *probeIn(const trace::Trace &trace)
{
    const auto found =
        std::find_if(trace.hops.begin(), trace.hops.end(), [](const auto &hop) { return hop.kind == Kind::probe; });
    return found == trace.hops.end() ? nullptr : &*found;
}

} // namespace

TEST(LookBehind, ShowsWhoAnswersAndSendsNothingOfTheUser)
{
    ScriptedWeb web;
    addExpired(web);
    ScriptedPerson person(http::Answer::yes);
    const Discovered walked = walk(web, person);
    EXPECT_EQ(nameOf(walked.code()), nameOf(Code::certificate));
    ASSERT_EQ(person.asked().size(), 1u);
    EXPECT_EQ(person.asked().front().doubt, Doubt::certificate);
    EXPECT_EQ(person.asked().front().host, "autodiscover.corp.test");
    const trace::Hop *probe = probeIn(walked.trace);
    ASSERT_TRUE(probe);
    for (const trace::Hop &hop : innermostFailures(walked.trace))
        EXPECT_LT(hop.id, probe->id) << hop.title << ": " << hop.failure->text;
    EXPECT_EQ(probe->outcome, Outcome::passed);
    EXPECT_EQ(factOf(probe->facts, "answer"), "401 Unauthorized");
    const auto asked = web.asked();
    const auto behind = std::find_if(asked.begin(), asked.end(), [](const Asked &each) { return each.place == site; });
    ASSERT_NE(behind, asked.end());
    EXPECT_EQ(behind->head.method, "GET");
    EXPECT_TRUE(behind->body.empty());
    EXPECT_TRUE(credentialsAt(web).empty());
    for (const auto &header : behind->head.headers)
        EXPECT_EQ(header.value.find("alice"), std::string::npos) << header.name;
}

TEST(LookBehind, DeclinedIsShownAndNobodyIsAskedAnything)
{
    ScriptedWeb web;
    addExpired(web);
    ScriptedPerson person(http::Answer::no);
    const Discovered walked = walk(web, person);
    EXPECT_EQ(nameOf(walked.code()), nameOf(Code::certificate));
    const trace::Hop *probe = probeIn(walked.trace);
    ASSERT_TRUE(probe);
    EXPECT_EQ(probe->outcome, Outcome::notRun);
    EXPECT_EQ(probe->reason, trace::Reason::consent);
    for (const Asked &each : web.asked())
        EXPECT_NE(each.place, site);
}

TEST(LookBehind, IsOfNoInterestWhereSettingsAreFound)
{
    ScriptedWeb web;
    addHosts(web);
    web.site(site, healthy());
    web.handshakeFails(rootSite, {Code::certificate, "of the hoster", {}, "other name"});
    ScriptedPerson person(http::Answer::yes);
    const Discovered walked = walk(web, person);
    EXPECT_TRUE(walked.settings);
    EXPECT_TRUE(person.asked().empty());
}

TEST(LookBehind, NobodyCanSignInOverItsConnection)
{
    for (const http::Scheme scheme : {http::Scheme::basic, http::Scheme::ntlm, http::Scheme::negotiate}) {
        ScriptedWeb web;
        addExpired(web);
        http::SignIn who = alice();
        const Walked walked = walkOver(web, [&](const net::Step &step) {
            const http::Url url{true, "autodiscover.corp.test", 443, "/"};
            auto connection = http::Connection::openUnproven(step, url, step.resolve(url.host));
            EXPECT_EQ(connection.stream().peer()->name, "");
            http::exchangeSignedIn(step, connection, {"GET", "/", {}, {}}, scheme, who);
        });
        ASSERT_TRUE(walked.stopped);
        EXPECT_EQ(walked.stopped->failure.code, Code::certificate);
        EXPECT_TRUE(web.asked().empty());
        EXPECT_FALSE(who.refusal());
    }
}

TEST(LookBehind, NotEvenWithAHeaderOfOnesOwnIsAnythingSecretSentOverIt)
{
    ScriptedWeb web;
    addExpired(web);
    const Walked walked = walkOver(web, [&](const net::Step &step) {
        const http::Url url{true, "autodiscover.corp.test", 443, "/"};
        auto connection = http::Connection::openUnproven(step, url, step.resolve(url.host));
        step.run(connection.plan("GET", "/"), [&](const net::Step &hop) {
            connection.send(hop, http::Request{"GET", "/", {}, {}}, Secret(std::string("Basic bWFya2VyLXBhc3N3b3Jk")));
        });
    });
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::internal);
    EXPECT_TRUE(web.asked().empty());
}
