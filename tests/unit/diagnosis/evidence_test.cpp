#include "diagnosis/blockage.h"
#include "diagnosis/evidence.h"
#include "support/trace_builder.h"

#include <gmock/gmock.h>

namespace mailwalk::diagnosis {
namespace {

using test::TraceBuilder;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;
using namespace trace;

constexpr auto machine = "machine", refused = "refused", nobody = "", opened = "443", shut = "135";
constexpr auto home = "192.168.1.1", hidden = "10.20.0.1", provider1 = "198.51.100.1", provider2 = "198.51.100.9",
               company = "203.0.113.2", inner = "10.0.0.254";
constexpr auto outside = "192.0.2.3", inside = "10.0.0.3";

/// Who answers a connection with a time to live of 1, 2, 3 ...
using Way = std::vector<std::string>;

void write(TraceBuilder &b, const std::string &port, const std::string &address, const Way &way)
{
    const std::string target = "ex1.corp.test:" + port;
    for (std::size_t i = 0; i < way.size(); ++i) {
        b.connect(target, address).fact("time to live", std::to_string(i + 1));
        b.last().port = static_cast<std::uint16_t>(std::stoi(port));
        if (way[i] == nobody)
            b.failsAlone(Code::timeout);
        else if (way[i] == refused)
            b.failsAlone(Code::refused);
        else if (way[i].starts_with("ICMP"))
            b.fact("said by", way[i]).failsAlone(Code::unreachable);
        else if (way[i] != machine)
            b.fact("router", way[i]);
    }
}

/// A walk that stops at port 135, and a closer look behind it.
struct Case {
    std::string address = outside;
    Code code = Code::timeout;
    std::string saidBy{};
};
TraceBuilder looked(const Case &at, const Way &open, const Way &blocked)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135", at.address);
    b.last().port = 135;
    if (!at.saidBy.empty())
        b.fact("said by", at.saidBy);
    b.fails(at.code).end().end().probe().probe();
    write(b, opened, at.address, open);
    write(b, shut, at.address, blocked);
    return b;
}

HopId stopIn(const Trace &trace)
{
    const auto stop = std::find_if(trace.hops.begin(), trace.hops.end(), [](const Hop &hop) { return hop.failure; });
    return stop->id;
}

struct Row {
    const char *what;
    Case at;
    Way open, blocked;
    std::vector<Party> suspects;
};

// clang-format off
const std::vector<Row> &rows()
{
    constexpr auto atHome = Party::home, atProvider = Party::provider, atCompany = Party::company;
    static const Way whole{home, provider1, provider2, company, machine}, shortOne{home, provider1, company, machine};
    static const std::vector<Row> all{
        {"at the home router, or right behind it", {}, whole, {home, nobody, nobody, nobody, nobody}, {atHome, atProvider}},
        {"between two routers of the provider's", {}, whole, {home, provider1, nobody, nobody, nobody}, {atProvider}},
        {"at the last router of the provider's, or at the company's", {}, whole, {home, provider1, provider2, nobody, nobody}, {atProvider, atCompany}},
        {"at the company's router", {}, whole, {home, provider1, provider2, company, nobody}, {atCompany}},
        {"the company is right behind the provider's only router", {}, shortOne, {home, provider1, nobody, nobody}, {atProvider, atCompany}},
        {"the company is right behind the home router", {}, {home, company, machine}, {home, nobody, nobody}, {atHome, atCompany}},
        {"the machine itself, which answers as far away", {outside, Code::refused}, whole, {home, provider1, provider2, company, refused}, {atCompany}},
        {"refused by somebody before the machine", {outside, Code::refused}, whole, {home, provider1, refused, refused, refused}, {atProvider}},
        {"refused at the home router", {outside, Code::refused}, whole, {home, refused, refused, refused, refused}, {atHome, atProvider}},
        {"prohibited by a router, and it says so", {outside, Code::unreachable, "ICMP 3/13 (x) from 192.168.1.1"}, whole, {home, "ICMP 3/13 (x) from 192.168.1.1"}, {atHome}},
        {"prohibited by the provider, and it says so", {outside, Code::unreachable, "ICMP 3/13 (x) from 198.51.100.9"}, whole, {home, provider1, provider2, "ICMP 3/13 (x) from 198.51.100.9"}, {atProvider}},
        {"unreachable, the machine says so", {outside, Code::unreachable, "ICMP 3/10 (x) from 192.0.2.3"}, whole, {home, provider1, provider2, company, "ICMP 3/10 (x) from 192.0.2.3"}, {atCompany}},
        {"a router that never answers hides who it is", {}, {home, nobody, provider2, company, machine}, {home, nobody, nobody, nobody, nobody}, {atHome, atProvider}},
        {"silent routers up to the machine", {}, {home, provider1, nobody, nobody, machine}, {home, provider1, nobody, nobody, nobody}, {atProvider, atCompany}},
        {"a second private router may be anybody's", {}, {home, hidden, provider1, provider2, company, machine}, {home, hidden, nobody, nobody, nobody, nobody}, {atHome, atProvider}},
        {"private addresses behind public ones are the company's", {inside}, {home, provider1, company, inner, machine}, {home, provider1, company, nobody, nobody}, {atCompany}},
        {"a private machine, all the way private: a company's network or VPN", {inside}, {hidden, inner, machine}, {hidden, nobody, nobody}, {atCompany}},
        {"nothing gets in at all: those that pass everything on are innocent", {}, {home, provider1, company, nobody}, {home, provider1, company, nobody}, {atCompany, atProvider}},
        {"nothing gets in, and another port comes further", {}, {home, provider1, company, nobody}, {home, nobody, nobody, nobody}, {atHome, atProvider}},
        {"nothing is heard beyond the home router", {}, {home, nobody, nobody, nobody}, {home, nobody, nobody, nobody}, {}},
        {"a private address that leads nowhere from here", {inside}, {home, provider1, nobody, nobody}, {home, provider1, nobody, nobody}, {}},
        {"not even the first router is heard", {}, whole, {nobody, nobody, nobody, nobody, nobody}, {}},
        {"no other port was asked", {}, {}, {home, nobody, nobody, nobody}, {}},
        {"IPv6", {"2001:db8:9::3"}, {"fd00::1", "2001:db8:1::1", "2001:db8:2::1", "2001:db8:9::1", machine}, {"fd00::1", "2001:db8:1::1", nobody, nobody, nobody}, {atProvider}},
        {"masked", {"address-7"}, {"private-address-1", "address-2", "address-3", "address-4", machine}, {"private-address-1", nobody, nobody, nobody, nobody}, {atHome, atProvider}},
    };
    return all;
}
// clang-format on

TEST(Blockage, LiesBetweenTheLastRouterThatAnswersAndTheNext)
{
    for (const Row &row : rows()) {
        const Trace trace = looked(row.at, row.open, row.blocked).trace();
        EXPECT_THAT(suspectsOf(trace, *trace.hop(stopIn(trace))), ElementsAreArray(row.suspects)) << row.what;
    }
}

std::vector<std::string> causesIn(const LaneVerdict &verdict)
{
    std::vector<std::string> ids;
    for (const Finding &finding : verdict.findings)
        ids.push_back(finding.cause);
    return ids;
}

const Way whole{home, provider1, provider2, company, machine};

TEST(Evidence, NamesWhoIsToMendIt)
{
    const auto atHome = diagnose(looked({}, whole, {home, nobody, nobody}).trace());
    EXPECT_THAT(causesIn(atHome), ElementsAre("blocked-at-home-router", "blocked-at-provider"));
    EXPECT_THAT(atHome.findings.front().fixers, ElementsAre(Fixer::homeNetwork));
    EXPECT_THAT(causesIn(atHome.lanes.at(Transport::direct)), ElementsAre("blocked-at-home-router", "blocked-at-provider"));
    EXPECT_THAT(atHome.sentence, testing::StartsWith("One of these"));

    const auto atProvider = diagnose(looked({}, whole, {home, provider1, nobody, nobody, nobody}).trace());
    EXPECT_THAT(causesIn(atProvider), ElementsAre("blocked-at-provider"));
    EXPECT_THAT(atProvider.findings.front().fixers, ElementsAre(Fixer::internetProvider));

    const auto atEdge = diagnose(looked({}, whole, {home, provider1, provider2, company, nobody}).trace());
    EXPECT_THAT(causesIn(atEdge), ElementsAre("blocked-at-company-edge"));
    EXPECT_THAT(atEdge.findings.front().fixers, ElementsAre(Fixer::companyIt));
}

TEST(Evidence, AcquitsTheWayWhereTheMachineItselfRefuses)
{
    const Way asFar{home, provider1, provider2, company, refused};
    EXPECT_THAT(causesIn(diagnose(looked({outside, Code::refused}, whole, asFar).trace())),
                ElementsAre("blocked-at-company-edge"));
    const Way within{hidden, inner, machine}, refusedWithin{hidden, inner, refused};
    EXPECT_THAT(causesIn(diagnose(looked({inside, Code::refused}, within, refusedWithin).trace())),
                ElementsAre("tcp135-refused"));
}

TEST(Evidence, LeavesWhatIsTrueOfTheCompanyAsItWas)
{
    const Way within{hidden, inner, machine};
    EXPECT_THAT(causesIn(diagnose(looked({inside}, within, {hidden, inner, nobody}).trace())),
                ElementsAre("tcp135-filtered-by-company"));
}

TEST(Evidence, WithoutAnyNothingChanges)
{
    EXPECT_THAT(causesIn(diagnose(looked({}, {}, {}).trace())), ElementsAre("tcp135-filtered-by-provider"));
    const Way one{home, nobody};
    EXPECT_THAT(causesIn(diagnose(looked({}, one, one).trace())), ElementsAre("tcp135-filtered-by-provider"));
}

// Whatever a closer look meets, the walk is judged by its own hops.
TEST(Evidence, DecidesNoWalk)
{
    TraceBuilder b = test::healthyWalk();
    b.end().end().probe().probe();
    write(b, shut, inside, {nobody, nobody});
    b.resolve("gc3.corp.test").failsAlone(Code::nameNotFound);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_THAT(verdict.findings, IsEmpty());

    TraceBuilder reached;
    reached.stage(Stage::refer).connect("ex1.corp.test:49152").fact("said by", "ICMP 3/1 (host unreachable) from 10.0.0.254");
    reached.fails(Code::unreachable).end().end().probe().connect("ex1.corp.test:135");
    EXPECT_THAT(causesIn(diagnose(reached.trace())), ElementsAre("router-says-unreachable")); // as without the look
}

/// A probe of its own in a closer look behind a finished walk.
TraceBuilder &lookAgain(TraceBuilder &b, const std::string &title)
{
    b.probe();
    b.last().title = title;
    return b;
}

TEST(Evidence, NoticesTheOneBadAddressOfSeveral)
{
    TraceBuilder b = test::healthyWalk();
    b.end().end().probe().connect("ex1.corp.test:135", "10.0.0.9").failsAlone(Code::timeout);
    const Verdict verdict = diagnose(b.trace());
    EXPECT_EQ(verdict.outcome, Result::works);
    EXPECT_THAT(causesIn(verdict), ElementsAre("dns-round-robin-one-bad"));
    EXPECT_FALSE(isCause(verdict.findings.front(), verdict));
}

TEST(Evidence, NoticesIPv6ThatDoesNotGetThrough)
{
    TraceBuilder b = test::healthyWalk();
    b.end().end().probe().connect("ex1.corp.test:135", "fd00::9").failsAlone(Code::timeout);
    EXPECT_THAT(causesIn(diagnose(b.trace())), ElementsAre("ipv6-does-not-get-through"));
    b.fact("said by", "this machine, no ICMP message").failsAlone(Code::unreachable);
    EXPECT_THAT(causesIn(diagnose(b.trace())), IsEmpty()); // a PC without IPv6 is healthy
}

TEST(Evidence, NamesTheDeadDirectoryServerWhereAnotherAnswers)
{
    TraceBuilder b;
    b.stage(Stage::lookUp).connect("gc2.corp.test:135", "10.0.0.2").fails(Code::timeout).end().end().probe();
    EXPECT_THAT(causesIn(diagnose(b.trace())), ElementsAre("referral-to-unreachable-gc"));
    lookAgain(b, "Does the directory server let in?").connect("gc3.corp.test:135", "10.0.0.3");
    const Verdict verdict = diagnose(b.trace());
    EXPECT_THAT(causesIn(verdict), ElementsAre("one-directory-server-dead"));
    EXPECT_THAT(verdict.findings.front().fixers, ElementsAre(Fixer::directoryAdmin, Fixer::exchangeAdmin));
}

TEST(Evidence, TellsAHoleForLargePackets)
{
    TraceBuilder b;
    b.stage(Stage::refer, Transport::rpcHttps).connect("mail.corp.test:443", outside);
    b.act(Kind::secure, "Secure", "mail.corp.test:443").fails(Code::timeout).end().end().probe();
    lookAgain(b, "Does it work in small pieces?").fact("segment", "512");
    b.connect("mail.corp.test:443", outside);
    EXPECT_THAT(causesIn(diagnose(b.trace())), ElementsAre("server-silent"));
    b.act(Kind::secure, "Secure", "mail.corp.test:443");
    EXPECT_THAT(causesIn(diagnose(b.trace())), ElementsAre("pmtu-black-hole"));
    b.failsAlone(Code::certificate, "expired");
    EXPECT_THAT(causesIn(diagnose(b.trace())), ElementsAre("pmtu-black-hole"));
    b.failsAlone(Code::timeout);
    EXPECT_THAT(causesIn(diagnose(b.trace())), ElementsAre("server-silent"));
}

} // namespace
} // namespace mailwalk::diagnosis
