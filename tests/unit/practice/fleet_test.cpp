#include "practice/placed.h"
#include "practice/sockets.h"
#include "practice/versions.h"
#include "support/golden.h"
#include "web_client.h"
#include "wire/rfr/rfr.h"

#include <gtest/gtest.h>
#include <set>

/// What is there several times, takes turns, moves about or grows old.
namespace mailwalk::practice {

using namespace test;
using namespace wire;

namespace {

const Caller alicesCall{"alice", auth::Level::privacy};
constexpr Address here{false, {127, 0, 0, 1}, 0};
constexpr int shortly = 300; // milliseconds

std::string referredTo(Referral &referral, Association &association)
{
    const Bytes stub = ndr::write(rfr::GetNewDsa::Request{});
    const Answer answer = referral.answer({rfr::GetNewDsa::opnum, stub, alicesCall, association});
    const auto read = answer ? ndr::read<rfr::GetNewDsa::Answer>(*answer) : wire::Result<rfr::GetNewDsa::Answer>(wire::Fault{});
    return read && read->server && *read->server ? **read->server : "";
}

std::uint16_t freePort() { return listenAt(here).port(); }

Bytes addressQuestion(std::string_view nameHex, const char *type)
{
    return hex("123401000001000000000000" + std::string(nameHex) + type + "0001");
}

} // namespace

TEST(DirectoryServers, AreNamedInTurns)
{
    Plan plan = wholePlan();
    haveDirectoryServers({"gc1.corp.test", "gc2.corp.test", "gc3.corp.test"}, plan);
    Referral referral(plan.directory, plan.referral);
    Association association{1};
    for (const char *expected : {"gc1.corp.test", "gc2.corp.test", "gc3.corp.test", "gc1.corp.test"})
        EXPECT_EQ(referredTo(referral, association), expected);
}

TEST(DirectoryServers, EachHaveAMachineThatTellsThePortOfItsAddressBook)
{
    Plan plan = wholePlan();
    haveDirectoryServers({"gc2.corp.test", "gc3.corp.test"}, plan);
    const Organisation organisation(plan);
    for (const char *host : {"gc2.corp.test", "gc3.corp.test"})
        EXPECT_NE(portOf(organisation, host, addressBookHex), 0) << host;
    EXPECT_THROW(plan.machine("gc1.corp.test"), std::out_of_range);
}

TEST(FrontEnds, TakeTurnsByConnectionAndTellTheirNames)
{
    const Organisation organisation({"one-front-end-of-three-stopped"});
    std::vector<std::string> names;
    std::vector<int> statuses;
    for (int visit = 0; visit < 4; ++visit) {
        WebClient client(organisation, autodiscoverName);
        for (int question = 0; question < 2; ++question) {
            const WebAnswer answer = client.ask(std::string("POST ") + autodiscoverPath);
            names.push_back(answer.value("X-FEServer"));
            statuses.push_back(answer.status());
        }
    }
    EXPECT_EQ(names, (std::vector<std::string>{"CAS1", "CAS1", "CAS2", "CAS2", "CAS3", "CAS3", "CAS1", "CAS1"}));
    EXPECT_EQ(statuses, (std::vector<int>{503, 503, 401, 401, 401, 401, 503, 503}));
}

TEST(FrontEnds, AreNobodysBusinessWhereThereIsOneServer)
{
    const Organisation organisation({});
    WebClient client(organisation, autodiscoverName);
    EXPECT_EQ(client.ask(std::string("POST ") + autodiscoverPath).value("X-FEServer"), "");
}

TEST(Addresses, OfOneNameAreToldInTheirOrderAndTheDeadOnesComeFirst)
{
    const Organisation organisation({"one-address-of-two-dead"});
    std::set<std::uint16_t> ports;
    for (const Detour &detour : organisation.detours())
        if (detour.from.host == proxyHost) {
            EXPECT_EQ(detour.to.host, proxyHost) << "so that whoever goes there asks for its addresses";
            ports.insert(detour.to.port);
        }
    EXPECT_EQ(ports.size(), 2u);
    const Bytes answer = askByUdp(organisation.nameServer(), addressQuestion("046d61696c04636f7270047465737400", "0001"));
    ASSERT_GT(answer.size(), 16u);
    EXPECT_EQ(answer[7], 2) << "addresses";
    const auto addressAt = [&](std::size_t fromEnd) {
        Address address;
        std::copy_n(answer.end() - static_cast<std::ptrdiff_t>(fromEnd), 4, address.bytes.begin());
        return toText(address);
    };
    const Address live = *addressFrom(addressAt(4));
    const std::uint16_t port = portOf(organisation, proxyHost, 443).port;
    EXPECT_EQ(RawClient({toText(live), port}, shortly).outcome(), RawClient::Outcome::connected);
    std::string dead = toText(live);
    dead.back() = static_cast<char>(dead.back() - 1); // addresses are given out one after the other
    EXPECT_EQ(RawClient({dead, port}, shortly).outcome(), RawClient::Outcome::unanswered);
}

struct QuietRow {
    const char *sentence;
    QuietPolicy::Manner manner;
    RawClient::End end;
};

class Quiet : public testing::TestWithParam<QuietRow>
{
};

TEST_P(Quiet, ConnectionsAreNotServedAnyMore)
{
    Plan plan = wholePlan();
    plan.quiet = {GetParam().manner, std::chrono::milliseconds(20)};
    const Organisation organisation(plan);
    const RawClient client(mapperOf(organisation, typedServer));
    EXPECT_EQ(client.endWithin(2 * shortly), GetParam().end);
    client.send(bindPdu(mapperHex));
    EXPECT_TRUE(client.receiveSome(shortly).empty());
}

INSTANTIATE_TEST_SUITE_P(Long, Quiet,
                         testing::Values(QuietRow{"Closed", QuietPolicy::Manner::closes, RawClient::End::orderly},
                                         QuietRow{"Forgotten", QuietPolicy::Manner::forgets, RawClient::End::notYet},
                                         QuietRow{"Reset", QuietPolicy::Manner::resets, RawClient::End::reset}),
                         [](const auto &row) { return row.param.sentence; });

TEST(Pinned, ServicesAreWhereTheirPortsWereFixedAndMayShareOne)
{
    Plan plan = wholePlan();
    become(Generation::v2010, plan);
    Machine &machine = plan.machine(typedServer);
    machine.service(dcerpc::emsmdbInterface).pinned = freePort();
    machine.service(dcerpc::rfrInterface).pinned = machine.service(dcerpc::nspiInterface).pinned = freePort();
    const Organisation organisation(plan);
    EXPECT_EQ(portOf(organisation, typedServer, storeHex), machine.service(dcerpc::emsmdbInterface).pinned);
    EXPECT_EQ(portOf(organisation, typedServer, referralHex), machine.service(dcerpc::rfrInterface).pinned);
    EXPECT_EQ(portOf(organisation, typedServer, addressBookHex), machine.service(dcerpc::rfrInterface).pinned);
    for (const char *interface : {referralHex, addressBookHex})
        EXPECT_EQ(typeOf(clientOf(organisation, typedServer, interface, Bound::no).ask(bindPdu(interface))), 12);
}

TEST(Doors, TakeAPortOfTheirRange)
{
    Porter porter;
    const std::uint16_t taken = freePort();
    const Listener other = listenAt(here, taken);
    const std::uint16_t port = openDoor(porter, Door::open, here, {}, {taken, static_cast<std::uint16_t>(taken + 3)});
    EXPECT_GT(port, taken);
    EXPECT_LE(port, taken + 3);
    EXPECT_THROW(openDoor(porter, Door::open, here, {}, PortRange::only(taken)), std::system_error);
}

TEST(Generations, Of2003HaveNoAutodiscoverAndAnAddressBookOfTheirOwn)
{
    const Organisation organisation({"exchange-2003"});
    EXPECT_NE(portOf(organisation, typedServer, addressBookHex), 0);
    const Bytes asked = addressQuestion("0c6175746f646973636f76657204636f7270047465737400", "0001");
    EXPECT_EQ(askByUdp(organisation.nameServer(), asked)[3] & 0x0f, 3) << "there is no such name";
    WebClient client(organisation, proxyHost);
    EXPECT_EQ(client.ask(std::string("POST ") + autodiscoverPath).status(), 404);
}

TEST(Generations, Of2010AnswerTheAddressBookThemselves)
{
    Plan plan = wholePlan();
    become(Generation::v2010, plan);
    Referral referral(plan.directory, plan.referral);
    Association association{1};
    EXPECT_EQ(referredTo(referral, association), typedServer);
}

TEST(Authority, IsTheSameForWhoeverHasItsKeys)
{
    const Authority first;
    const Authority second = Authority::fromSecretPem(first.secretPem());
    EXPECT_EQ(second.pem(), first.pem());
    EXPECT_EQ(second.secretPem(), first.secretPem());
    EXPECT_EQ(first.pem().find("PRIVATE"), std::string::npos);
    for (const std::string &broken : {std::string(), first.pem(), first.secretPem().substr(0, first.secretPem().size() / 2)})
        EXPECT_THROW(Authority::fromSecretPem(broken), std::runtime_error);
}

TEST(PlacedOrganisation, RefusesWhatCannotBe)
{
    const Plan plan = wholePlan();
    const Authority authority;
    for (const Placement &placement : {Placement{{{"ex9.corp.test", {here}}}, {}, {}}, Placement{{{typedServer, {}}}, {}, {}},
                                       Placement{{}, {typedServer}, {}}})
        EXPECT_THROW(PlacedOrganisation(plan, placement, authority), std::invalid_argument);
}

TEST(PlacedOrganisation, ServesNothingOfWhatIsElsewhere)
{
    const PlacedOrganisation organisation(wholePlan(), {{{typedServer, {here}}}, {}, {}}, Authority());
    EXPECT_TRUE(organisation.served().empty());
}

} // namespace mailwalk::practice
