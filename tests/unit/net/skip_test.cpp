#include "net/platform.h"
#include "support/golden.h"
#include "support/scripted_network.h"

#include <gtest/gtest.h>
#include <thread>

using namespace mailwalk;
using namespace mailwalk::net;
using namespace mailwalk::test;
using trace::Kind;
using trace::Outcome;

namespace {

constexpr auto ample = Milliseconds(30000);

// Silent names, whose look-up rings as soon as somebody waits for it.
class RingingNames final : public Network
{
public:
    explicit RingingNames(const Skip &skip) : skip_(skip) {}

    std::unique_ptr<Lookup> lookUp(const std::string &host) override
    {
        ++asked;
        return std::make_unique<Silence>(host == "silent.test" ? &skip_ : nullptr);
    }
    std::unique_ptr<ServiceLookup> lookUpServices(const std::string &) override { return nullptr; }
    std::unique_ptr<Dial> dial(const Address &, std::uint16_t) override { return std::make_unique<SilentDial>(skip_); }
    std::unique_ptr<Handshake> secure(std::unique_ptr<Wire>, const std::string &, OldestTls) override { return nullptr; }

    std::atomic<int> asked{};

private:
    struct Silence final : Lookup {
        explicit Silence(const Skip *skip) : ring(skip) {}
        void watch(std::vector<Watch> &) const override {}
        void progress() override
        {
            if (const Skip *skip = std::exchange(ring, nullptr))
                skip->ring();
        }
        bool ready() const override { return false; }
        Resolution outcome() override { return {}; }
        const Skip *ring;
    };
    struct SilentDial final : Dial {
        explicit SilentDial(const Skip &skip) : ring(skip) {}
        void watch(std::vector<Watch> &) const override {}
        void progress() override { ring.ring(); }
        bool ready() const override { return false; }
        Result<std::unique_ptr<Wire>, Failure> outcome() override { return Failure{}; }
        const Skip &ring;
    };
    const Skip &skip_;
};

Walked walkWith(Network &network, const Skip &skip, const Path &path, const Stop &stop = {}, Milliseconds each = ample)
{
    return walkOver(network, path, stop, Deadlines::all(each), {}, &skip);
}

struct Counter final : Bell {
    void ring() const override { ++times; }
    mutable std::atomic<int> times{};
};

} // namespace

TEST(Skip, LetsGoOfWhatWaitsAndOfNothingElse)
{
    const Skip skip;
    Counter early, waiting, late;
    {
        const Skip::Wait before(skip, early);
    }
    const Skip::Wait now(skip, waiting);
    skip.ring();
    const Skip::Wait after(skip, late);
    EXPECT_TRUE(now.isLetGo());
    EXPECT_FALSE(after.isLetGo());
    EXPECT_EQ(early.times + late.times, 0);
    EXPECT_EQ(waiting.times, 1);
}

TEST(Skip, NoneOfAThousandIsLostForWhoeverWaits)
{
    const Skip skip;
    for (int i = 0; i < 1000; ++i) {
        std::atomic<bool> waiting{};
        std::thread waiter([&] {
            const Wake wake;
            const Skip::Wait wait(skip, wake);
            waiting = true;
            const auto late = Clock::now() + ample;
            while (!wait.isLetGo() && Clock::now() < late)
                waitFor({wake.watch()}, late);
            EXPECT_LT(Clock::now(), late);
        });
        while (!waiting)
            std::this_thread::yield();
        skip.ring();
        waiter.join();
    }
}

TEST(Skip, AnActThatIsLetGoIsCancelledAndSaysSo)
{
    const Skip skip;
    RingingNames network(skip);
    const Walked walked = walkWith(network, skip, [](const Step &walk) { walk.resolve("silent.test"); });
    ASSERT_TRUE(walked.stopped);
    EXPECT_TRUE(walked.stopped->skipped);
    EXPECT_FALSE(walked.stopped->cancelled);
    ASSERT_EQ(walked.trace.hops.size(), 2u);
    EXPECT_EQ(walked.trace.hops[1].outcome, Outcome::cancelled);
    EXPECT_EQ(factOf(walked.trace.hops[1].facts, "skipped"), "by the person");
    EXPECT_EQ(walked.trace.hops[0].outcome, Outcome::cancelled);
    EXPECT_EQ(walked.trace.hops[0].fact("skipped"), nullptr);
}

TEST(Skip, AConnectionInTheMakingIsLetGoAtAllItsAddresses)
{
    const Skip skip;
    RingingNames network(skip);
    const Walked walked = walkWith(network, skip, [](const Step &walk) {
        walk.connect({"ex1.corp.test", 135}, {*addressFrom("192.0.2.1"), *addressFrom("192.0.2.2")});
    });
    ASSERT_TRUE(walked.stopped && walked.stopped->skipped);
    const auto connects = hopsOf(walked.trace, Kind::connect);
    ASSERT_FALSE(connects.empty());
    for (const trace::Hop &hop : connects)
        EXPECT_EQ(hop.outcome, Outcome::cancelled);
    EXPECT_EQ(connects.back().id, walked.stopped->hop);
    EXPECT_TRUE(connects.back().fact("skipped"));
    expectAllClosed(walked.trace);
}

TEST(Skip, IsLikeAFailureToWhoeverHasAnotherWay)
{
    const Skip skip;
    RingingNames network(skip);
    bool wentOn = false;
    const Walked walked = walkWith(network, skip, [&](const Step &walk) {
        const auto first =
            walk.attempt({Kind::attempt, "First", ""}, [](const Step &step) { return step.resolve("silent.test"); });
        EXPECT_FALSE(first);
        EXPECT_TRUE(!first && first.error().skipped);
        wentOn = true;
    });
    EXPECT_FALSE(walked.stopped);
    EXPECT_TRUE(wentOn);
    EXPECT_EQ(walked.trace.hops[1].outcome, Outcome::cancelled);
    EXPECT_EQ(walked.trace.hops[0].outcome, Outcome::passed);
}

TEST(Skip, DoesNotLetGoOfWhatComesLater)
{
    const Skip skip;
    RingingNames network(skip);
    const Walked walked = walkWith(
        network, skip,
        [](const Step &walk) {
            (void)walk.attempt({Kind::attempt, "First", ""}, [](const Step &step) { return step.resolve("silent.test"); });
            walk.resolve("slow.test");
        },
        {}, Milliseconds(40));
    ASSERT_TRUE(walked.stopped);
    EXPECT_FALSE(walked.stopped->skipped);
    EXPECT_EQ(walked.stopped->failure.code, trace::Code::timeout);
    EXPECT_EQ(network.asked, 2);
}

TEST(Skip, BesideAnotherPathLetsTheOtherGoOnToItsEnd)
{
    const Skip skip;
    RingingNames network(skip);
    std::vector<Ending> endings;
    const Walked walked = walkWith(network, skip, [&](const Step &walk) {
        endings = Step::eachSideBySide(walk, {{{Kind::attempt, "One", ""}, [](const Step &step) { step.resolve("silent.test"); }},
                                              {{Kind::attempt, "Two", ""}, [](const Step &step) { step.fact("done", "yes"); }}});
    });
    EXPECT_FALSE(walked.stopped);
    ASSERT_EQ(endings.size(), 2u);
    ASSERT_TRUE(endings[0].failure);
    EXPECT_TRUE(endings[0].failure->skipped);
    EXPECT_TRUE(endings[1].ended);
    EXPECT_FALSE(endings[1].failure);
}

// Whoever waits for another hop is not the one that is late.
TEST(Skip, LeavesAloneWhoeverWaitsForAnotherHop)
{
    struct Event final : Waitable {
        explicit Event(const Skip &skip) : ring(skip) {}
        void watch(std::vector<Watch> &) const override {}
        std::optional<Clock::time_point> wakeAt() const override { return Clock::now() + Milliseconds(1); }
        void progress() override
        {
            ring.ring();
            ++looks;
        }
        bool ready() const override { return looks > 3; }
        const Skip &ring;
        int looks{};
    };
    const Skip skip;
    RingingNames network(skip);
    const Walked walked = walkWith(network, skip, [&](const Step &walk) {
        Event event(skip);
        walk.await(event, "the other");
    });
    EXPECT_FALSE(walked.stopped);
}

TEST(Skip, EndsTheThoughtOfWhoeverIsAskedAndTheStepGoesOn)
{
    const Skip skip;
    RingingNames network(skip);
    const Walked walked = walkWith(network, skip, [&](const Step &walk) {
        const bool wasToldToStop = walk.outside([&](const Stop &stop) {
            skip.ring();
            return stop.requested();
        });
        EXPECT_TRUE(wasToldToStop);
    });
    EXPECT_FALSE(walked.stopped);
}

TEST(Skip, StoppingWinsOverIt)
{
    const Skip skip;
    const Stop stop;
    RingingNames network(skip);
    const Walked walked = walkWith(
        network, skip,
        [&](const Step &walk) {
            (void)walk.outside([&](const Stop &) {
                stop.ring();
                skip.ring();
                return 0;
            });
        },
        stop);
    ASSERT_TRUE(walked.stopped);
    EXPECT_TRUE(walked.stopped->cancelled);
}
