#include "discovery/discover.h"

#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::discovery;

// Values that servers were seen to send, with the versions that these servers had.
TEST(ServerVersion, IsInItsBits)
{
    const struct {
        const char *text, *version;
    } rows[] = {
        {"72008287", "8.0.647"},  {"738180DA", "14.1.218"}, {"73C0834F", "15.0.847"},
        {"73C180E1", "15.1.225"}, {"73c180e1", "15.1.225"},
    };
    for (const auto &row : rows)
        EXPECT_EQ(versionFrom(row.text), row.version);
    for (const char *text : {"", "7200828", "720082871", "7200828g", "0x720082", "-7200828", "15.1.225", "        "})
        EXPECT_FALSE(versionFrom(text)) << text;
}

TEST(GuidName, IsNoHost)
{
    EXPECT_TRUE(isGuidName("616c6963-6540-6578-616d-706c01000000@example.test"));
    EXPECT_FALSE(isGuidName("ex1.corp.test"));
    EXPECT_FALSE(isGuidName(""));
}

TEST(FreeMail, IsKnownByItsDomain)
{
    for (const char *domain :
         {"gmail.com", "GoogleMail.com", "yahoo.com", "yahoo.co.uk", "yahoo.com.br", "gmx.de", "gmx.net", "web.de", "icloud.com",
          "mail.ru", "proton.me", "outlook.com", "hotmail.fr", "live.com", "msn.com", "t-online.de.", "yandex.com.tr"})
        EXPECT_TRUE(isFreeMail(domain)) << domain;
    for (const char *domain :
         {"corp.test", "", ".", "yahoo", "yahoo.corp.test", "gmail.com.corp.test", "mygmail.com", "mail.corp.test",
          "live.corp.test", "outlook.office365.com", "gmx.example.com", "notweb.de", "com", "yahoo.de.com"})
        EXPECT_FALSE(isFreeMail(domain)) << domain;
}
