#include "evidence/closer_look.h"

#include "made_up_route.h"
#include "support/scripted_network.h"

#include <gmock/gmock.h>
#include <thread>

using namespace mailwalk;
using namespace mailwalk::test;
using evidence::Wish;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using trace::Kind;
using trace::Outcome;
using trace::Stage;

namespace {

const std::vector<std::string> routers{"192.168.1.1", "198.51.100.1", "198.51.100.9", "203.0.113.2"};
constexpr auto ex1 = "ex1.corp.test", mapper = "192.0.2.3:135", web = "192.0.2.3:443", quiet = "192.0.2.3:80";

/// Walks to port 135 of ex1 over this network, and looks closer.
struct Look {
    explicit Look(net::Network &to, Wish wished = Wish::whenItFailed) : network(to), wish(wished) {}

    void walk(const std::function<void(const net::Step &)> &desk)
    {
        net::Journey journey{recorder, network, deadlines, detours};
        net::Step::walk(journey, stop, {Kind::walk, "Walk", ex1}, [&](const net::Step &step) {
            step.run({Kind::stage, "Ask", ex1, Stage::refer, trace::Transport::direct}, desk);
        });
        before = recorder.trace();
        evidence::lookCloser(before, diagnosis::diagnose(before), wish, consent, journey, stop);
        after = recorder.trace();
        expectAllClosed(after);
    }
    void walk()
    {
        walk([](const net::Step &step) { const auto stream = step.connect({ex1, 135}, step.resolve(ex1)); });
    }

    std::vector<trace::Hop> looked() const
    {
        return {after.hops.begin() + static_cast<long>(before.hops.size()), after.hops.end()};
    }
    std::vector<std::string> titles() const
    {
        std::vector<std::string> all;
        for (const trace::Hop &hop : looked())
            all.push_back(hop.title);
        return all;
    }
    std::vector<std::string> causes() const
    {
        std::vector<std::string> all;
        for (const auto &finding : diagnosis::diagnose(after).findings)
            all.push_back(finding.cause);
        return all;
    }

    net::Network &network;
    Wish wish;
    http::Consent consent{{"corp.test"}, {}};
    std::vector<net::Detour> detours;
    net::Stop stop;
    Deadlines deadlines = Deadlines::all(Milliseconds(40));
    trace::Recorder recorder{{}};
    trace::Trace before, after;
};

} // namespace

TEST(CloserLook, FollowsThePortThatIsShutAndAnotherOne)
{
    MadeUpRoute network(routers);
    network.knows(ex1, {"192.0.2.3"}).opens(web).opens(mapper).blocks(mapper, 2);
    Look look(network);
    look.walk();
    EXPECT_THAT(look.causes(), ElementsAre("blocked-at-provider"));
    ASSERT_FALSE(look.looked().empty());
    EXPECT_EQ(look.looked().front().kind, Kind::probe);
    EXPECT_EQ(look.looked().front().parent, 0u);
    EXPECT_THAT(look.titles(), testing::Contains("Knock at ex1.corp.test:135, as far as router 5"));
    EXPECT_THAT(look.titles(), testing::Not(testing::Contains("Knock at ex1.corp.test:135, as far as router 6")));
}

TEST(CloserLook, TellsWhoWhereItIsBlocked)
{
    const std::pair<unsigned, std::vector<std::string>> rows[] = {
        {1, {"blocked-at-home-router", "blocked-at-provider"}},
        {2, {"blocked-at-provider"}},
        {3, {"blocked-at-provider", "blocked-at-company-edge"}},
        {4, {"blocked-at-company-edge"}},
    };
    for (const auto rule : {MadeUpRoute::Rule::drop, MadeUpRoute::Rule::reject})
        for (const auto &[router, causes] : rows) {
            MadeUpRoute network(routers);
            network.knows(ex1, {"192.0.2.3"}).opens(web).opens(mapper).blocks(mapper, router, rule);
            Look look(network);
            look.walk();
            EXPECT_EQ(look.causes(), causes) << router;
        }
}

TEST(CloserLook, ComparesWithAPortThatIsKnownToBeOpen)
{
    MadeUpRoute network(routers);
    network.knows(ex1, {"192.0.2.3"}).opens(mapper).opens("192.0.2.3:49152").blocks("192.0.2.3:49152", 2);
    Look look(network);
    look.walk([](const net::Step &step) {
        const auto addresses = step.resolve(ex1);
        const auto first = step.connect({ex1, 135}, addresses);
        const auto second = step.connect({ex1, 49152}, addresses);
    });
    EXPECT_EQ(network.knocksAt(web), 0u);
    EXPECT_THAT(look.causes(), ElementsAre("blocked-at-provider"));
}

TEST(CloserLook, StopsWhereNobodyAnswersAnyMore)
{
    MadeUpRoute network({"192.168.1.1"});
    network.knows(ex1, {"192.0.2.3"});
    Look look(network);
    look.walk();
    EXPECT_EQ(network.knocksAt(web), 8u);        // four, and four more behind the only one that was heard
    EXPECT_EQ(network.knocksAt(mapper), 1u + 4); // the walk's own
    EXPECT_THAT(look.causes(), ElementsAre("tcp135-filtered-by-provider"));
}

TEST(CloserLook, HasALongestWay)
{
    MadeUpRoute network(std::vector<std::string>(40, "198.51.100.1"));
    network.knows(ex1, {"192.0.2.3"}).blocks(mapper, 39);
    Look look(network);
    look.walk();
    EXPECT_EQ(network.knocksAt(web), 24u);
}

TEST(CloserLook, IsNotForWalksThatWork)
{
    MadeUpRoute network(routers);
    network.knows(ex1, {"192.0.2.3", "192.0.2.4"}).opens(mapper);
    Look look(network);
    look.walk([](const net::Step &step) {
        step.run({Kind::stage, "Open", ex1, Stage::open}, [](const net::Step &open) {
            const auto stream = open.connect({ex1, 135}, open.resolve(ex1));
        });
    });
    ASSERT_EQ(diagnosis::diagnose(look.before).outcome, diagnosis::Result::works);
    EXPECT_THAT(look.looked(), IsEmpty());
}

TEST(CloserLook, KnocksAtEveryAddressThatWasNotAskedWhenTheSymptomWantsIt)
{
    MadeUpRoute network(routers);
    network.knows(ex1, {"192.0.2.3", "192.0.2.4", "192.0.2.5"}).opens(mapper).opens("192.0.2.5:135");
    Look look(network, Wish::always);
    look.walk([](const net::Step &step) {
        step.run({Kind::stage, "Open", ex1, Stage::open}, [](const net::Step &open) {
            const auto stream = open.connect({ex1, 135}, open.resolve(ex1));
        });
    });
    EXPECT_EQ(network.knocksAt(mapper), 1u);
    EXPECT_EQ(network.knocksAt("192.0.2.4:135"), 1u);
    EXPECT_EQ(network.knocksAt("192.0.2.5:135"), 1u);
    EXPECT_EQ(diagnosis::diagnose(look.after).outcome, diagnosis::Result::works);
}

TEST(CloserLook, GoesToEveryDirectoryServerOfTheCompanyThatWasNamed)
{
    MadeUpRoute network(routers);
    network.knows(ex1, {"192.0.2.3"}).knows("gc2.corp.test", {"192.0.2.22"}).knows("gc.other.test", {"192.0.2.99"}).opens(mapper);
    Look look(network);
    look.walk([](const net::Step &step) {
        const auto stream = step.connect({ex1, 135}, step.resolve(ex1));
        step.run({Kind::call, "RfrGetNewDSA", ex1}, [](const net::Step &call) {
            call.fact("out.ppszServer", "gc2.corp.test");
            call.fact("out.ppszServer", "gc.other.test");
        });
        step.fail({trace::Code::status, "it failed", {}, {}});
    });
    EXPECT_EQ(network.knocksAt("192.0.2.22:135"), 1u);
    EXPECT_EQ(network.knocksAt("192.0.2.99:135"), 0u); // another domain's: nobody has agreed to it
}

namespace {

/// After a walk that came in at ex1 and was sent on to this directory server, and then failed.
void sentTo(Look &look, const std::string &directory, const std::function<void(const net::Step &)> &then = {})
{
    look.walk([&](const net::Step &step) {
        const auto stream = step.connect({ex1, 135}, step.resolve(ex1));
        step.run({Kind::call, "RfrGetNewDSA", ex1}, [&](const net::Step &call) { call.fact("out.ppszServer", directory); });
        if (then)
            then(step);
        step.fail({trace::Code::status, "it failed", {}, {}});
    });
}

/// Fails at a directory server that does not let in.
void shutOutBy(Look &look, const std::string &directory)
{
    look.walk([&](const net::Step &step) {
        step.run({Kind::stage, "Look up", directory, Stage::lookUp, trace::Transport::direct}, [&](const net::Step &lookUp) {
            const auto stream = lookUp.connect({directory, 135}, lookUp.resolve(directory));
        });
    });
}

} // namespace

TEST(CloserLook, LeavesAReferredHostOutsideTheUsersDomainAlone)
{
    MadeUpRoute network(routers);
    network.knows("corp.com", {"192.0.2.3"}).knows("evil.com", {"192.0.2.99"}).opens(mapper);
    Look look(network);
    look.consent.domains = {"corp.com"};
    look.walk([](const net::Step &step) {
        const auto stream = step.connect({"corp.com", 135}, step.resolve("corp.com"));
        step.fact("directory server", "evil.com");
        step.fail({trace::Code::status, "it failed", {}, {}});
    });
    EXPECT_EQ(network.questionsFor("evil.com"), 0u);
    EXPECT_EQ(network.knocksAt("192.0.2.99:135"), 0u);
}

TEST(CloserLook, GoesToAReferredHostThatHasAConsent)
{
    MadeUpRoute network(routers);
    network.knows(ex1, {"192.0.2.3"}).knows("gc.other.test", {"192.0.2.99"}).opens(mapper);
    Look look(network);
    look.consent.accepted = {"gc.other.test"};
    sentTo(look, "gc.other.test");
    EXPECT_EQ(network.knocksAt("192.0.2.99:135"), 1u);
}

TEST(CloserLook, LeavesADeclinedDirectoryServerAlone)
{
    const std::function<void(const net::Step &)> ways[] = {
        [](const net::Step &step) {
            const net::Plan plan{Kind::attempt, "Ask whether it may be gone to", "gc2.corp.test"};
            step.run(plan, [](const net::Step &question) { question.leaveOut(trace::Reason::consent); });
        },
        [](const net::Step &step) {
            (void)step.attempt({Kind::bind, "Sign in", "gc2.corp.test:135"}, [](const net::Step &bind) -> bool {
                bind.fail({trace::Code::consent, "nobody agreed", {}, {}});
            });
        },
    };
    for (const auto &declined : ways) {
        MadeUpRoute network(routers);
        network.knows(ex1, {"192.0.2.3"}).knows("gc2.corp.test", {"192.0.2.22"}).opens(mapper);
        Look look(network);
        sentTo(look, "GC2.corp.test", declined);
        EXPECT_EQ(network.questionsFor("GC2.corp.test"), 0u);
        EXPECT_EQ(network.knocksAt("192.0.2.22:135"), 0u);
    }
}

TEST(CloserLook, AsksForTheDirectoryServersOfTheUsersOwnForestOnly)
{
    MadeUpRoute network(routers);
    network.knows("gc1.corp.test", {"192.0.2.21"}).knows("gc2.corp.test", {"192.0.2.22"}).knows("evil.test", {"192.0.2.99"});
    network.offers("_gc._tcp.corp.test", {"gc2.corp.test", "evil.test"});
    Look look(network);
    shutOutBy(look, "gc1.corp.test");
    EXPECT_EQ(network.knocksAt("192.0.2.22:135"), 1u);
    EXPECT_EQ(network.questionsFor("evil.test"), 0u);
}

TEST(CloserLook, TakesNoRegistryForAForest)
{
    MadeUpRoute network(routers);
    network.knows("corp.test", {"192.0.2.21"});
    Look look(network);
    shutOutBy(look, "corp.test");
    EXPECT_FALSE(look.looked().empty());
    EXPECT_EQ(network.questionsFor("_gc._tcp.test"), 0u);
}

TEST(CloserLook, TakesTheUsersDetour)
{
    MadeUpRoute network(routers);
    network.knows(ex1, {"192.0.2.3"}).knows("gc2.corp.test", {"192.0.2.22"}).opens(mapper).opens("198.51.100.7:4135");
    network.refuses("192.0.2.22:135");
    Look look(network);
    look.detours = {{{"gc2.corp.test", 135}, {"198.51.100.7", 4135}}};
    sentTo(look, "gc2.corp.test");
    EXPECT_EQ(network.knocksAt("192.0.2.22:135"), 0u);
    EXPECT_EQ(network.knocksAt("198.51.100.7:4135"), 1u);
    const trace::Hop knock = look.looked().back();
    EXPECT_EQ(knock.outcome, Outcome::passed);
    EXPECT_EQ(knock.target, "gc2.corp.test:135");
    EXPECT_EQ(knock.address, "198.51.100.7");
    EXPECT_EQ(knock.port, 4135);
    ASSERT_TRUE(knock.fact("connect-to"));
    EXPECT_EQ(*knock.fact("connect-to"), "198.51.100.7:4135");
}

TEST(CloserLook, DoesNotGoAgainWhereADetourHasLed)
{
    MadeUpRoute network(routers);
    network.knows(ex1, {"192.0.2.3"}).knows("gc2.corp.test", {"192.0.2.22"}).opens(mapper).opens("198.51.100.7:4135");
    Look look(network);
    look.detours = {{{"gc2.corp.test", 135}, {"198.51.100.7", 4135}}};
    sentTo(look, "gc2.corp.test", [](const net::Step &step) {
        const auto stream = step.connect({"gc2.corp.test", 135}, step.resolve("gc2.corp.test"));
    });
    EXPECT_EQ(network.knocksAt("198.51.100.7:4135"), 1u);
    EXPECT_EQ(network.knocksAt("192.0.2.22:135"), 0u);
}

TEST(CloserLook, SaysWhereTheSystemCannotDoIt)
{
    MadeUpRoute network(routers);
    network.knows(ex1, {"192.0.2.3"}).blocks(mapper, 2).cannotLimit();
    Look look(network);
    look.walk();
    ASSERT_EQ(look.looked().size(), 2u);
    EXPECT_EQ(look.looked().back().outcome, Outcome::notRun);
    EXPECT_THAT(look.looked().back().facts.front().value, HasSubstr("system"));
}

TEST(CloserLook, LeavesThisMachineAndDetoursAlone)
{
    MadeUpRoute network(routers);
    network.knows(ex1, {"127.0.0.1"});
    Look look(network);
    look.walk();
    EXPECT_THAT(look.looked(), IsEmpty());
}

TEST(CloserLook, ObeysAStop)
{
    MadeUpRoute network(routers);
    network.knows(ex1, {"192.0.2.3"}).blocks(mapper, 2).blocks(web, 2);
    Look look(network);
    look.deadlines.connect = Milliseconds(1000);
    std::thread stopper([&] {
        while (network.knocksAt(web) == 0)
            std::this_thread::yield();
        look.stop.ring();
    });
    look.walk();
    stopper.join();
    EXPECT_EQ(network.knocksAt(mapper), 1u);
    EXPECT_EQ(look.looked().front().outcome, Outcome::cancelled);
}
