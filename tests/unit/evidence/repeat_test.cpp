#include "evidence/repeat.h"

#include "support/trace_builder.h"

#include <gtest/gtest.h>

namespace mailwalk::evidence {
namespace {

using namespace trace;

Trace walkWith(const std::string &password, std::optional<Code> fails = {})
{
    test::TraceBuilder b;
    if (!password.empty())
        b.fact(path::passwordFact, password);
    b.stage(Stage::refer).connect("ex1.corp.test:135").bind("RFR", "ex1.corp.test:49152");
    if (fails)
        b.fails(*fails);
    return b.trace();
}

Trace accepted() { return walkWith("accepted"); }
Trace refused() { return walkWith("refused", Code::authRejected); }
Trace unanswered() { return walkWith("no answer to it", Code::timeout); }

struct Row {
    const char *name;
    std::vector<Trace> would; ///< what each walk would bring
    std::size_t walked;
    EarlyEnd end;
};

class Repeat : public testing::TestWithParam<Row>
{
};

TEST_P(Repeat, EndsBeforeAnAccountCouldGetLocked)
{
    const net::Stop stop;
    const auto &would = GetParam().would;
    std::size_t told = 0;
    const Series series = repeat(
        would.size(), [&](std::size_t run) { return would.at(run); }, stop, [&](const Trace &) { ++told; });
    EXPECT_EQ(series.walks.size(), GetParam().walked);
    EXPECT_EQ(told, GetParam().walked);
    EXPECT_EQ(series.end, GetParam().end);
}

INSTANTIATE_TEST_SUITE_P(
    Lockout, Repeat,
    testing::Values(
        Row{"AllGood", {accepted(), accepted(), accepted()}, 3, EarlyEnd::none},
        Row{"RefusedAtOnce", {refused(), refused(), refused()}, 1, EarlyEnd::passwordRefused},
        Row{"RefusedInRunTwo", {accepted(), refused(), accepted(), accepted()}, 2, EarlyEnd::passwordRefused},
        Row{"RefusedInTheLastRunOfAll", {accepted(), refused()}, 2, EarlyEnd::passwordRefused},
        // The server does not know this way of signing in: the password has not left.
        Row{"FirstContactIsNoRefusal",
            {walkWith("", Code::authUnsupported), walkWith("", Code::authUnsupported)},
            2,
            EarlyEnd::none},
        Row{"WithoutAPasswordAFailureEndsNothing", {walkWith("", Code::timeout), walkWith("", Code::reset)}, 2, EarlyEnd::none},
        Row{"ProofWithoutAnAnswer", {unanswered(), unanswered(), unanswered()}, 1, EarlyEnd::signInUnanswered},
        Row{"ProofWithoutAnAnswerOfAPasswordThatIsKnownToBeGood", {accepted(), unanswered(), unanswered()}, 3, EarlyEnd::none}),
    [](const auto &row) { return row.param.name; });

TEST(Series, AStopEndsItAfterTheWalkThatHeardIt)
{
    const net::Stop stop;
    const Series series = repeat(
        10,
        [&](std::size_t run) {
            if (run == 1)
                stop.ring();
            return accepted();
        },
        stop);
    EXPECT_EQ(series.walks.size(), 2u);
    EXPECT_EQ(series.end, EarlyEnd::stopped);
}

TEST(Series, NeverGrowsBeyondItsLimit)
{
    const net::Stop stop;
    std::size_t walked = 0;
    const Series series = repeat(
        1'000'000,
        [&](std::size_t) {
            ++walked;
            return accepted();
        },
        stop);
    EXPECT_EQ(walked, mostRepeats);
    EXPECT_EQ(series.walks.size(), mostRepeats);
}

} // namespace
} // namespace mailwalk::evidence
