#include "failing_network.h"
#include "practised.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

using namespace mailwalk;
using namespace mailwalk::test;
using Verdict = diagnosis::Result;
using trace::Hop;
using trace::Outcome;

namespace {

constexpr std::size_t never = ~std::size_t(0);

bool isLeaf(const trace::Trace &trace, const Hop &hop)
{
    return std::none_of(trace.hops.begin(), trace.hops.end(), [&](const Hop &other) { return other.parent == hop.id; });
}

std::size_t actsOfAHealthyWalk(const practice::Organisation &organisation, const path::Request &request)
{
    net::SystemNetwork system(namesOf(organisation));
    FailingNetwork counting(system, never, How::refuses);
    EXPECT_EQ(walk(organisation, request, &counting).verdict.outcome, Verdict::works);
    return counting.acts();
}

std::string nameOfHow(const testing::TestParamInfo<How> &info)
{
    static const char *const names[] = {"Refuses", "IsSilent", "Resets", "Closes"};
    return names[static_cast<std::size_t>(info.param)];
}

class EveryAct : public testing::TestWithParam<How>
{
};

} // namespace

// The whole dialogue, rerun with the network failing at each act in turn.
TEST_P(EveryAct, ThatGoesWrongIsOneFailedHopAndNothingStaysOpen)
{
    const practice::Organisation organisation({});
    const path::Request request = requestFor(organisation, accountOf(organisation, "alice"));
    const std::size_t acts = actsOfAHealthyWalk(organisation, request);
    ASSERT_GT(acts, 40u);
    for (std::size_t at = 0; at < acts; ++at) {
        net::SystemNetwork system(namesOf(organisation));
        FailingNetwork failing(system, at, GetParam());
        const Practised walked = walk(organisation, request, &failing, net::Stop(), Deadlines::all(Milliseconds(400)));
        SCOPED_TRACE("act " + std::to_string(at) + "\n" + linesOf(walked.trace));
        std::vector<const Hop *> failed;
        for (const Hop &hop : walked.trace.hops) {
            EXPECT_TRUE(hop.closed);
            EXPECT_NE(hop.outcome, Outcome::running);
            if (hop.outcome == Outcome::failed && isLeaf(walked.trace, hop))
                failed.push_back(&hop);
        }
        ASSERT_EQ(failed.size(), 1u);
        ASSERT_TRUE(failed.front()->failure);
        const bool goodbye = failed.front()->title == "NspiUnbind" || failed.front()->title == "EcDoDisconnect";
        EXPECT_EQ(walked.verdict.outcome, goodbye ? Verdict::works : Verdict::fails);
        if (!goodbye) {
            EXPECT_EQ(walked.failing().id, failed.front()->id);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Network, EveryAct, testing::Values(How::refuses, How::isSilent, How::resets, How::closes), nameOfHow);

namespace {

// Cancelled while it waits at each act in turn: the network falls silent there, and the stop comes then.
void cancelAtEachAct()
{
    const practice::Organisation organisation({});
    const path::Request request = requestFor(organisation, accountOf(organisation, "alice"));
    const std::size_t acts = actsOfAHealthyWalk(organisation, request);
    for (std::size_t at = 0; at < acts; ++at) {
        net::SystemNetwork system(namesOf(organisation));
        FailingNetwork silent(system, at, How::isSilent);
        const net::Stop stop;
        Clock::time_point asked;
        std::thread person([&] {
            while (silent.acts() <= at)
                std::this_thread::yield();
            asked = Clock::now();
            stop.ring();
        });
        const Practised walked = walk(organisation, request, &silent, stop, Deadlines::all(Milliseconds(30000)));
        const auto ended = Clock::now();
        person.join();
        SCOPED_TRACE("act " + std::to_string(at) + "\n" + linesOf(walked.trace));
        EXPECT_LT(ended - asked, std::chrono::milliseconds(500));
        EXPECT_EQ(walked.verdict.outcome, Verdict::cancelled);
        for (const Hop &hop : walked.trace.hops) {
            EXPECT_TRUE(hop.closed);
            EXPECT_NE(hop.outcome, Outcome::running);
            EXPECT_NE(hop.outcome, Outcome::failed);
        }
    }
}

std::ptrdiff_t threads()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
}

// The kernel lists a thread for a moment longer than join() waits for it.
std::ptrdiff_t threadsThatStay(std::ptrdiff_t expected)
{
    const auto late = Clock::now() + std::chrono::seconds(5);
    while (threads() > expected && Clock::now() < late)
        std::this_thread::yield();
    return threads();
}

} // namespace

TEST(Cancelling, EndsAWalkWithinHalfASecondWhereverItWaitsAndLeavesNoThread)
{
    std::thread([] {}).join(); // with the first one, the thread sanitizer starts its own
    const auto before = threadsThatStay(1);
    cancelAtEachAct();
    EXPECT_EQ(threadsThatStay(before), before);
}
