#include "practice/organisation.h"

#include "raw_client.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <thread>

namespace mailwalk::practice {

using namespace test;
using Outcome = RawClient::Outcome;

TEST(Organisation, TellsWhereEverythingIs)
{
    const Organisation organisation({});
    EXPECT_EQ(organisation.server(), "ex1.corp.test");
    EXPECT_EQ(organisation.nameServer().host, "127.0.0.1");
    std::map<std::uint16_t, std::set<std::string>> hosts; // by port
    for (const Detour &detour : organisation.detours()) {
        EXPECT_TRUE(detour.to.host.starts_with("127.77.")) << detour.to.host;
        EXPECT_GE(detour.to.port, 1024);
        hosts[detour.from.port].insert(detour.to.host);
    }
    EXPECT_EQ(hosts[135].size(), 3u) << "each machine has an address of its own";
    EXPECT_EQ(hosts[443].size(), 3u) << "each web server too";
    EXPECT_EQ(hosts[80], hosts[443]);
    EXPECT_EQ(hosts.size(), 3u);
    EXPECT_EQ(organisation.rpcProxy(), "mail.corp.test");
}

TEST(Organisation, ArgumentsAreNameServiceAndDetoursAndNoTypedServer)
{
    const Organisation organisation({});
    const auto arguments = organisation.arguments();
    EXPECT_EQ(arguments.front(), "--dns");
    EXPECT_EQ(std::count(arguments.begin(), arguments.end(), "--connect-to"), 9);
    EXPECT_EQ(std::count(arguments.begin(), arguments.end(), "--server"), 0);
    const Endpoint to = mapperOf(organisation, "gc1.corp.test");
    const std::string detour = "gc1.corp.test:135:" + toText(to);
    EXPECT_NE(std::find(arguments.begin(), arguments.end(), detour), arguments.end()) << detour;
}

TEST(Organisation, AccountsAreEveryKindOfMailbox)
{
    const Organisation organisation({});
    std::set<std::string> expected;
    for (const Account &account : organisation.accounts())
        expected.insert(account.expected);
    EXPECT_EQ(expected, (std::set<std::string>{"works", "name-not-found-hidden", "name-ambiguous", "mailbox-disabled"}));
}

TEST(Organisation, SeveralLiveSideBySide)
{
    const Organisation one({}), two({}), three({});
    for (const Organisation *each : {&one, &two, &three})
        EXPECT_NE(portOf(*each, "gc1.corp.test", addressBookHex), 0);
}

TEST(Organisation, EveryMapperKnowsItsOwnServicesOnly)
{
    const Organisation organisation({});
    for (const char *host : {"ex1.corp.test", "ex2.corp.test"}) {
        EXPECT_NE(portOf(organisation, host, referralHex), 0) << host;
        EXPECT_NE(portOf(organisation, host, storeHex), 0) << host;
        EXPECT_EQ(portOf(organisation, host, addressBookHex), 0) << host;
    }
    EXPECT_NE(portOf(organisation, "gc1.corp.test", addressBookHex), 0);
    EXPECT_EQ(portOf(organisation, "gc1.corp.test", storeHex), 0);
}

std::size_t threads()
{
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/task"), {}));
}

// The kernel lists a thread for a moment longer than join() waits for it.
std::size_t threadsThatStay(std::size_t expected)
{
    const auto late = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    while (threads() > expected && std::chrono::steady_clock::now() < late)
        std::this_thread::yield();
    return threads();
}

TEST(Organisation, EndsQuicklyWithConnectionsOpenAndLeavesNoThread)
{
    std::thread([] {}).join(); // with the first one, the thread sanitizer starts its own
    const std::size_t before = threadsThatStay(1);
    auto organisation = std::make_unique<Organisation>(std::vector<std::string>{"server-silent"});
    const RawClient idle(mapperOf(*organisation, "ex1.corp.test"));
    const RawClient half = clientOf(*organisation, "ex1.corp.test", referralHex, Bound::no);
    half.send(View(bindPdu(referralHex)).first(20));
    const RawClient bound = clientOf(*organisation, "ex2.corp.test", storeHex);
    const RawClient unheard = clientOf(*organisation, "gc1.corp.test", addressBookHex, Bound::no);
    const auto began = std::chrono::steady_clock::now();
    organisation.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
    for (const RawClient *client : {&idle, &half, &bound, &unheard})
        EXPECT_TRUE(client->ended());
    EXPECT_EQ(threadsThatStay(before), before);
}

TEST(Organisation, RefusesFaultsThatItDoesNotKnow) { EXPECT_THROW(Organisation({"no-such-fault"}), std::invalid_argument); }

TEST(Faults, AreManyAndEachIsNamedOnce)
{
    std::set<std::string> ids;
    for (const FaultInfo &fault : faults()) {
        EXPECT_TRUE(ids.insert(fault.id).second) << fault.id;
        EXPECT_FALSE(fault.description.empty()) << fault.id;
    }
    EXPECT_GE(ids.size(), 18u);
}

TEST(Faults, EachCanBeBuiltAndAllTogetherToo)
{
    std::vector<std::string> all;
    for (const FaultInfo &fault : faults()) {
        EXPECT_NO_THROW(Organisation({fault.id})) << fault.id;
        all.push_back(fault.id);
    }
    EXPECT_NO_THROW(Organisation{all});
}

struct DoorRow {
    const char *fault, *host;
    const char *interfaceHex; ///< null for the mapper itself
    Outcome expected;
};

class Doors : public testing::TestWithParam<DoorRow>
{
};

// Half a second without an answer on loopback: the system's first retry of a lost SYN comes after one second.
TEST_P(Doors, AnswerAConnectAsTheFaultSays)
{
    const auto &row = GetParam();
    const Organisation organisation({row.fault});
    Endpoint to = mapperOf(organisation, row.host);
    if (row.interfaceHex)
        to.port = portOf(organisation, row.host, row.interfaceHex);
    EXPECT_EQ(RawClient(to, 500).outcome(), row.expected);
    EXPECT_EQ(RawClient(to, 500).outcome(), row.expected) << "and again";
}

INSTANTIATE_TEST_SUITE_P(Faults, Doors,
                         testing::Values(DoorRow{"tcp135-filtered-by-company", "ex1.corp.test", nullptr, Outcome::unanswered},
                                         DoorRow{"tcp135-filtered-by-company", "gc1.corp.test", nullptr, Outcome::connected},
                                         DoorRow{"tcp135-refused", "ex1.corp.test", nullptr, Outcome::refused},
                                         DoorRow{"epm-ok-dynamic-port-filtered", "gc1.corp.test", addressBookHex,
                                                 Outcome::unanswered},
                                         DoorRow{"mapped-port-refused", "ex1.corp.test", storeHex, Outcome::refused},
                                         DoorRow{"mapped-port-refused", "ex2.corp.test", storeHex, Outcome::connected},
                                         DoorRow{"referral-to-unreachable-gc", "gc2.corp.test", nullptr, Outcome::unanswered}),
                         [](const auto &row) {
                             std::string name = std::string(row.param.fault) + "_" + row.param.host;
                             std::replace_if(
                                 name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
                             return name;
                         });

TEST(Faults, AnotherProgramSpeaksFirst)
{
    const Organisation organisation({"another-program-on-port"});
    const RawClient client = clientOf(organisation, "ex1.corp.test", storeHex, Bound::no);
    EXPECT_EQ(textOf(client.receive(4)), "220 ");
}

TEST(Faults, AServerThatClosesEarlySaysGoodbyeAfterItsBindAck)
{
    const Organisation organisation({"server-closes-early"});
    const RawClient client = clientOf(organisation, "ex1.corp.test", storeHex);
    EXPECT_TRUE(client.ended());
}

TEST(Faults, AnUnregisteredInterfaceHasNoPort)
{
    const Organisation organisation({"epm-interface-not-registered-store", "epm-interface-not-registered-directory"});
    EXPECT_EQ(portOf(organisation, "ex1.corp.test", storeHex), 0);
    EXPECT_NE(portOf(organisation, "ex2.corp.test", storeHex), 0);
    EXPECT_EQ(portOf(organisation, "gc1.corp.test", addressBookHex), 0);
}

TEST(Faults, AWrongPasswordIsOneThatIsTold)
{
    const Organisation whole({}), broken({"wrong-password"});
    EXPECT_NE(whole.accounts()[0].password, broken.accounts()[0].password);
    EXPECT_EQ(whole.accounts()[1].password, broken.accounts()[1].password);
}

} // namespace mailwalk::practice
