#include "practised.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
};

constexpr auto you = Fixer::you, company = Fixer::companyIt, exchange = Fixer::exchangeAdmin, directory = Fixer::directoryAdmin;

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

path::Request aliceWith(const practice::Organisation &organisation, const std::vector<std::string> &arguments)
{
    path::Request request = requestFor(organisation, accountOf(organisation, "alice"));
    if (arguments.size() == 2 && arguments[0] == "--outlook")
        request.outlook = path::outlookFrom(arguments[1]).value();
    return request;
}

bool isAncestor(const trace::Trace &trace, const trace::Hop &hop, trace::HopId of)
{
    for (trace::HopId at = of; at; at = trace.hop(at)->parent)
        if (at == hop.id)
            return true;
    return false;
}

void hasNoOpenHop(const trace::Trace &trace)
{
    for (const trace::Hop &hop : trace.hops)
        EXPECT_TRUE(hop.closed && hop.outcome != Outcome::running) << hop.title;
}

class Fault : public testing::TestWithParam<Row>
{
};

} // namespace

TEST_P(Fault, IsFoundAtItsHopWithItsCauseAndItsFixer)
{
    const Row &row = GetParam();
    const practice::Organisation organisation({row.fault});
    const Practised walked = walk(organisation, aliceWith(organisation, argumentsOf(row.fault)));
    SCOPED_TRACE(linesOf(walked.trace));

    EXPECT_EQ(walked.verdict.outcome, Verdict::fails);
    ASSERT_TRUE(walked.verdict.stage && walked.verdict.code);
    EXPECT_EQ(*walked.verdict.stage, row.stage);
    EXPECT_EQ(*walked.verdict.code, row.code);
    const trace::Hop &failing = walked.failing();
    EXPECT_EQ(failing.kind, row.kind);
    EXPECT_EQ(failing.outcome, Outcome::failed);
    EXPECT_THAT(failing.title + " " + failing.target, HasSubstr(row.hop));

    ASSERT_FALSE(walked.verdict.findings.empty());
    const diagnosis::Finding &finding = walked.verdict.findings.front();
    EXPECT_EQ(finding.cause, row.cause);
    EXPECT_EQ(finding.hop, failing.id);
    EXPECT_THAT(finding.fixers, testing::UnorderedElementsAreArray(row.fixers));
    EXPECT_FALSE(finding.text.empty());
    hasNoOpenHop(walked.trace);
}

TEST_P(Fault, BlamesNoOtherHop)
{
    const practice::Organisation organisation({GetParam().fault});
    const Practised walked = walk(organisation, aliceWith(organisation, argumentsOf(GetParam().fault)));
    SCOPED_TRACE(linesOf(walked.trace));
    const trace::Hop &failing = walked.failing();
    for (const diagnosis::Finding &finding : walked.verdict.findings)
        EXPECT_EQ(finding.hop, failing.id) << finding.cause;
    for (const trace::Hop &hop : walked.trace.hops) {
        if (hop.outcome != Outcome::failed || isAncestor(walked.trace, hop, failing.id))
            continue;
        // Beyond the blamed hop only questions asked to tell causes apart may have failed.
        bool isProbe = false;
        for (trace::HopId at = hop.id; at; at = walked.trace.hop(at)->parent)
            isProbe = isProbe || walked.trace.hop(at)->kind == Kind::probe;
        EXPECT_TRUE(isProbe) << hop.title;
    }
}

TEST_P(Fault, LocksNoAccount)
{
    // Outlook 2003 goes on where later ones stop, so it has the most occasions to try again.
    for (const auto outlook : {path::Outlook::v2003, path::Outlook::v2016})
        for (const auto scheme : {path::Scheme::any, path::Scheme::ntlm}) {
            const practice::Organisation organisation({GetParam().fault});
            path::Request request = aliceWith(organisation, {});
            request.outlook = outlook;
            request.scheme = scheme;
            const Practised walked = walk(organisation, request, nullptr, net::Stop(), Deadlines::all(Milliseconds(600)));
            EXPECT_LE(organisation.wrongTries(accountOf(organisation, "alice").address), 1) << linesOf(walked.trace);
        }
}

INSTANTIATE_TEST_SUITE_P(Practice, Fault, testing::ValuesIn(rows), [](const auto &info) {
    std::string name = info.param.fault;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(Faults, HaveARowEachOrHealThemselves)
{
    std::set<std::string> known{"store-moved"};
    for (const Row &row : rows)
        known.insert(row.fault);
    for (const practice::FaultInfo &info : practice::faults())
        EXPECT_TRUE(known.contains(info.id)) << info.id;
    EXPECT_GE(practice::faults().size(), 18u);
}

TEST(Faults, AWrongPasswordIsCountedByTheOrganisationItself)
{
    const practice::Organisation organisation({"wrong-password"});
    walk(organisation, aliceWith(organisation, {}));
    EXPECT_EQ(organisation.wrongTries(accountOf(organisation, "alice").address), 1);
}
