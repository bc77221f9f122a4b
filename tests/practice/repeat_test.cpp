#include "evidence/idle.h"
#include "evidence/repeat.h"

#include "diagnosis/quiet.h"
#include "diagnosis/repeated.h"
#include "practice/plan.h"
#include "practised.h"

#include <condition_variable>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

namespace mailwalk::test {
namespace {

using diagnosis::Repetition;
using practice::Organisation;
using practice::QuietPolicy;

evidence::Series walks(const Organisation &organisation, const path::Request &request, std::size_t times)
{
    const net::Stop stop;
    return evidence::repeat(
        times, [&](std::size_t) { return walk(organisation, request).trace; }, stop);
}

std::vector<std::string> optionsOf(const std::string &fault)
{
    for (const practice::FaultInfo &info : practice::faults())
        if (info.id == fault)
            return info.arguments;
    throw std::out_of_range(fault);
}

Repetition summaryWith(const std::string &fault, std::size_t times)
{
    const Organisation organisation(std::vector<std::string>{fault});
    const auto series = walks(organisation, requestFor(accountOf(organisation, "alice"), optionsOf(fault)), times);
    EXPECT_EQ(series.end, evidence::EarlyEnd::none);
    return diagnosis::summarise(series.walks);
}

TEST(PractisedRepeat, OneDeadDirectoryServerOfThreeIsNamed)
{
    const Repetition repetition = summaryWith("one-directory-of-three-dead", 6);
    EXPECT_EQ(repetition.failed, (diagnosis::Ratio{2, 6})) << repetition.sentence.toStdString();
    ASSERT_TRUE(repetition.culprit) << repetition.sentence.toStdString();
    EXPECT_EQ(repetition.culprit->group, diagnosis::Group::directoryServer);
    EXPECT_EQ(repetition.culprit->failed, (diagnosis::Ratio{2, 2}));
}

TEST(PractisedRepeat, OneStoppedFrontEndOfThreeIsNamed)
{
    const Repetition repetition = summaryWith("one-front-end-of-three-stopped", 6);
    EXPECT_EQ(repetition.failed, (diagnosis::Ratio{2, 6})) << repetition.sentence.toStdString();
    ASSERT_TRUE(repetition.culprit) << repetition.sentence.toStdString();
    EXPECT_EQ(repetition.culprit->group, diagnosis::Group::frontEnd);
    EXPECT_EQ(repetition.culprit->name, "CAS1");
}

TEST(PractisedRepeat, AStoreThatIsBusyAtTimesBlamesNoMachine)
{
    const Repetition repetition = summaryWith("store-busy-at-times", 4);
    EXPECT_EQ(repetition.failed, (diagnosis::Ratio{2, 4})) << repetition.sentence.toStdString();
    EXPECT_FALSE(repetition.culprit) << repetition.sentence.toStdString();
}

TEST(PractisedRepeat, AWholeCompanyHasNoFalseFinding)
{
    const Organisation organisation(std::vector<std::string>{});
    const auto series = walks(organisation, requestFor(accountOf(organisation, "alice"), {}), 3);
    const Repetition repetition = diagnosis::summarise(series.walks);
    EXPECT_EQ(repetition.failed, (diagnosis::Ratio{0, 3}));
    EXPECT_FALSE(repetition.culprit);
}

// The practice directory locks an account after three wrong tries.
TEST(PractisedRepeat, AWrongPasswordIsTriedOnceHoweverManyWalksWereWanted)
{
    for (const std::vector<std::string> &options :
         {std::vector<std::string>{}, {"--via", "direct", "--server", "ex1.corp.test"}}) {
        const Organisation organisation(std::vector<std::string>{});
        const practice::Account &alice = accountOf(organisation, "alice");
        path::Request request = requestFor(alice, options);
        request.identity = auth::identityFrom(alice.user, Secret(std::string("surely not this one")));
        const auto series = walks(organisation, request, 10);
        EXPECT_EQ(series.walks.size(), 1u);
        EXPECT_EQ(series.end, evidence::EarlyEnd::passwordRefused);
        EXPECT_EQ(organisation.wrongTries(alice.address), 1);
    }
}

/// A walk, and behind it connections that were quiet for a while, in a company that does this with such connections.
struct Quieted {
    trace::Trace trace;
    diagnosis::Verdict verdict;
};

constexpr Milliseconds soon{2500}, longer{5000}; // a walk is not silent for so long, not even under a sanitizer on a busy machine

Quieted heldQuiet(const std::string &via, std::optional<QuietPolicy::Manner> manner)
{
    practice::Plan plan = practice::wholePlan();
    if (manner)
        plan.quiet = {*manner, soon};
    const Organisation organisation(std::cref(plan));
    const path::Request request = requestFor(accountOf(organisation, "alice"), {"--via", via});
    trace::Recorder recorder(path::askedOf(request));
    net::SystemNetwork network(namesOf(organisation), {{organisation.authority()}});
    net::Journey journey{recorder, network, patience(), detoursOf(organisation)};
    const net::Stop stop;
    path::walk(request, journey, stop);
    const trace::Trace walked = recorder.trace();
    const diagnosis::Verdict verdict = diagnosis::diagnose(walked);
    EXPECT_EQ(verdict.outcome, diagnosis::Result::works) << linesOf(walked);
    evidence::stayQuiet(request, walked, verdict, longer, journey, stop);
    return {recorder.trace(), diagnosis::diagnose(recorder.trace())};
}

std::vector<std::string> causesIn(const diagnosis::Verdict &verdict)
{
    std::vector<std::string> causes;
    for (const diagnosis::Finding &finding : verdict.findings)
        causes.push_back(finding.cause);
    return causes;
}

class QuietLine : public testing::TestWithParam<const char *>
{
};

TEST_P(QuietLine, ThatIsForgottenIsToldAndTheWalkStillWorks)
{
    for (const auto manner : {QuietPolicy::Manner::forgets, QuietPolicy::Manner::resets}) {
        const Quieted held = heldQuiet(GetParam(), manner);
        EXPECT_EQ(held.verdict.outcome, diagnosis::Result::works);
        EXPECT_THAT(causesIn(held.verdict), testing::Contains("idle-timeout-short")) << linesOf(held.trace);
        EXPECT_TRUE(diagnosis::notesOnQuiet(held.trace).isEmpty());
    }
}

TEST_P(QuietLine, ThatIsClosedInAnOrderlyWayBlamesNobody)
{
    const Quieted held = heldQuiet(GetParam(), QuietPolicy::Manner::closes);
    EXPECT_THAT(causesIn(held.verdict), testing::Not(testing::Contains("idle-timeout-short"))) << linesOf(held.trace);
    EXPECT_EQ(diagnosis::notesOnQuiet(held.trace).size(), 1) << linesOf(held.trace);
}

TEST_P(QuietLine, ThatNobodyTouchesStillWorks)
{
    const Quieted held = heldQuiet(GetParam(), std::nullopt);
    EXPECT_THAT(causesIn(held.verdict), testing::Not(testing::Contains("idle-timeout-short"))) << linesOf(held.trace);
    ASSERT_EQ(diagnosis::notesOnQuiet(held.trace).size(), 1) << linesOf(held.trace);
    EXPECT_TRUE(diagnosis::notesOnQuiet(held.trace).front().contains(QLatin1String("still worked")));
}

INSTANTIATE_TEST_SUITE_P(Ways, QuietLine, testing::Values("direct", "rpc-https"),
                         [](const auto &row) { return std::string(row.param) == "direct" ? "Direct" : "RpcOverHttps"; });

TEST(QuietLine, AStopEndsTheSilenceAtOnce)
{
    const Organisation organisation(std::vector<std::string>{});
    const path::Request request = requestFor(accountOf(organisation, "alice"), {"--via", "direct"});
    trace::Recorder recorder(path::askedOf(request));
    net::SystemNetwork network(namesOf(organisation), {{organisation.authority()}});
    net::Journey journey{recorder, network, patience(), detoursOf(organisation)};
    const net::Stop stop;
    path::walk(request, journey, stop);
    const trace::Trace walked = recorder.trace();
    std::mutex mutex;
    std::condition_variable rung;
    bool isNew = false, isOver = false;
    const auto tell = [&](bool over) {
        const std::lock_guard lock(mutex);
        isNew = true;
        isOver = isOver || over;
        rung.notify_one();
    };
    recorder.onChange([&] { tell(false); });
    std::thread stopper([&] {
        for (bool isQuiet = false; !isQuiet;) {
            std::unique_lock lock(mutex);
            rung.wait(lock, [&] { return std::exchange(isNew, false); });
            if (isOver)
                return;
            lock.unlock(); // the bell rings under the recorder's own lock
            for (const trace::Hop &hop : recorder.takeChanges(500))
                isQuiet = isQuiet || hop.title.starts_with("Say nothing");
        }
        stop.ring();
    });
    recorder.takeChanges(500);
    evidence::stayQuiet(request, walked, diagnosis::diagnose(walked), std::chrono::minutes(15), journey, stop);
    tell(true);
    stopper.join();
    EXPECT_EQ(recorder.trace().hops.back().outcome, trace::Outcome::cancelled);
    EXPECT_EQ(diagnosis::diagnose(recorder.trace()).outcome, diagnosis::Result::works);
}

} // namespace
} // namespace mailwalk::test
