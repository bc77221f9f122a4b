#include "practised.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iomanip>
#include <iostream>
#include <set>

using namespace mailwalk;
using namespace mailwalk::test;
using diagnosis::Fixer;
using Verdict = diagnosis::Result;
using testing::HasSubstr;
using trace::Code;
using trace::Kind;
using trace::Outcome;
using trace::Stage;

namespace {

/// What a walk as Alice must say of an organisation with this fault.
struct Row {
    const char *fault;
    Stage stage;
    Kind kind;
    const char *hop; ///< in the title or the target of the failing hop
    Code code;
    const char *cause;
    std::vector<Fixer> fixers;
    Verdict outcome = Verdict::fails;
    const char *also = ""; ///< a further cause, true of another hop
};

constexpr auto you = Fixer::you, company = Fixer::companyIt, exchange = Fixer::exchangeAdmin, directory = Fixer::directoryAdmin,
               home = Fixer::homeNetwork, provider = Fixer::internetProvider;

// clang-format off
const Row rows[] = {
    {"tcp135-filtered-by-company", Stage::refer, Kind::connect, "ex1.corp.test:135", Code::timeout, "tcp135-filtered-by-company", {company}},
    {"tcp135-refused", Stage::refer, Kind::connect, "ex1.corp.test:135", Code::refused, "tcp135-refused", {exchange, company}},
    {"epm-ok-dynamic-port-filtered", Stage::lookUp, Kind::connect, "gc1.corp.test", Code::timeout, "epm-ok-dynamic-port-filtered", {company}},
    {"mapped-port-refused", Stage::open, Kind::connect, "ex1.corp.test", Code::refused, "mapped-port-refused", {exchange, company}},
    {"name-server-failing", Stage::discover, Kind::resolve, "ex1.corp.test", Code::nameServerFailure, "name-server-failing", {company}},
    {"server-silent", Stage::lookUp, Kind::bind, "gc1.corp.test", Code::timeout, "server-silent", {exchange, company}},
    {"server-closes-early", Stage::open, Kind::bind, "ex1.corp.test", Code::closed, "server-closes-early", {exchange, company}},
    {"another-program-on-port", Stage::open, Kind::bind, "ex1.corp.test", Code::otherProtocol, "another-program-on-port", {exchange, company}},
    {"answer-malformed", Stage::lookUp, Kind::call, "NspiBind", Code::malformed, "answer-malformed", {exchange, company}},
    {"epm-interface-not-registered-referral", Stage::refer, Kind::map, "RFR at ex1.corp.test", Code::status, "epm-interface-not-registered", {exchange}},
    {"epm-interface-not-registered-directory", Stage::lookUp, Kind::map, "NSPI at gc1.corp.test", Code::status, "epm-interface-not-registered", {exchange, directory}},
    {"epm-interface-not-registered-store", Stage::open, Kind::map, "EMSMDB at ex1.corp.test", Code::status, "epm-interface-not-registered", {exchange}},
    {"gc-without-exchange", Stage::refer, Kind::map, "RFR at ex1.corp.test", Code::status, "gc-without-exchange", {you, exchange}},
    {"server-without-exchange", Stage::refer, Kind::map, "RFR at ex1.corp.test", Code::status, "server-without-exchange", {you, exchange}},
    {"gc-nspi-service-dead", Stage::lookUp, Kind::bind, "gc1.corp.test", Code::rpcRejected, "gc-nspi-service-dead", {directory, exchange}},
    {"wrong-service-on-port", Stage::open, Kind::bind, "ex1.corp.test", Code::rpcRejected, "wrong-service-on-port", {exchange}},
    {"referral-to-unresolvable-gc", Stage::lookUp, Kind::resolve, "gc9.corp.test", Code::nameNotFound, "referral-to-unresolvable-gc", {exchange, directory}},
    {"referral-to-unreachable-gc", Stage::lookUp, Kind::connect, "gc2.corp.test:135", Code::timeout, "referral-to-unreachable-gc", {company, directory, exchange}},
    {"no-rfr-breaks-new-profile", Stage::refer, Kind::call, "RfrGetNewDSA", Code::status, "no-rfr-breaks-new-profile", {exchange}},
    {"nspi-session-limit", Stage::lookUp, Kind::call, "NspiBind", Code::status, "nspi-session-limit", {directory, exchange, you}},
    {"nspi-codepage-refused", Stage::lookUp, Kind::call, "NspiBind", Code::status, "nspi-codepage-refused", {exchange}},
    {"address-list-permission", Stage::lookUp, Kind::call, "Nspi", Code::status, "address-list-permission", {exchange}},
    {"wrong-password", Stage::refer, Kind::bind, "ex1.corp.test", Code::authRejected, "wrong-password", {you}},
    {"account-locked", Stage::refer, Kind::bind, "ex1.corp.test", Code::authRejected, "wrong-password", {you}},
    {"rpc-encryption-required", Stage::open, Kind::call, "EcDoConnectEx", Code::status, "rpc-encryption-required", {you, exchange}},
    {"client-version-blocked", Stage::open, Kind::call, "EcDoConnectEx", Code::status, "client-version-blocked", {you, exchange}},
    {"outlook-too-new-for-exchange", Stage::open, Kind::call, "EcDoConnectEx", Code::status, "outlook-too-new-for-exchange", {you, exchange}},
    {"cached-mode-required", Stage::open, Kind::call, "EcDoConnectEx", Code::status, "cached-mode-required", {you}},
    {"directory-unavailable-at-server", Stage::open, Kind::call, "EcDoConnectEx", Code::status, "directory-unavailable-at-server", {directory}},
    {"mapi-disabled-for-user", Stage::open, Kind::call, "EcDoConnectEx", Code::status, "mapi-disabled-for-user", {exchange}},
    {"server-too-busy-throttled", Stage::open, Kind::call, "EcDoConnectEx", Code::rpcFault, "server-too-busy-throttled", {exchange}},
    {"store-wrong-server", Stage::open, Kind::call, "RopLogon", Code::status, "store-wrong-server", {exchange}},
    {"database-dismounted", Stage::open, Kind::call, "RopLogon", Code::status, "database-dismounted", {exchange}},
    {"unknown-user-in-store", Stage::open, Kind::call, "RopLogon", Code::status, "unknown-user-in-store", {exchange}},
    {"login-permission", Stage::open, Kind::call, "RopLogon", Code::status, "login-permission", {exchange}},
    {"mailbox-in-transit", Stage::open, Kind::call, "RopLogon", Code::status, "mailbox-in-transit", {exchange}},
    // Autodiscover
    {"autodiscover-dns-missing", Stage::discover, Kind::resolve, "autodiscover.corp.test", Code::nameNotFound, "autodiscover-dns-missing", {company, exchange}},
    {"autodiscover-dns-servfail", Stage::discover, Kind::resolve, "autodiscover.corp.test", Code::nameServerFailure, "autodiscover-dns-servfail", {company, home, provider}},
    {"rpchttp-blocked-for-user", Stage::open, Kind::call, "EcDoConnectEx", Code::status, "rpchttp-blocked-for-user", {exchange}},
    {"srv-target-wrong", Stage::discover, Kind::resolve, "mx9.corp.test", Code::nameNotFound, "srv-target-wrong", {company}},
    {"srv-port-ignored", Stage::discover, Kind::attempt, "_autodiscover._tcp.corp.test (SRV)", Code::status, "srv-port-ignored", {company}},
    {"root-domain-200-html", Stage::discover, Kind::resolve, "autodiscover.corp.test", Code::nameNotFound, "autodiscover-dns-missing", {company, exchange}, Verdict::fails, "root-domain-200-html"},
    {"root-domain-foreign-certificate", Stage::discover, Kind::resolve, "autodiscover.corp.test", Code::nameNotFound, "autodiscover-dns-missing", {company, exchange}, Verdict::fails, "root-domain-foreign-certificate"},
    {"autodiscover-cert-expired", Stage::discover, Kind::secure, "autodiscover.corp.test:443", Code::certificate, "cert-expired", {exchange}},
    {"autodiscover-cert-name-mismatch", Stage::discover, Kind::secure, "autodiscover.corp.test:443", Code::certificate, "cert-name-mismatch", {exchange}},
    {"autodiscover-tcp-443-filtered", Stage::discover, Kind::connect, "autodiscover.corp.test:443", Code::timeout, "tcp-443-filtered", {company, home}},
    {"autodiscover-tcp-443-refused", Stage::discover, Kind::connect, "autodiscover.corp.test:443", Code::refused, "tcp-443-refused", {exchange, company}},
    {"autodiscover-path-missing", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::httpStatus, "autodiscover-path-missing", {company, exchange}},
    {"autodiscover-app-pool-stopped", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::httpStatus, "app-pool-stopped", {exchange}},
    {"perimeter-preauth-on-autodiscover", Stage::discover, Kind::http, "mail.corp.test/CookieAuth.dll", Code::otherProtocol, "perimeter-preauth-on-autodiscover", {company}},
    {"redirect-consent-declined", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::consent, "redirect-consent-declined", {you}, Verdict::notProven},
    {"autodiscover-redirect-loop", Stage::discover, Kind::http, "mail.corp.test/autodiscover/autodiscover.xml", Code::status, "autodiscover-redirect-loop", {exchange}},
    {"autodiscover-redirect-address-loop", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::status, "autodiscover-redirect-loop", {exchange}},
    {"autodiscover-redirect-to-plain-http", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::status, "autodiscover-redirect-to-plain-http", {exchange, company}},
    {"wrong-password-over-https", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::authRejected, "wrong-password", {you}},
    {"autodiscover-401-forever", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::authRejected, "wrong-password", {you}},
    {"modern-auth-required", Stage::discover, Kind::attempt, "Sign in at https://autodiscover.corp.test/", Code::authUnsupported, "modern-auth-required", {you, company}, Verdict::notProven},
    {"not-an-exchange-account", Stage::discover, Kind::attempt, "Check the address", Code::status, "not-an-exchange-account", {you}},
    {"autodiscover-address-unknown", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::status, "autodiscover-address-unknown", {you, exchange}},
    {"autodiscover-no-configuration", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::status, "autodiscover-no-configuration", {exchange}},
    {"autodiscover-600-invalid-request", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::status, "autodiscover-600-invalid-request", {exchange}},
    {"autodiscover-601-provider", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::status, "autodiscover-601-provider", {exchange}},
    {"autodiscover-602-bad-address", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::status, "autodiscover-602-bad-address", {you, exchange}},
    {"autodiscover-603-internal-error", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::status, "autodiscover-603-internal-error", {exchange}},
    {"hosting-provider-autodiscover", Stage::discover, Kind::stage, "Ask Autodiscover for the settings", Code::status, "hosting-provider-autodiscover", {company}},
    {"exch-block-only", Stage::discover, Kind::stage, "Open the mailbox", Code::status, "exch-block-only", {exchange}},
    {"expr-wrong-external-host", Stage::refer, Kind::resolve, "outlook.corp.test", Code::nameNotFound, "expr-wrong-external-host", {exchange}},
    {"tcp-443-filtered", Stage::refer, Kind::connect, "mail.corp.test:443", Code::timeout, "tcp-443-filtered", {company, home}},
    {"tcp-443-refused", Stage::refer, Kind::connect, "mail.corp.test:443", Code::refused, "tcp-443-refused", {exchange, company}},
    {"another-program-on-443", Stage::refer, Kind::secure, "mail.corp.test:443", Code::otherProtocol, "another-program-on-port", {exchange, company}},
    {"server-silent-on-443", Stage::refer, Kind::secure, "mail.corp.test:443", Code::timeout, "server-silent", {exchange, company}},
    {"cert-expired", Stage::refer, Kind::secure, "mail.corp.test:443", Code::certificate, "cert-expired", {exchange}},
    {"cert-not-yet-valid", Stage::refer, Kind::secure, "mail.corp.test:443", Code::certificate, "cert-not-yet-valid", {exchange, you}},
    {"cert-name-mismatch", Stage::refer, Kind::secure, "mail.corp.test:443", Code::certificate, "cert-name-mismatch", {exchange}},
    {"cert-untrusted-ca", Stage::refer, Kind::secure, "mail.corp.test:443", Code::certificate, "cert-untrusted-ca", {you, exchange}},
    {"cert-self-signed", Stage::refer, Kind::secure, "mail.corp.test:443", Code::certificate, "cert-self-signed", {exchange, you}},
    {"cert-missing-intermediate", Stage::refer, Kind::secure, "mail.corp.test:443", Code::certificate, "cert-missing-intermediate", {exchange}},
    {"msstd-mismatch", Stage::refer, Kind::proxy, "mail.corp.test:443", Code::certificate, "msstd-mismatch", {exchange}},
    {"msstd-wildcard-or-xp-cn", Stage::refer, Kind::proxy, "mail.corp.test:443", Code::certificate, "msstd-wildcard-or-xp-cn", {exchange}},
    {"tls-server-too-old", Stage::refer, Kind::secure, "mail.corp.test:443", Code::tls, "tls-server-too-old", {exchange}, Verdict::notProven},
    {"tls-no-common-cipher", Stage::refer, Kind::secure, "mail.corp.test:443", Code::tlsAlert, "tls-no-common-cipher", {exchange, company}, Verdict::notProven},
    {"client-certificate-demanded", Stage::refer, Kind::http, "mail.corp.test/rpc/rpcproxy.dll", Code::tlsAlert, "client-certificate-demanded", {company, exchange}},
    {"basic-ntlm-mismatch", Stage::refer, Kind::http, "mail.corp.test/rpc/rpcproxy.dll", Code::authUnsupported, "basic-ntlm-mismatch", {exchange, you}},
    {"extended-protection-mismatch", Stage::refer, Kind::http, "mail.corp.test/rpc/rpcproxy.dll", Code::authRejected, "extended-protection-mismatch", {company, exchange}},
    {"reverse-proxy-breaks-ntlm", Stage::refer, Kind::http, "mail.corp.test/rpc/rpcproxy.dll", Code::authUnsupported, "reverse-proxy-breaks-ntlm", {company}},
    {"rpc-proxy-401-forever", Stage::refer, Kind::http, "mail.corp.test/rpc/rpcproxy.dll", Code::authRejected, "extended-protection-mismatch", {company, exchange}},
    {"rpc-proxy-not-installed", Stage::refer, Kind::http, "mail.corp.test/rpc/rpcproxy.dll", Code::httpStatus, "rpc-proxy-not-installed", {exchange}},
    {"app-pool-stopped", Stage::refer, Kind::http, "mail.corp.test/rpc/rpcproxy.dll", Code::httpStatus, "app-pool-stopped", {exchange}},
    {"gateway-cannot-reach-server", Stage::refer, Kind::http, "mail.corp.test/rpc/rpcproxy.dll", Code::httpStatus, "gateway-cannot-reach-server", {company, exchange}},
    {"publishing-rule-denies-path", Stage::refer, Kind::http, "mail.corp.test/rpc/rpcproxy.dll", Code::httpStatus, "publishing-rule-denies-path", {company}},
    {"front-end-rejects-rpc-verbs", Stage::refer, Kind::http, "mail.corp.test/rpc/rpcproxy.dll", Code::httpStatus, "front-end-rejects-rpc-verbs", {company}},
    {"request-size-limit", Stage::refer, Kind::channel, "ex1.corp.test:6002", Code::httpStatus, "request-size-limit", {exchange, company}},
    {"proxy-cannot-reach-backend-port", Stage::refer, Kind::channel, "ex1.corp.test:6002", Code::httpStatus, "proxy-cannot-reach-backend-port", {company, exchange}},
    {"proxy-cannot-resolve-backend", Stage::refer, Kind::channel, "ex1.corp.test:6002", Code::httpStatus, "proxy-cannot-resolve-backend", {exchange}},
    {"validports-missing", Stage::refer, Kind::channel, "ex1.corp.test:6002", Code::httpStatus, "validports-missing", {exchange}},
    {"rfr-6002-not-listening", Stage::refer, Kind::channel, "ex1.corp.test:6002", Code::httpStatus, "rfr-6002-not-listening", {exchange, company}},
    {"dsproxy-6004-not-listening", Stage::lookUp, Kind::channel, "ex1.corp.test:6004", Code::httpStatus, "dsproxy-6004-not-listening", {exchange, company}},
    {"store-6001-not-listening", Stage::open, Kind::channel, "ex1.corp.test:6001", Code::httpStatus, "store-6001-not-listening", {exchange, company}},
    {"gc-nspi-http-not-configured", Stage::lookUp, Kind::channel, "gc1.corp.test:6004", Code::httpStatus, "gc-nspi-http-not-configured", {directory, exchange}},
    {"rpc-remote-name-rejected", Stage::refer, Kind::channel, "ex1.corp.test:6002", Code::httpStatus, "rpc-remote-name-rejected", {you, exchange}},
    {"rpc-layer-access-denied", Stage::refer, Kind::channel, "ex1.corp.test:6002", Code::httpStatus, "rpc-layer-access-denied", {exchange, directory}},
    {"rpc-proxy-too-busy", Stage::refer, Kind::channel, "ex1.corp.test:6002", Code::httpStatus, "server-too-busy-throttled", {exchange}},
    {"lb-no-affinity-channels", Stage::refer, Kind::channel, "ex1.corp.test:6002", Code::timeout, "lb-no-affinity-channels", {company}},
    {"in-channel-cut", Stage::refer, Kind::bind, "ex1.corp.test:6002", Code::closed, "in-channel-cut", {company, exchange}},
    {"out-channel-cut", Stage::refer, Kind::bind, "ex1.corp.test:6002", Code::closed, "out-channel-cut", {company, exchange}},
    {"proxy-silent", Stage::refer, Kind::http, "mail.corp.test/rpc/rpcproxy.dll", Code::timeout, "proxy-silent", {exchange, company}},
    // only sometimes: the first walk meets it
    {"one-directory-of-three-dead", Stage::lookUp, Kind::connect, "gc2.corp.test:135", Code::timeout, "referral-to-unreachable-gc", {company, directory, exchange}},
    {"one-front-end-of-three-stopped", Stage::discover, Kind::http, "autodiscover.corp.test/autodiscover/autodiscover.xml", Code::httpStatus, "app-pool-stopped", {exchange}},
    {"store-busy-at-times", Stage::open, Kind::call, "EcDoConnectEx", Code::rpcFault, "server-too-busy-throttled", {exchange}},
};
// clang-format on

std::vector<std::string> argumentsOf(const std::string &fault)
{
    for (const practice::FaultInfo &info : practice::faults())
        if (info.id == fault)
            return info.arguments;
    ADD_FAILURE() << "no such fault: " << fault;
    return {};
}

path::Request aliceWith(const practice::Organisation &organisation, const std::string &fault)
{
    return requestFor(organisation.accounts().front(), argumentsOf(fault));
}

void hasNoOpenHop(const trace::Trace &trace)
{
    for (const trace::Hop &hop : trace.hops)
        EXPECT_TRUE(hop.closed && hop.outcome != Outcome::running) << hop.title;
}

// Findings at other hops than the one that stops the walk.
int wrongBlamesIn(const Practised &walked, const std::string &also)
{
    const auto isWrong = [&](const diagnosis::Finding &finding) {
        return finding.hop != walked.failing().id && finding.cause != also;
    };
    auto findings = walked.verdict.findings;
    for (const auto &[transport, lane] : walked.verdict.lanes)
        findings.insert(findings.end(), lane.findings.begin(), lane.findings.end());
    return int(std::count_if(findings.begin(), findings.end(), isWrong));
}

/// Those that stop no walk.
const char *const harmless[] = {"store-moved",   "autodiscover-by-srv-only", "root-domain-200-html-harmless",
                                "exchange-2003", "exchange-2007",            "exchange-2010",
                                "exchange-2013-layout", "one-address-of-two-dead", "quiet-connections-forgotten"};

/// All faults of a run in one table, printed at its end.
class Table : public testing::Environment
{
public:
    static Table &of()
    {
        static auto *const table = dynamic_cast<Table *>(testing::AddGlobalTestEnvironment(new Table));
        return *table;
    }

    void add(const Practised &walked, const std::string &fault, int wrong)
    {
        const trace::Hop &hop = walked.failing();
        const diagnosis::Finding &finding = walked.verdict.findings.front();
        std::string fixers;
        for (const Fixer fixer : finding.fixers)
            fixers += std::string(fixers.empty() ? "" : ", ") + std::string(nameOf(fixer));
        std::ostringstream line;
        line << std::left << std::setw(40) << fault << std::setw(9) << nameOf(*walked.verdict.stage) << std::setw(9)
             << nameOf(hop.kind) << std::setw(20) << nameOf(*walked.verdict.code) << std::setw(38) << finding.cause << fixers;
        lines_.push_back(line.str());
        wrong_ += wrong;
    }

    void TearDown() override
    {
        if (lines_.size() < 2)
            return;
        for (const std::string &line : lines_)
            std::cout << line << '\n';
        std::cout << lines_.size() << " faults, wrong blame " << wrong_ << std::endl;
    }

private:
    std::vector<std::string> lines_;
    int wrong_ = 0;
};

Table &table = Table::of();

class Fault : public testing::TestWithParam<Row>
{
};

} // namespace

TEST_P(Fault, IsFoundAtItsHopWithItsCauseAndItsFixerAndNothingElseIsBlamed)
{
    const Row &row = GetParam();
    const practice::Organisation organisation({row.fault});
    const Practised walked = walk(organisation, aliceWith(organisation, row.fault));
    SCOPED_TRACE(linesOf(walked.trace));

    EXPECT_EQ(walked.verdict.outcome, row.outcome);
    ASSERT_TRUE(walked.verdict.stage);
    EXPECT_EQ(*walked.verdict.stage, row.stage);
    EXPECT_EQ(walked.verdict.code, row.code);
    const trace::Hop &failing = walked.failing();
    EXPECT_EQ(failing.kind, row.kind);
    EXPECT_THAT(failing.outcome, testing::AnyOf(Outcome::failed, Outcome::notRun, Outcome::warned));
    EXPECT_THAT(failing.title + " " + failing.target, HasSubstr(row.hop));

    ASSERT_FALSE(walked.verdict.findings.empty());
    const diagnosis::Finding &finding = walked.verdict.findings.front();
    EXPECT_EQ(finding.cause, row.cause);
    EXPECT_EQ(finding.hop, failing.id);
    EXPECT_THAT(finding.fixers, testing::UnorderedElementsAreArray(row.fixers));
    EXPECT_FALSE(finding.text.empty());
    const int blamed = wrongBlamesIn(walked, row.also);
    EXPECT_EQ(blamed, 0);
    hasNoOpenHop(walked.trace);
    table.add(walked, row.fault, blamed);
}

TEST_P(Fault, LocksNoAccount)
{
    // Outlook 2003 goes on where later ones stop, so it has the most occasions to try again.
    for (const auto outlook : {path::Outlook::v2003, path::Outlook::v2016})
        for (const auto scheme : {path::Scheme::any, path::Scheme::ntlm}) {
            if ((outlook == path::Outlook::v2003) == (scheme == path::Scheme::ntlm))
                continue;
            const practice::Organisation organisation({GetParam().fault});
            path::Request request = aliceWith(organisation, GetParam().fault);
            request.outlook = outlook;
            request.scheme = scheme;
            const Practised walked = walk(organisation, request, nullptr, net::Stop(), Deadlines::all(Milliseconds(600)));
            EXPECT_LE(organisation.wrongTries(organisation.accounts().front().address), 1) << linesOf(walked.trace);
        }
}

INSTANTIATE_TEST_SUITE_P(Practice, Fault, testing::ValuesIn(rows), [](const auto &row) {
    std::string name = row.param.fault;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(Faults, HaveARowEachOrHealThemselves)
{
    std::set<std::string> known(std::begin(harmless), std::end(harmless));
    for (const Row &row : rows)
        known.insert(row.fault);
    for (const practice::FaultInfo &info : practice::faults())
        EXPECT_TRUE(known.contains(info.id)) << info.id;
    EXPECT_GE(practice::faults().size(), 37u + 25u);
}

TEST(Faults, AWrongPasswordIsCountedByTheOrganisationItself)
{
    const practice::Organisation organisation({"wrong-password"});
    walk(organisation, aliceWith(organisation, "wrong-password"));
    EXPECT_EQ(organisation.wrongTries(organisation.accounts().front().address), 1);
}

TEST(Faults, OfOnlySometimesAreMetByOneWalkOfSoMany)
{
    std::size_t met = 0;
    for (const practice::FaultInfo &info : practice::faults()) {
        if (info.every == 1)
            continue;
        ++met;
        const practice::Organisation organisation({info.id});
        for (std::size_t run = 0; run <= info.every; ++run) {
            const Practised walked = walk(organisation, aliceWith(organisation, info.id));
            EXPECT_EQ(walked.verdict.outcome, run % info.every ? Verdict::works : Verdict::fails)
                << info.id << ", walk " << run << '\n'
                << linesOf(walked.trace);
        }
    }
    EXPECT_GE(met, 3u);
}

TEST(Faults, ThatHealThemselvesStopNobody)
{
    for (const char *fault : harmless) {
        const practice::Organisation organisation({fault});
        const Practised walked = walk(organisation, aliceWith(organisation, fault));
        EXPECT_EQ(walked.verdict.outcome, Verdict::works) << fault << '\n' << linesOf(walked.trace);
    }
}

// A refusal ends the lane beside it too; the walk says who refused, not that it does not know.
TEST(Faults, OfTheProxyAreNamedAlsoWhereTheDirectWayIsWalkedBesideIt)
{
    for (const char *fault : {"rpc-proxy-401-forever", "extended-protection-mismatch"}) {
        const practice::Organisation organisation({fault});
        const Practised walked = walk(organisation, requestFor(accountOf(organisation, "alice"), {}));
        SCOPED_TRACE(linesOf(walked.trace));
        const auto &https = walked.verdict.lanes.at(trace::Transport::rpcHttps);
        EXPECT_EQ(https.outcome, Verdict::fails);
        ASSERT_FALSE(https.findings.empty());
        EXPECT_EQ(https.findings.front().cause, "extended-protection-mismatch");
        EXPECT_THAT(walked.verdict.outcome, testing::AnyOf(Verdict::works, Verdict::fails));
        const auto refused = [](const trace::Hop &hop) { return hop.failure && hop.failure->code == Code::authRejected; };
        EXPECT_EQ(std::count_if(walked.trace.hops.begin(), walked.trace.hops.end(), refused), 1);
    }
}
