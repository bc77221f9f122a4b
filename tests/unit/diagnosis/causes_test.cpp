#include "diagnosis/catalogue.h"
#include "diagnosis/rules.h"
#include "support/web_rows.h"

#include <gmock/gmock.h>
#include <set>

namespace mailwalk::diagnosis {
namespace {

using test::TraceBuilder;
using testing::ElementsAreArray;
using namespace trace;
using Causes = std::vector<std::string>;

Causes causesIn(const LaneVerdict &verdict)
{
    Causes ids;
    for (const Finding &finding : verdict.findings)
        ids.push_back(finding.cause);
    return ids;
}

// A walk that stops in a stage at an act that the row writes last.
struct Row {
    const char *what;
    Stage stage;
    void (*write)(TraceBuilder &);
    Code code;
    const char *got;
    Causes causes;
};

constexpr auto ex1 = "ex1.corp.test:49152";
constexpr auto ex1Mapper = "ex1.corp.test:135";
constexpr auto gc1Mapper = "gc1.corp.test:135";
constexpr auto outside = "192.0.2.3";
// As net/connection writes it.
constexpr auto saidHere = "this machine, no ICMP message";
constexpr auto prohibited = "ICMP 3/13 (communication administratively prohibited) from 10.0.0.254";
constexpr auto portUnreachable = "ICMP 3/3 (port unreachable) from 10.0.0.1";
constexpr auto prohibitedV6 = "ICMPv6 1/1 (communication administratively prohibited) from fd00::254";
constexpr auto hostUnreachable = "ICMP 3/1 (host unreachable) from 10.0.0.254";
constexpr auto gc1 = "gc1.corp.test:49155";

void typedServerIs(TraceBuilder &b, const char *host)
{
    b.trace().asked.server = host;
    b.resolve(host);
}

// clang-format off
const std::vector<Row> &rows()
{
    using B = TraceBuilder;
    static const std::vector<Row> all{
        // names
        {"typed wrong", Stage::discover, [](B &b) { b.resolve("ex1.corp.test"); }, Code::nameNotFound, "", {"manual-server-typed-wrong"}},
        {"no address", Stage::discover, [](B &b) { b.resolve("ex1.corp.test"); }, Code::nameNoData, "", {"manual-server-typed-wrong"}},
        {"short name", Stage::discover, [](B &b) { typedServerIs(b, "EX1"); }, Code::nameNotFound, "", {"dns-internal-name-only", "manual-server-typed-wrong"}},
        {"in-house ending", Stage::discover, [](B &b) { typedServerIs(b, "ex1.corp.local"); }, Code::nameNotFound, "", {"dns-internal-name-only", "manual-server-typed-wrong"}},
        {"home server unknown", Stage::open, [](B &b) { b.resolve("mbx7.corp.test"); }, Code::nameNotFound, "", {"dns-internal-name-only"}},
        {"short name, and inside", Stage::open, [](B &b) { b.connect(gc1Mapper, "10.0.0.2"); typedServerIs(b, "EX1"); }, Code::nameNotFound, "", {"manual-server-typed-wrong"}},
        {"home server unknown inside", Stage::open, [](B &b) { b.connect(gc1Mapper, "10.0.0.2").resolve("mbx7.corp.test"); }, Code::nameNotFound, "", {"directory-names-unknown-server"}},
        {"home server unknown outside", Stage::open, [](B &b) { b.connect(gc1Mapper, outside).resolve("mbx7.corp.test"); }, Code::nameNotFound, "", {"dns-internal-name-only"}},
        {"name server fails", Stage::discover, [](B &b) { b.resolve("ex1.corp.test"); }, Code::nameServerFailure, "", {"name-server-failing"}},
        {"name server silent", Stage::lookUp, [](B &b) { b.resolve("gc1.corp.test"); }, Code::timeout, "", {"name-server-not-answering"}},
        {"name server refuses", Stage::discover, [](B &b) { b.resolve("ex1.corp.test"); }, Code::refused, "", {"name-server-not-answering"}},
        {"name server out of reach", Stage::discover, [](B &b) { b.resolve("ex1.corp.test"); }, Code::unreachable, "", {"name-server-not-answering"}},
        {"name server silent about one name of a zone", Stage::lookUp, [](B &b) { b.resolve("ex1.corp.test").resolve("gc1.corp.test"); }, Code::timeout, "", {"name-server-failing"}},
        {"name server silent after a name of another zone", Stage::lookUp, [](B &b) { b.resolve("ex1.other.test").resolve("gc1.corp.test"); }, Code::timeout, "", {"name-server-not-answering"}},
        {"name server silent after a short name", Stage::lookUp, [](B &b) { b.resolve("EX1").resolve("GC1"); }, Code::timeout, "", {"name-server-not-answering"}},
        // lines
        {"135 swallowed inside", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135", "10.1.2.3"); }, Code::timeout, "", {"tcp135-filtered-by-company"}},
        {"135 swallowed inside, IPv6", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135", "fd00::3"); }, Code::timeout, "", {"tcp135-filtered-by-company"}},
        {"135 swallowed outside", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135", "192.0.2.3"); }, Code::timeout, "", {"tcp135-filtered-by-provider"}},
        {"135 prohibited", Stage::refer, [](B &b) { b.connect(ex1Mapper).fact("said by", prohibited); }, Code::unreachable, "", {"tcp135-filtered-by-company"}},
        {"135 prohibited, IPv6", Stage::refer, [](B &b) { b.connect(ex1Mapper, "fd00::3").fact("said by", prohibitedV6); }, Code::unreachable, "", {"tcp135-filtered-by-company"}},
        {"135 rejected", Stage::refer, [](B &b) { b.connect(ex1Mapper).fact("said by", portUnreachable); }, Code::unreachable, "", {"tcp135-filtered-by-company"}},
        {"135 unreachable", Stage::refer, [](B &b) { b.connect(ex1Mapper).fact("said by", hostUnreachable); }, Code::unreachable, "", {"router-says-unreachable"}},
        {"no way", Stage::refer, [](B &b) { b.connect(ex1Mapper).fact("said by", saidHere); }, Code::unreachable, "", {"no-route-to-server"}},
        {"no way to the internet", Stage::refer, [](B &b) { b.connect(ex1Mapper, outside).fact("said by", saidHere); }, Code::unreachable, "", {"no-route-to-server"}},
        {"no way to a directory server", Stage::lookUp, [](B &b) { b.connect(gc1Mapper).fact("said by", saidHere); }, Code::unreachable, "", {"no-route-to-server"}},
        {"135 refused outside", Stage::refer, [](B &b) { b.connect(ex1Mapper, outside); }, Code::refused, "", {"tcp135-filtered-by-provider"}},
        {"135 rejected outside", Stage::refer, [](B &b) { b.connect(ex1Mapper, outside).fact("said by", portUnreachable); }, Code::unreachable, "", {"tcp135-filtered-by-provider"}},
        {"135 unreachable outside", Stage::refer, [](B &b) { b.connect(ex1Mapper, outside).fact("said by", hostUnreachable); }, Code::unreachable, "", {"tcp135-filtered-by-provider"}},
        {"referred to silence outside", Stage::lookUp, [](B &b) { b.connect(gc1Mapper, outside); }, Code::timeout, "", {"tcp135-filtered-by-provider"}},
        {"referred to a closed door outside", Stage::lookUp, [](B &b) { b.connect(gc1Mapper, "2001:db8::3"); }, Code::refused, "", {"tcp135-filtered-by-provider"}},
        {"135 refused", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135"); }, Code::refused, "", {"tcp135-refused"}},
        {"not allowed here", Stage::refer, [](B &b) { b.connect("ex1.corp.test:135"); }, Code::permission, "", {"home-security-software-blocks"}},
        {"port swallowed", Stage::refer, [](B &b) { b.connect(ex1); }, Code::timeout, "", {"epm-ok-dynamic-port-filtered"}},
        {"directory's port swallowed", Stage::lookUp, [](B &b) { b.connect(gc1); }, Code::timeout, "", {"epm-ok-dynamic-port-filtered"}},
        {"port swallowed outside", Stage::refer, [](B &b) { b.connect(ex1, outside); }, Code::timeout, "", {"direct-way-from-internet"}},
        {"port rejected", Stage::open, [](B &b) { b.connect(ex1Mapper).connect(ex1).fact("said by", portUnreachable); }, Code::unreachable, "", {"epm-ok-dynamic-port-filtered"}},
        {"port unreachable after 135", Stage::lookUp, [](B &b) { b.connect(gc1Mapper).connect(gc1).fact("said by", hostUnreachable); }, Code::unreachable, "", {"epm-ok-dynamic-port-filtered"}},
        {"port unreachable after 135, said here", Stage::lookUp, [](B &b) { b.connect(gc1Mapper).connect(gc1).fact("said by", saidHere); }, Code::unreachable, "", {"epm-ok-dynamic-port-filtered"}},
        {"port unreachable after another machine's 135", Stage::lookUp, [](B &b) { b.connect(ex1Mapper).connect(gc1).fact("said by", hostUnreachable); }, Code::unreachable, "", {"router-says-unreachable"}},
        {"port rejected outside", Stage::open, [](B &b) { b.connect(ex1Mapper, outside).connect(ex1, outside).fact("said by", prohibited); }, Code::unreachable, "", {"direct-way-from-internet"}},
        {"port refused", Stage::open, [](B &b) { b.connect("ex1.corp.test:49160"); }, Code::refused, "", {"mapped-port-refused"}},
        // mapper
        {"no referral service", Stage::refer, [](B &b) { b.map("RFR", "ex1.corp.test"); }, Code::status, "0x16c9a0d6", {"epm-interface-not-registered", "no-rfr-breaks-new-profile"}},
        {"no address book", Stage::lookUp, [](B &b) { b.map("NSPI", "gc1.corp.test"); }, Code::status, "0x16c9a0d6", {"epm-interface-not-registered"}},
        {"no store", Stage::open, [](B &b) { b.map("EMSMDB", "ex1.corp.test"); }, Code::status, "0x16c9a0d6", {"epm-interface-not-registered"}},
        // referral
        {"referred to a name unknown here", Stage::lookUp, [](B &b) { b.resolve("gc9.corp.test"); }, Code::nameNotFound, "", {"referral-to-unresolvable-gc"}},
        {"referred to silence", Stage::lookUp, [](B &b) { b.connect("gc1.corp.test:135"); }, Code::timeout, "", {"referral-to-unreachable-gc"}},
        {"referred to a closed door", Stage::lookUp, [](B &b) { b.connect("gc1.corp.test:135"); }, Code::refused, "", {"referral-to-unreachable-gc"}},
        {"referral refused at its port", Stage::refer, [](B &b) { b.bind("RFR", ex1); }, Code::rpcRejected, "provider_rejection abstract_syntax_not_supported", {"wrong-service-on-port", "no-rfr-breaks-new-profile"}},
        {"referral says it does not refer", Stage::refer, [](B &b) { b.call("RfrGetNewDSA", ex1); }, Code::status, "0x80040102", {"no-rfr-breaks-new-profile"}},
        {"referral is another service", Stage::refer, [](B &b) { b.call("RfrGetNewDSA", ex1); }, Code::rpcFault, "0x1c010003", {"wrong-service-on-port", "no-rfr-breaks-new-profile"}},
        // binds and faults
        {"address book refused at its port", Stage::lookUp, [](B &b) { b.bind("NSPI", gc1); }, Code::rpcRejected, "provider_rejection abstract_syntax_not_supported", {"gc-nspi-service-dead"}},
        {"store refused at its port", Stage::open, [](B &b) { b.bind("EMSMDB", ex1); }, Code::rpcRejected, "provider_rejection abstract_syntax_not_supported", {"wrong-service-on-port"}},
        {"another service on the store's port", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::rpcFault, "0x1c010003", {"wrong-service-on-port"}},
        {"bind over a limit", Stage::open, [](B &b) { b.bind("EMSMDB", ex1); }, Code::rpcRejected, "bind_nak 2 local_limit_exceeded", {"server-too-busy-throttled"}},
        {"too busy", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::rpcFault, "0x1c010014", {"server-too-busy-throttled"}},
        {"no right", Stage::lookUp, [](B &b) { b.call("NspiBind", gc1); }, Code::rpcFault, "0x00000005", {"rpc-layer-access-denied"}},
        {"session faults", Stage::lookUp, [](B &b) { b.call("NspiBind", gc1); }, Code::rpcFault, "0x1c000009", {"gc-nspi-service-dead"}},
        {"session hangs", Stage::lookUp, [](B &b) { b.call("NspiBind", gc1); }, Code::timeout, "", {"gc-nspi-service-dead"}},
        // sign-in
        {"sign-in refused at the bind", Stage::refer, [](B &b) { b.bind("RFR", ex1); }, Code::authRejected, "bind_nak 9 invalid_checksum", {"wrong-password", "account-locked"}},
        {"sign-in refused at the first call", Stage::refer, [](B &b) { b.call("RfrGetNewDSA", ex1); }, Code::authRejected, "fault 0x00000005", {"wrong-password", "account-locked", "rpc-layer-access-denied"}},
        {"sign-in refused at the bind by a fault", Stage::refer, [](B &b) { b.bind("RFR", ex1); }, Code::authRejected, "fault 0x00000005", {"wrong-password", "account-locked"}},
        {"keys differ", Stage::refer, [](B &b) { b.call("RfrGetNewDSA", ex1); }, Code::authRejected, "fault 0x00000721", {"wrong-password", "account-locked", "sign-in-keys-differ"}},
        {"checksums differ", Stage::lookUp, [](B &b) { b.bind("NSPI", gc1); }, Code::authRejected, "fault 0x1c01000b", {"wrong-password", "account-locked", "sign-in-keys-differ"}},
        {"sign-in without a domain", Stage::refer, [](B &b) { b.bind("RFR", ex1).fact("user_domain", ""); }, Code::authRejected, "fault 0x00000005", {"wrong-password", "account-locked", "username-format"}},
        // conversations
        {"reset at the bind", Stage::refer, [](B &b) { b.bind("RFR", ex1); }, Code::reset, "", {"rpc-inspection-drops"}},
        {"reset at the mapper", Stage::refer, [](B &b) { b.map("RFR", "ex1.corp.test"); }, Code::reset, "", {"rpc-inspection-drops"}},
        {"silent", Stage::refer, [](B &b) { b.map("RFR", "ex1.corp.test"); }, Code::timeout, "", {"server-silent"}},
        {"hangs up", Stage::open, [](B &b) { b.bind("EMSMDB", ex1); }, Code::closed, "", {"server-closes-early"}},
        {"cut in a call", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::reset, "", {"server-closes-early"}},
        {"another protocol", Stage::refer, [](B &b) { b.map("RFR", "ex1.corp.test"); }, Code::otherProtocol, "220 mail", {"another-program-on-port"}},
        {"malformed", Stage::refer, [](B &b) { b.call("RfrGetNewDSA", ex1); }, Code::malformed, "7", {"answer-malformed"}},
        {"too large", Stage::lookUp, [](B &b) { b.call("NspiQueryRows", gc1); }, Code::tooLarge, "", {"answer-malformed"}},
        // address book
        {"unresolved", Stage::lookUp, [](B &b) { b.call("NspiResolveNamesW", gc1); }, Code::status, "unresolved", {"name-not-found-hidden", "name-not-stamped-yet"}},
        {"ambiguous", Stage::lookUp, [](B &b) { b.call("NspiResolveNamesW", gc1); }, Code::status, "ambiguous", {"name-ambiguous"}},
        {"ambiguous by number", Stage::lookUp, [](B &b) { b.call("NspiGetMatches", gc1); }, Code::status, "0x80040700", {"name-ambiguous"}},
        {"one session too many", Stage::lookUp, [](B &b) { b.call("NspiBind", gc1); }, Code::status, "0x80040111", {"nspi-session-limit"}},
        {"code page", Stage::lookUp, [](B &b) { b.call("NspiBind", gc1); }, Code::status, "0x8004011e", {"nspi-codepage-refused"}},
        {"address list closed", Stage::lookUp, [](B &b) { b.call("NspiGetMatches", gc1); }, Code::status, "0x80040405", {"address-list-permission"}},
        // store
        {"circle", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x00000478", {"store-wrong-server"}},
        {"too many tries on the wrong server", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x0000047f", {"store-wrong-server"}},
        {"Outlook too new", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "8.3.83.6", {"outlook-too-new-for-exchange"}},
        {"encryption", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x00000970", {"rpc-encryption-required"}},
        {"version", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x000004df", {"client-version-blocked"}},
        {"cached mode", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x000004e1", {"cached-mode-required"}},
        {"MAPI off", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x000007d8", {"mapi-disabled-for-user"}},
        {"mailbox off", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x0000096c", {"mailbox-disabled"}},
        {"server without directory", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x0000096e", {"directory-unavailable-at-server"}},
        {"busy store", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x00000480", {"server-too-busy-throttled"}},
        {"moving", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x0000050c", {"mailbox-in-transit"}},
        {"password too old", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x0000064d", {"password-expired-must-change"}},
        {"at night", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x0000064f", {"logon-restriction"}},
        {"many sessions", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x80040112", {"mapi-session-limit"}},
        {"database closed", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x00000476", {"database-dismounted"}},
        {"logon failed", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x80040111", {"database-dismounted", "unknown-user-in-store"}},
        {"no such user", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x000003eb", {"unknown-user-in-store"}},
        {"not yours", Stage::open, [](B &b) { b.call("RopLogon", ex1); }, Code::status, "0x000003f2", {"login-permission"}},
        {"access denied", Stage::open, [](B &b) { b.call("EcDoConnectEx", ex1); }, Code::status, "0x80070005", {"login-permission"}},
    };
    return all;
}
// clang-format on

TEST(Causes, AreFoundByTheirSignatures)
{
    for (const Row &row : rows()) {
        TraceBuilder b;
        b.stage(row.stage);
        row.write(b);
        b.fails(row.code, row.got);
        const Verdict verdict = diagnose(b.trace());
        EXPECT_EQ(verdict.outcome, Result::fails) << row.what;
        EXPECT_EQ(verdict.hop, b.last().id) << row.what;
        EXPECT_EQ(verdict.code, row.code) << row.what;
        EXPECT_EQ(verdict.stage, row.stage) << row.what;
        EXPECT_THAT(causesIn(verdict), ElementsAreArray(row.causes)) << row.what;
        EXPECT_EQ(verdict.lanes.at(Transport::direct).outcome, Result::fails) << row.what;
    }
}

// Every cause of a rule is a row of the catalogue with somebody who can mend it; every cause of the catalogue is reached by a row
// above or by a test below.
TEST(Causes, HaveARowEach)
{
    std::set<std::string> shown{"gc-without-exchange", "server-without-exchange", "referral-stored-in-profile-dead",
                                "dns-round-robin-one-bad",
                                // lanes_test
                                "exch-block-only", "hosting-provider-autodiscover", "outlook-too-old-for-exchange",
                                "root-domain-200-html", "root-domain-foreign-certificate",
                                // evidence_test
                                "blocked-at-home-router", "blocked-at-provider", "blocked-at-company-edge",
                                "ipv6-does-not-get-through", "one-directory-server-dead", "pmtu-black-hole",
                                // quiet_test
                                "idle-timeout-short"};
    for (const Row &row : rows())
        shown.insert(row.causes.begin(), row.causes.end());
    for (const auto *part : {&test::rowsOfSearch(), &test::rowsOfProxy()})
        for (const test::WebRow &row : *part)
            shown.insert(row.causes.begin(), row.causes.end());
    for (const Cause &cause : catalogue())
        EXPECT_TRUE(shown.contains(cause.id)) << cause.id;
    for (const Rule &rule : rules())
        for (const auto id : rule.causes)
            EXPECT_TRUE(causeOf(id)) << id;
}

} // namespace
} // namespace mailwalk::diagnosis
