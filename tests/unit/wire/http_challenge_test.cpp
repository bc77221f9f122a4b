#include "wire/http/message.h"

#include <gtest/gtest.h>

using namespace mailwalk::wire::http;

namespace {

std::string shown(const std::vector<Challenge> &challenges)
{
    std::string text;
    for (const Challenge &challenge : challenges) {
        text += "[" + challenge.scheme;
        if (!challenge.token.empty())
            text += " " + challenge.token;
        for (const Header &parameter : challenge.parameters)
            text += " " + parameter.name + "=<" + parameter.value + ">";
        text += "]";
    }
    return text;
}

} // namespace

TEST(HttpChallenge, LinesAsServersSendThem)
{
    const struct {
        const char *line, *read;
    } rows[] = {
        {"Negotiate", "[Negotiate]"},
        {"NTLM TlRMTVNTUAACAAAA", "[NTLM TlRMTVNTUAACAAAA]"},
        {"NTLM TlRMTVNTUAACAA==", "[NTLM TlRMTVNTUAACAA==]"},
        {"Basic realm=\"mail.corp.test\"", "[Basic realm=<mail.corp.test>]"},
        {"Basic realm=mail", "[Basic realm=<mail>]"},
        {"Basic realm = \"a\" , charset=\"UTF-8\"", "[Basic realm=<a> charset=<UTF-8>]"},
        {"Negotiate, NTLM, Basic realm=\"a\"", "[Negotiate][NTLM][Basic realm=<a>]"},
        {"Basic realm=\"a\", NTLM", "[Basic realm=<a>][NTLM]"},
        {"Basic realm=\"a, NTLM, b\", Negotiate oRQw==, NTLM", "[Basic realm=<a, NTLM, b>][Negotiate oRQw==][NTLM]"},
        {"Basic realm=\"say \\\"hi\\\" \\\\\"", "[Basic realm=<say \"hi\" \\>]"},
        {"Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Basic realm=\"simple\"", // RFC 9110 11.6.1
         "[Newauth realm=<apps> type=<1> title=<Login to \"apps\">][Basic realm=<simple>]"},
        {"Bearer client_id=\"00000002\", trusted_issuers=\"00000001@*\", token_types=\"app_asserted_user_v1 "
         "service_asserted_app_v1\", "
         "authorization_uri=\"https://login.windows.net/common/oauth2/authorize\",Negotiate,NTLM",
         "[Bearer client_id=<00000002> trusted_issuers=<00000001@*> token_types=<app_asserted_user_v1 service_asserted_app_v1> "
         "authorization_uri=<https://login.windows.net/common/oauth2/authorize>][Negotiate][NTLM]"},
        {"Basic realm=\"one\", Basic realm=\"two\"", "[Basic realm=<one>][Basic realm=<two>]"},
        {",, ,Negotiate,,NTLM,", "[Negotiate][NTLM]"},
        {"Bearer authorization_uri=https://login.test/common, error=x",
         "[Bearer authorization_uri=<https://login.test/common> error=<x>]"},
        {"Basic Realm=\"\"", "[Basic Realm=<>]"},
        {"basic realm=\"a\"", "[basic realm=<a>]"},
    };
    for (const auto &row : rows)
        EXPECT_EQ(shown(challengesIn({{"WWW-Authenticate", row.line}}, "www-authenticate")), row.read) << row.line;
}

TEST(HttpChallenge, SeveralLinesAreOneList)
{
    const Headers headers{{"WWW-Authenticate", "Negotiate"},
                          {"Proxy-Authenticate", "Digest realm=\"p\""},
                          {"www-authenticate", "NTLM, Basic realm=\"a\""},
                          {"WWW-Authenticate", "charset=\"UTF-8\""}}; // a parameter never belongs to the line before
    EXPECT_EQ(shown(challengesIn(headers, "WWW-Authenticate")), "[Negotiate][NTLM][Basic realm=<a>]");
    EXPECT_EQ(shown(challengesIn(headers, "Proxy-Authenticate")), "[Digest realm=<p>]");
    EXPECT_TRUE(challengesIn(headers, "Authorization").empty());
}

TEST(HttpChallenge, ADamagedOneHidesNoneOfItsNeighbours)
{
    const struct {
        const char *line, *read;
    } rows[] = {
        {"", ""},
        {" ", ""},
        {"=", ""},
        {"=\"a\", NTLM", "[NTLM]"},
        {"realm=\"a, Negotiate\", NTLM", "[NTLM]"},
        {"\"Negotiate\", NTLM", "[NTLM]"},
        {"@@@, NTLM", "[NTLM]"},
        {"Basic realm=\"never ends, NTLM", "[Basic realm=<never ends, NTLM>]"},
        {"Basic realm=\"ends with an escape\\", "[Basic realm=<ends with an escape\\>]"},
        {"Basic realm=, NTLM", "[Basic realm=][NTLM]"},
        {"Basic realm=\"a\" NTLM", "[Basic realm=<a>][NTLM]"},
        {"Basic realm=\"a\"\"b\", NTLM", "[Basic realm=<a>][NTLM]"},
        {"\xff\xfe", ""},
    };
    for (const auto &row : rows)
        EXPECT_EQ(shown(challengesIn({{"WWW-Authenticate", row.line}}, "WWW-Authenticate")), row.read) << row.line;
}
