#include "http/veil.h"

#include <gtest/gtest.h>

using namespace mailwalk;

static std::string veiled(std::string authorization, std::string_view text)
{
    const Secret secret(std::move(authorization));
    return http::Veil(secret).over(std::string(text));
}

TEST(Veil, CutsOutTheTokenAndThePasswordInside)
{
    const struct {
        const char *authorization, *text, *expected;
    } rows[] = {
        {"NTLM TlRMTVNTUAADAAAA", "said: TlRMTVNTUAADAAAA!", "said: [cut]!"},
        {"Basic YWxpY2U6U2VzYW1lLTE=", "YWxpY2U6U2VzYW1lLTE= is alice:Sesame-1, Sesame-1", "[cut] is alice:[cut], [cut]"},
        {"Basic YWxpY2U6U2VzYW1lLTE=", "Sesame-", "Sesame-"},
        {"Basic YWxpY2U6YQ==", "a banana", "a banana"}, // where it is cut would tell it
        {"Basic not base64", "not base64", "[cut]"},
        {"Basic", "Basic", "Basic"},
        {"Basic ", "Basic ", "Basic "},
        {"", "text", "text"},
        {"NTLM TlRMTVNTUAADAAAA", "", ""},
    };
    for (const auto &row : rows)
        EXPECT_EQ(veiled(row.authorization, row.text), row.expected) << row.authorization;
    EXPECT_EQ(http::Veil().over("text"), "text");
}

TEST(Veil, CostsNoMoreThanTheTextIsLong)
{
    std::string text;
    for (int i = 0; i < 50000; ++i)
        text += "TlRMTVNTUAADAAAA";
    EXPECT_EQ(veiled("NTLM TlRMTVNTUAADAAAA", text).size(), 5u * 50000);
}
