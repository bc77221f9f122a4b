#include "doorman.h"

#include <sstream>

using namespace mailwalk;
using namespace mailwalk::test;
using http::Scheme;
using net::Step;
using trace::Code;

TEST(Offer, IsRecordedAndTheDearestThatIsAllowedIsChosen)
{
    using S = std::vector<Scheme>;
    const S all{Scheme::negotiate, Scheme::ntlm, Scheme::basic};
    const struct {
        std::string offer;
        S wanted;
        const char *host, *chosen, *expected, *got;
    } rows[] = {
        {"Negotiate|NTLM|Basic realm=\"x\"", all, "mail.corp.test", "Negotiate", "", ""},
        {"ntlm|basic", all, "mail.corp.test", "NTLM", "", ""},
        {"Basic realm=\"a, b\", NTLM", all, "mail.corp.test", "NTLM", "", ""},
        {"Basic", all, "mail.corp.test", "Basic", "", ""},
        {"Basic", all, "mail.hoster.test", "", "Negotiate, NTLM or Basic", "Basic"},
        {"Basic", {Scheme::basic}, "mail.hoster.test", "", "Basic", "Basic"}, // as its settings ask; the person did not
        {"NTLM", {Scheme::basic}, "mail.corp.test", "", "Basic", "NTLM"},
        {"NTLM|Negotiate", {Scheme::ntlm}, "mail.corp.test", "NTLM", "", ""},
        {"Bearer authorization_uri=\"https://login.test/\"|Bearer", all, "mail.corp.test", "", "Negotiate, NTLM or Basic",
         "Bearer"},
        {"Bearer|Digest", {Scheme::ntlm, Scheme::basic}, "mail.corp.test", "", "NTLM or Basic", "Bearer, Digest"},
        {"", all, "mail.corp.test", "", "Negotiate, NTLM or Basic", "nothing"},
    };
    for (const auto &row : rows) {
        http::Response answer;
        answer.head.status = 401;
        std::istringstream offers(row.offer);
        for (std::string each; std::getline(offers, each, '|');)
            answer.head.headers.push_back({"WWW-Authenticate", each});
        auto who = signInOf("alice@corp.test", "x", {{"corp.test"}, {"mail.hoster.test"}});
        ScriptedNetwork net;
        const Walked walked = walkOver(net, [&](const Step &step) {
            step.run({trace::Kind::http, "GET", ""}, [&](const Step &hop) {
                const auto chosen = http::choose(hop, http::offerIn(hop, answer), row.wanted, who, row.host);
                EXPECT_EQ(nameOf(chosen), row.chosen) << row.offer;
            });
        });
        const auto failure = walked.stopped ? walked.stopped->failure : trace::Failure{};
        EXPECT_EQ(failure.expected.value_or(""), row.expected) << row.offer;
        EXPECT_EQ(failure.got.value_or(""), row.got) << row.offer;
        if (walked.stopped) {
            EXPECT_EQ(nameOf(failure.code), nameOf(Code::authUnsupported)) << row.offer;
        }
    }
}

TEST(Offer, IsRecordedAsItStandsWithoutTokens)
{
    http::Response answer;
    answer.head.headers = {{"WWW-Authenticate", "Basic realm=\"corp\", charset=\"UTF-8\""},
                           {"www-authenticate", "NTLM TlRMTVNTUAACAAAA"},
                           {"WWW-Authenticate", "Bearer client_id=\"0\x1b[2J\""}};
    ScriptedNetwork net;
    const Walked walked = walkOver(net, [&](const Step &step) { http::offerIn(step, answer); });
    const Facts expected{
        {"offers", "Basic realm=\"corp\", charset=\"UTF-8\""}, {"offers", "NTLM"}, {"offers", "Bearer client_id=\"0\ufffd[2J\""}};
    EXPECT_EQ(walked.trace.hops.front().facts, expected);
}

TEST(Offer, AThousandOfThemAreNotAThousandFacts)
{
    http::Response answer;
    for (int i = 0; i < 1000; ++i)
        answer.head.headers.push_back({"WWW-Authenticate", "Scheme" + std::to_string(i)});
    ScriptedNetwork net;
    const Walked walked = walkOver(net, [&](const Step &step) { EXPECT_EQ(http::offerIn(step, answer).challenges.size(), 32u); });
    EXPECT_EQ(walked.trace.hops.front().facts.size(), 32u);
}

TEST(Offer, OfBasicByAForeignHostIsTakenOnlyWhereThePersonAskedForBasic)
{
    http::SignIn who{auth::identityFrom("alice@corp.test", Secret(std::string("x"))),
                     {{}, auth::Level::privacy, {{"corp.test"}, {"mail.hoster.test"}}, {Scheme::basic}}};
    http::Response answer;
    answer.head.status = 401;
    answer.head.headers.push_back({"WWW-Authenticate", "Basic realm=\"x\""});
    ScriptedNetwork net;
    const Walked walked = walkOver(net, [&](const Step &step) {
        step.run({trace::Kind::http, "GET", ""}, [&](const Step &hop) {
            EXPECT_EQ(http::choose(hop, http::offerIn(hop, answer), {Scheme::basic}, who, "mail.hoster.test"), Scheme::basic);
        });
    });
    EXPECT_FALSE(walked.stopped);
}
