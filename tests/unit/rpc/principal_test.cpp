#include "rpc/principal.h"

#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::rpc;

TEST(Principal, IsEqualToANameOfTheCertificateOrNot)
{
    using enum PrincipalRule;
    const net::Peer plain{"mail.corp.test", {}, "mail.corp.test", {"mail.corp.test", "autodiscover.corp.test"}};
    const net::Peer wildcard{"mail.corp.test", {}, "*.corp.test", {"*.corp.test", "corp.test"}};
    const net::Peer namesOnly{"mail.corp.test", {}, "", {"mail.corp.test"}};
    const struct {
        const net::Peer &peer;
        const char *principal;
        PrincipalRule rule;
        const char *got; ///< of the objection; null when there is none
    } rows[] = {
        {plain, "msstd:mail.corp.test", anyName, nullptr},
        {plain, "MSSTD:Mail.Corp.Test", anyName, nullptr},
        {plain, "mail.corp.test", anyName, nullptr},
        {plain, "msstd:mail.corp.test", commonName, nullptr},
        {plain, "msstd:autodiscover.corp.test", anyName, nullptr},
        {plain, "msstd:autodiscover.corp.test", commonName, "mail.corp.test"}, // Windows XP looks at the first name alone
        {plain, "msstd:ex1.corp.test", anyName, "mail.corp.test, autodiscover.corp.test"},
        {plain, "msstd:*.corp.test", anyName, "mail.corp.test, autodiscover.corp.test"},
        {wildcard, "msstd:*.corp.test", anyName, nullptr},
        {wildcard, "msstd:*.corp.test", commonName, nullptr},
        {wildcard, "msstd:mail.corp.test", anyName, "*.corp.test, corp.test"}, // a wildcard is a name here, not a pattern
        {wildcard, "msstd:mail.corp.test", commonName, "*.corp.test"},
        {namesOnly, "msstd:mail.corp.test", anyName, nullptr},
        {namesOnly, "msstd:mail.corp.test", commonName, "no name"},
    };
    for (const auto &row : rows) {
        const auto failure = objection(row.peer, row.principal, row.rule);
        ASSERT_EQ(bool(failure), row.got != nullptr) << row.principal << " of " << row.peer.commonName;
        if (!failure)
            continue;
        EXPECT_EQ(failure->code, trace::Code::certificate);
        EXPECT_EQ(failure->expected, row.principal);
        EXPECT_EQ(failure->got, row.got);
    }
}

TEST(Principal, MayBeLeftOut)
{
    EXPECT_FALSE(namesPrincipal(""));
    EXPECT_FALSE(namesPrincipal("none"));
    EXPECT_FALSE(namesPrincipal("msstd:"));
    EXPECT_TRUE(namesPrincipal("msstd:mail.corp.test"));
}
