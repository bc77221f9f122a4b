#include "path/routes.h"
#include "support/scripted_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::test;
using discovery::Protocol;
using discovery::Settings;
using testing::ElementsAre;
using testing::IsEmpty;
using trace::Reason;
using trace::Transport;

namespace {

Protocol block(std::string type, std::string server, std::string authPackage = {}, std::string principal = {})
{
    Protocol protocol;
    protocol.type = std::move(type);
    protocol.server = std::move(server);
    protocol.authPackage = std::move(authPackage);
    protocol.certPrincipalName = std::move(principal);
    return protocol;
}

struct Offered {
    std::vector<path::Route> routes;
    std::vector<trace::Hop> notRun;
};

Offered offered(std::vector<Protocol> blocks, const path::Request &request = {})
{
    Settings settings;
    settings.smtpAddress = "alice@corp.test";
    settings.protocols = std::move(blocks);
    ScriptedNetwork nothing;
    Offered found;
    const Walked walked = walkOver(nothing, [&](const net::Step &walk) { found.routes = routesFrom(walk, request, settings); });
    for (const trace::Hop &hop : walked.trace.hops)
        if (hop.outcome == trace::Outcome::notRun)
            found.notRun.push_back(hop);
    return found;
}

std::vector<path::Route> typedRoutes(const path::Request &request)
{
    ScriptedNetwork nothing;
    std::vector<path::Route> routes;
    walkOver(nothing, [&](const net::Step &walk) { routes = routesFrom(walk, request); });
    return routes;
}

const Protocol inside = block("EXCH", "ex1.corp.test"), guid = block("EXCH", "0a1b2c3d-0000-4000-8000-000000000001@corp.test"),
               outside = block("EXPR", "mail.corp.test", "Ntlm", "msstd:mail.corp.test");

} // namespace

TEST(Routes, AreOneForEachBlockThatSettingsOffer)
{
    const Offered both = offered({inside, outside});
    ASSERT_EQ(both.routes.size(), 2u);
    EXPECT_EQ(both.routes[0].transport, Transport::direct);
    EXPECT_EQ(both.routes[0].server, "ex1.corp.test");
    EXPECT_EQ(both.routes[1].transport, Transport::rpcHttps);
    EXPECT_EQ(both.routes[1].server, "ex1.corp.test");
    EXPECT_EQ(both.routes[1].entrance->host, "mail.corp.test");
    EXPECT_EQ(both.routes[1].entrance->principal, "msstd:mail.corp.test");
    EXPECT_EQ(both.routes[1].mailbox, "alice@corp.test");
    EXPECT_THAT(both.notRun, IsEmpty());
}

TEST(Routes, NeverGoDirectlyToANameThatIsAGuid)
{
    const Offered found = offered({guid, outside});
    ASSERT_EQ(found.routes.size(), 1u);
    EXPECT_EQ(found.routes[0].transport, Transport::rpcHttps);
    EXPECT_EQ(found.routes[0].server, guid.server);
    ASSERT_EQ(found.notRun.size(), 1u);
    EXPECT_EQ(found.notRun[0].transport, Transport::direct);
    EXPECT_EQ(found.notRun[0].reason, Reason::notOffered);
    EXPECT_EQ(*found.notRun[0].fact("reason"), "server name is guid@domain");
}

TEST(Routes, SayWhatIsNotOffered)
{
    const Offered found = offered({inside});
    ASSERT_EQ(found.routes.size(), 1u);
    ASSERT_EQ(found.notRun.size(), 1u);
    EXPECT_EQ(found.notRun[0].transport, Transport::rpcHttps);
    EXPECT_EQ(*found.notRun[0].fact("reason"), "no EXPR or EXHTTP block");
}

TEST(Routes, LeaveMapiOverHttpAsALimitOfThisProgram)
{
    const Offered found = offered({outside, block("mapiHttp", "")});
    ASSERT_EQ(found.notRun.size(), 2u);
    EXPECT_EQ(found.notRun[1].transport, Transport::mapiHttps);
    EXPECT_EQ(found.notRun[1].reason, Reason::policy);
}

TEST(Routes, TakeTheSecondOfTwoExhttpBlocksWhichIsForOutside)
{
    const Offered found =
        offered({guid, block("EXHTTP", "ex1.corp.test", "Negotiate"), block("EXHTTP", "mail.corp.test", "Basic")});
    ASSERT_EQ(found.routes.size(), 1u);
    EXPECT_EQ(found.routes[0].entrance->host, "mail.corp.test");
    EXPECT_THAT(found.routes[0].entrance->schemes, ElementsAre(http::Scheme::basic));
}

TEST(Routes, SignInAsAutodiscoverSaysUnlessThePersonSaysOtherwise)
{
    using enum http::Scheme;
    const struct {
        const char *package;
        path::Scheme chosen;
        std::vector<http::Scheme> schemes;
    } rows[] = {
        {"Basic", path::Scheme::any, {basic}},
        {"ntlm", path::Scheme::any, {ntlm}},
        {"Negotiate", path::Scheme::any, {negotiate}},
        {"", path::Scheme::any, {negotiate, ntlm, basic}},
        {"certificate", path::Scheme::any, {negotiate, ntlm, basic}},
        {"Ntlm", path::Scheme::basic, {basic}},
    };
    for (const auto &row : rows) {
        path::Request request;
        request.scheme = row.chosen;
        const Offered found = offered({block("EXPR", "mail.corp.test", row.package)}, request);
        ASSERT_EQ(found.routes.size(), 1u);
        EXPECT_EQ(found.routes[0].entrance->schemes, row.schemes) << row.package;
    }
}

TEST(Routes, OfOneLaneAloneSayNothingOfTheOther)
{
    path::Request request;
    request.via = Transport::rpcHttps;
    const Offered found = offered({guid, outside, block("mapiHttp", "")}, request);
    ASSERT_EQ(found.routes.size(), 1u);
    EXPECT_THAT(found.notRun, IsEmpty());
}

TEST(Routes, OfATypedServerAreDirectAndThroughTheProxyThatWasTypedToo)
{
    path::Request typed;
    typed.server = "ex1.corp.test";
    typed.mailbox = "alice";
    EXPECT_EQ(typedRoutes(typed).size(), 1u);
    typed.rpcProxy = "mail.corp.test";
    const auto routes = typedRoutes(typed);
    ASSERT_EQ(routes.size(), 2u);
    EXPECT_EQ(routes[0].typed, "ex1.corp.test");
    EXPECT_EQ(routes[1].typed, "mail.corp.test");
    EXPECT_EQ(routes[1].server, "ex1.corp.test");
    EXPECT_EQ(routes[1].mailbox, "alice");
}

TEST(Routes, OfAFinishedProfileAreWhatItRemembers)
{
    path::Request request;
    request.remembered =
        path::Remembered{"ex1.corp.test", "/o=X/cn=alice", "gc1.corp.test", "mail.corp.test", "msstd:mail.corp.test"};
    request.via = Transport::rpcHttps;
    const auto routes = typedRoutes(request);
    ASSERT_EQ(routes.size(), 1u);
    EXPECT_EQ(routes[0].entrance->host, "mail.corp.test");
    EXPECT_EQ(routes[0].entrance->principal, "msstd:mail.corp.test");
}

TEST(Routes, OfAFinishedProfileSignInAsItRemembersAndAsIsSaidNowBeforeThat)
{
    path::Request request;
    request.remembered = path::Remembered{"ex1.corp.test", "/o=X/cn=alice", "", "mail.corp.test", "", path::Scheme::ntlm};
    request.via = Transport::rpcHttps;
    EXPECT_EQ(typedRoutes(request)[0].entrance->schemes, (std::vector{http::Scheme::ntlm}));
    request.scheme = path::Scheme::negotiate;
    EXPECT_EQ(typedRoutes(request)[0].entrance->schemes, (std::vector{http::Scheme::negotiate}));
}

TEST(Routes, OfAProfileFromBehindAProxyKnowNoDirectoryServerForTheDirectWay)
{
    path::Request request;
    request.remembered = path::Remembered{"ex1.corp.test", "/o=X/cn=alice", "ex1.corp.test", "mail.corp.test", ""};
    const auto routes = typedRoutes(request);
    ASSERT_EQ(routes.size(), 2u);
    EXPECT_EQ(routes[0].remembered->directory, "");
    EXPECT_EQ(routes[1].remembered->directory, "ex1.corp.test");
}

TEST(Routes, OfAProfileWhoseServerIsAGuidAreNeverDirect)
{
    path::Request request;
    request.remembered = path::Remembered{guid.server, "/o=X/cn=alice", guid.server, "mail.corp.test", ""};
    const auto routes = typedRoutes(request);
    ASSERT_EQ(routes.size(), 1u);
    EXPECT_EQ(routes[0].transport, Transport::rpcHttps);
}
