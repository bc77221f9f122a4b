#include "support/recorded_walks.h"

#include "diagnosis/catalogue.h"

#include <QJsonObject>
#include <gmock/gmock.h>
#include <map>

namespace mailwalk::diagnosis {
namespace {

using test::recorded::read;

// Faults that have no name in the catalogue: what a person meets is this.
const std::map<std::string, std::string> &otherCauses()
{
    static const std::map<std::string, std::string> all{
        {"account-locked", "wrong-password"},
        {"another-program-on-443", "another-program-on-port"},
        {"autodiscover-401-forever", "wrong-password"},
        {"autodiscover-app-pool-stopped", "app-pool-stopped"},
        {"autodiscover-cert-expired", "cert-expired"},
        {"autodiscover-cert-name-mismatch", "cert-name-mismatch"},
        {"autodiscover-redirect-address-loop", "autodiscover-redirect-loop"},
        {"autodiscover-tcp-443-filtered", "tcp-443-filtered"},
        {"autodiscover-tcp-443-refused", "tcp-443-refused"},
        {"root-domain-200-html", "autodiscover-dns-missing"},
        {"root-domain-foreign-certificate", "autodiscover-dns-missing"},
        {"rpc-proxy-401-forever", "extended-protection-mismatch"},
        {"rpc-proxy-too-busy", "server-too-busy-throttled"},
        {"one-directory-of-three-dead", "referral-to-unreachable-gc"},
        {"one-front-end-of-three-stopped", "app-pool-stopped"},
        {"store-busy-at-times", "server-too-busy-throttled"},
    };
    return all;
}

bool isHealthy(const std::string &name)
{
    static const char *all[] = {"works-by-address",
                                "works-typed",
                                "works-rpc-https",
                                "finished-profile",
                                "autodiscover-by-srv-only",
                                "store-moved",
                                "root-domain-200-html-harmless",
                                "exchange-2013-layout",
                                "exchange-2003",
                                "exchange-2007",
                                "exchange-2010",
                                "one-address-of-two-dead",
                                "quiet-connections-forgotten"};
    return std::find(std::begin(all), std::end(all), name) != std::end(all);
}

/// The cause that the name of a file means: a cause of the catalogue, or one with a word behind it.
std::string causeMeantBy(const std::string &name)
{
    const std::string account = "account-";
    if (const auto other = otherCauses().find(name); other != otherCauses().end())
        return other->second;
    const std::string fault = name.starts_with(account) && !causeOf(name) ? name.substr(account.size()) : name;
    std::string longest;
    for (const Cause &cause : catalogue())
        if (fault.starts_with(cause.id) && std::string_view(cause.id).size() > longest.size())
            longest = cause.id;
    return longest;
}

class RecordedWalk : public testing::TestWithParam<std::string>
{
};

TEST_P(RecordedWalk, IsStillDiagnosedAsItsNameSays)
{
    const Verdict verdict = diagnose(read(GetParam()).trace);
    if (isHealthy(GetParam())) {
        EXPECT_EQ(verdict.outcome, Result::works) << verdict.sentence;
        return;
    }
    if (GetParam() == "without-password") {
        EXPECT_EQ(verdict.outcome, Result::notProven);
        EXPECT_EQ(verdict.reason, trace::Reason::needsPassword);
        return;
    }
    EXPECT_THAT(verdict.outcome, testing::AnyOf(Result::fails, Result::notProven));
    ASSERT_FALSE(verdict.findings.empty()) << verdict.sentence;
    EXPECT_EQ(verdict.findings.front().cause, causeMeantBy(GetParam()));
    EXPECT_TRUE(isCause(verdict.findings.front(), verdict));
}

INSTANTIATE_TEST_SUITE_P(Kept, RecordedWalk, testing::ValuesIn(test::recorded::names()), [](const auto &row) {
    std::string name = row.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(RecordedWalks, AreSoMany) { EXPECT_GE(test::recorded::names().size(), 100u); }

} // namespace
} // namespace mailwalk::diagnosis
