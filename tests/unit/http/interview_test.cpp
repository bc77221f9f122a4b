#include "http/interview.h"

#include <gtest/gtest.h>
#include <thread>

using namespace mailwalk;
using namespace mailwalk::http;

namespace {

Question about(std::string host) { return {Doubt::foreignHost, std::move(host), "corp.test", {}, {}}; }

void untilAsked(Interview &interview, const std::string &host)
{
    for (auto question = interview.question(); !question || question->host != host; question = interview.question())
        std::this_thread::yield();
}

} // namespace

TEST(Interview, HandsTheQuestionOverAndTheAnswerBack)
{
    for (const Answer answer : {Answer::yes, Answer::no}) {
        Interview interview;
        EXPECT_FALSE(interview.question());
        std::optional<Answer> got;
        std::thread walk([&] { got = interview.decide(about("mail.hoster.test"), {}); });
        untilAsked(interview, "mail.hoster.test");
        interview.answer(about("mail.hoster.test"), answer);
        walk.join();
        EXPECT_EQ(got, answer);
        EXPECT_FALSE(interview.question());
    }
}

TEST(Interview, AStopIsANoWheneverItComes)
{
    for (const bool isBefore : {true, false}) {
        Interview interview;
        const net::Stop stop;
        if (isBefore)
            stop.ring();
        std::optional<Answer> got;
        std::thread walk([&] { got = interview.decide(about("mail.hoster.test"), stop); });
        if (!isBefore)
            untilAsked(interview, "mail.hoster.test");
        stop.ring();
        walk.join();
        EXPECT_EQ(got, Answer::no);
        EXPECT_FALSE(interview.question());
    }
}

// The window shows the first still; while its button is pressed, the second has come.
TEST(Interview, AnAnswerNeverGoesToAnotherQuestion)
{
    Interview interview;
    const net::Stop first, second;
    std::thread walk([&] { interview.decide(about("one.test"), first); });
    untilAsked(interview, "one.test");
    first.ring();
    walk.join();
    std::optional<Answer> got;
    std::thread next([&] { got = interview.decide(about("two.test"), second); });
    untilAsked(interview, "two.test");
    interview.answer(about("one.test"), Answer::yes);
    EXPECT_TRUE(interview.question()) << "it still waits";
    second.ring();
    next.join();
    EXPECT_EQ(got, Answer::no);
}
