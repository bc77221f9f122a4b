#include "doorman.h"

#include <atomic>

using namespace mailwalk;
using namespace mailwalk::test;
using http::SignIn;
using net::Step;
using trace::Code;

namespace {

constexpr auto generous = Milliseconds(5000);

Walked walk(const Path &path, const net::Stop &stop = {}, Milliseconds deadline = generous)
{
    ScriptedNetwork net;
    return walkOver(net, path, stop, Deadlines::all(deadline));
}

using Paths = std::vector<std::pair<net::Plan, std::function<void(const Step &)>>>;

net::Plan plan(const char *title) { return {trace::Kind::http, title, ""}; }

const std::string host = "mail.corp.test";
const net::Stopped wrongPassword{1, {Code::authRejected, "refused", {}, {}}, false};

// Set in one thread and awaited in another.
class Flag
{
public:
    void set() { set_ = true; }
    bool isSet() const { return set_; }
    void await() const
    {
        while (!set_)
            std::this_thread::yield();
    }

private:
    std::atomic<bool> set_{};
};

} // namespace

TEST(SignInTurn, IsOneAtATimeUntilSomethingIsAccepted)
{
    auto who = signInOf("alice@corp.test", "x");
    Flag taken, asking, accepted;
    const Walked walked = walk([&](const Step &step) {
        Step::sideBySide(step, {{plan("first"),
                                 [&](const Step &hop) {
                                     const auto turn = who.turn(hop, host);
                                     taken.set();
                                     asking.await();
                                     accepted.set();
                                     who.accepted(host);
                                 }},
                                {plan("second"), [&](const Step &hop) {
                                     taken.await();
                                     asking.set();
                                     const auto turn = who.turn(hop, host);
                                     EXPECT_TRUE(accepted.isSet());
                                 }}});
    });
    EXPECT_FALSE(walked.stopped);
}

TEST(SignInTurn, GoesToTheNextWhenItGoesBackWithoutAVerdict)
{
    auto who = signInOf("alice@corp.test", "x");
    std::atomic<int> atOnce{}, most{}, had{};
    const Walked walked = walk([&](const Step &step) {
        Paths paths;
        for (int i = 0; i < 6; ++i)
            paths.push_back({plan("one of many"), [&](const Step &hop) {
                                 const auto turn = who.turn(hop, host);
                                 most = std::max(most.load(), ++atOnce);
                                 std::this_thread::yield();
                                 --atOnce;
                                 ++had;
                             }});
        Step::sideBySide(step, paths);
    });
    EXPECT_FALSE(walked.stopped);
    EXPECT_EQ(had, 6);
    EXPECT_EQ(most, 1);
}

TEST(SignInTurn, NobodyWaitsAnyMoreOnceAPasswordIsAccepted)
{
    auto who = signInOf("alice@corp.test", "x");
    const Walked walked = walk([&](const Step &step) {
        const auto first = who.turn(step, host);
        who.accepted(host);
        const auto second = who.turn(step, host), third = who.turn(step, host);
    });
    EXPECT_FALSE(walked.stopped);
}

TEST(SignInTurn, ARefusalIsThrownAtEveryoneWhoWaits)
{
    auto who = signInOf("alice@corp.test", "Wrong-1");
    std::atomic<int> asking{}, proofs{}, refused{};
    const Walked walked = walk([&](const Step &step) {
        Paths paths;
        for (int i = 0; i < 6; ++i)
            paths.push_back({plan("one of many"), [&](const Step &hop) {
                                 ++asking;
                                 try {
                                     const auto turn = who.turn(hop, host);
                                     while (asking < 6)
                                         std::this_thread::yield();
                                     ++proofs;
                                     who.refused(wrongPassword);
                                 } catch (const net::Stopped &why) {
                                     EXPECT_EQ(why.failure, wrongPassword.failure);
                                     ++refused;
                                 }
                             }});
        Step::sideBySide(step, paths);
    });
    EXPECT_FALSE(walked.stopped);
    EXPECT_EQ(proofs, 1);
    EXPECT_EQ(refused, 5);
}

TEST(SignInTurn, ARefusalCountsAfterAnAcceptanceToo)
{
    auto who = signInOf("alice@corp.test", "x");
    who.accepted(host);
    who.refused(wrongPassword);
    who.refused({2, {Code::closed, "later", {}, {}}, false});
    const Walked walked = walk([&](const Step &step) { who.turn(step, host); });
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure, wrongPassword.failure) << "the first is the one that counts";
}

TEST(SignInTurn, WaitingEndsAtTheDeadline)
{
    auto who = signInOf("alice@corp.test", "x");
    const Walked walked = walk(
        [&](const Step &step) {
            const auto held = who.turn(step, host);
            step.run(plan("asks again in the same thread"), [&](const Step &hop) { who.turn(hop, host); });
        },
        {}, Milliseconds(40));
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(nameOf(walked.stopped->failure.code), nameOf(Code::timeout));
    EXPECT_FALSE(who.refusal()) << "no proof was out";
    EXPECT_FALSE(walk([&](const Step &step) { who.turn(step, host); }).stopped) << "and the turn went back";
}

TEST(SignInTurn, WaitingEndsAtOnceWhenTheWalkIsStopped)
{
    auto who = signInOf("alice@corp.test", "x");
    const net::Stop stop;
    const auto before = Clock::now();
    const Walked walked = walk(
        [&](const Step &step) {
            const auto held = who.turn(step, host);
            stop.ring();
            who.turn(step, host);
        },
        stop, Milliseconds(60000));
    ASSERT_TRUE(walked.stopped);
    EXPECT_TRUE(walked.stopped->cancelled);
    EXPECT_LT(Clock::now() - before, std::chrono::seconds(10));
    EXPECT_FALSE(walk([&](const Step &step) { who.turn(step, host); }).stopped);
}

TEST(SignInTurn, LanesSideBySideMakeOneWrongTryBetweenThem)
{
    auto who = signInOf("alice@corp.test", "Wrong-1");
    ScriptedNetwork net;
    net.inAnyOrder();
    std::atomic<int> proofs{};
    for (int i = 0; i < 3; ++i) {
        net.expectDial("192.0.2.1:443").connects();
        net.expectSecure("mail.corp.test").secures();
    }
    net.expectSend(isRequest, "the one proof").replies([&](View) {
        ++proofs;
        return text("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
    });
    const Walked walked = walkOver(
        net,
        [&](const Step &step) {
            Paths lanes;
            for (int i = 0; i < 3; ++i)
                lanes.push_back({{trace::Kind::attempt, "A lane", ""}, [&](const Step &lane) {
                                     throughTheDoor(lane, [&](const Step &inside, http::Connection &connection) {
                                         http::exchangeSignedIn(inside, connection, question, http::Scheme::basic, who);
                                     });
                                 }});
            Step::eachSideBySide(step, lanes);
        },
        {}, Deadlines::all(generous));
    EXPECT_FALSE(walked.stopped);
    EXPECT_EQ(proofs, 1);
    int notRun = 0, rejected = 0;
    for (const auto &hop : hopsOf(walked.trace, trace::Kind::http)) {
        notRun += hop.reason == trace::Reason::wouldRiskLockout;
        rejected += hop.failure && hop.failure->code == Code::authRejected;
    }
    EXPECT_EQ(rejected, 1);
    EXPECT_EQ(notRun, 2);
}

TEST(SignInTurn, OfADoorThatHasNotAcceptedIsOneAtATimeWhateverOthersHave)
{
    auto who = signInOf("alice@corp.test", "x");
    who.accepted("mail.corp.test/autodiscover");
    EXPECT_TRUE(who.isAccepted("MAIL.corp.test/autodiscover"));
    EXPECT_FALSE(who.isAccepted("mail.corp.test/rpc"));
    const Walked walked = walk(
        [&](const Step &step) {
            const auto held = who.turn(step, "mail.corp.test/rpc");
            const auto known = who.turn(step, "mail.corp.test/autodiscover");
            who.turn(step, "ex1.corp.test"); // a third door, and the turn is taken
        },
        {}, Milliseconds(50));
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::timeout);
}

TEST(Door, IsTheHostAndTheFirstPartOfThePath)
{
    const struct {
        const char *host, *target, *door;
    } rows[] = {
        {"mail.corp.test", "/rpc/rpcproxy.dll?ex1.corp.test:6001", "mail.corp.test/rpc"},
        {"Mail.Corp.Test", "/Autodiscover/autodiscover.xml", "mail.corp.test/autodiscover"},
        {"mail.corp.test", "/", "mail.corp.test/"},
        {"mail.corp.test", "/?x=/y", "mail.corp.test/"},
    };
    for (const auto &row : rows)
        EXPECT_EQ(http::doorOf(row.host, row.target), row.door);
}
