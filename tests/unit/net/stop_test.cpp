#include "net/platform.h"
#include "net/stop.h"

#include <gtest/gtest.h>
#include <thread>

using namespace mailwalk;
using namespace mailwalk::net;

namespace {

struct Counter final : Bell {
    void ring() const override { ++times; }
    mutable std::atomic<int> times{};
};

} // namespace

TEST(Stop, RingsTheBellsThatHangOnIt)
{
    const Stop stop;
    Counter first, second;
    const Stop::Rings one(stop, first);
    {
        const Stop::Rings two(stop, second);
    }
    stop.ring();
    EXPECT_TRUE(stop.requested());
    EXPECT_EQ(first.times, 1);
    EXPECT_EQ(second.times, 0);
}

TEST(Stop, RingsAtOnceWhatIsHungOnAfterwards)
{
    const Stop stop;
    stop.ring();
    Counter late;
    const Stop::Rings rings(stop, late);
    EXPECT_EQ(late.times, 1);
}

TEST(Stop, StopsTheInnerWithTheOuterAndNotTheOtherWayRound)
{
    const Stop outer, inner;
    const Stop::Rings nested(outer, inner);
    Counter bell;
    const Stop::Rings rings(inner, bell);
    inner.ring();
    EXPECT_FALSE(outer.requested());
    const Stop other;
    const Stop::Rings nestedToo(outer, other);
    outer.ring();
    EXPECT_TRUE(other.requested());
}

// A stop may come before, while and after the waiter looks: none may be lost, whatever the order.
TEST(Stop, NoneOfAThousandIsLost)
{
    for (int i = 0; i < 1000; ++i) {
        const Stop outer, inner;
        const Stop::Rings nested(outer, inner);
        std::atomic<bool> waiting{};
        std::thread waiter([&] {
            const Wake wake;
            const Stop::Rings rings(inner, wake);
            waiting = true;
            const auto late = Clock::now() + Milliseconds(10000);
            while (!inner.requested() && Clock::now() < late)
                waitFor({wake.watch()}, late);
            EXPECT_LT(Clock::now(), late);
        });
        if (i % 2)
            while (!waiting)
                std::this_thread::yield();
        outer.ring();
        waiter.join();
    }
}
