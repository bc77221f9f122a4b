#include "http/consent.h"

#include <gtest/gtest.h>

using namespace mailwalk;

TEST(Consent, OwnIsWhatLiesInsideTheUsersDomain)
{
    const http::Consent consent{{"corp.test", "Other.test"}, {"mail.hoster.test"}};
    const struct {
        const char *host;
        bool isOwn, isAllowed;
    } rows[] = {
        {"corp.test", true, true},
        {"CORP.test.", true, true},
        {"mail.corp.test", true, true},
        {"a.b.other.TEST", true, true},
        {"mail.hoster.test", false, true},
        {"MAIL.hoster.test.", false, true},
        {"hoster.test", false, false},
        {"x.mail.hoster.test", false, false},
        {"evilcorp.test", false, false},
        {"corp.test.evil.test", false, false},
        {"test", false, false},
        {".corp.test", true, true},
        {"", false, false},
    };
    for (const auto &row : rows) {
        EXPECT_EQ(consent.isOwn(row.host), row.isOwn) << row.host;
        EXPECT_EQ(!consent.objection(row.host), row.isAllowed) << row.host;
    }
    EXPECT_EQ(consent.objection("evil.test")->code, trace::Code::consent);
    EXPECT_TRUE(http::Consent{}.objection("corp.test"));
}
