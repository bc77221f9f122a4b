#include "sides.h"

#include "wire/spnego/tokens.h"

using namespace mailwalk;
using namespace mailwalk::auth;
using namespace mailwalk::test;
using namespace mailwalk::wire::ntlm;
namespace spnego = mailwalk::wire::spnego;

namespace {

/// A SPNEGO client in the middle of its exchange.
struct Halfway {
    explicit Halfway(Level level = Level::privacy)
        : client(test::client<SpnegoContext>(level)), server(test::server<SpnegoAcceptor>(level))
    {
        challenge = *server.next(*client.first());
    }
    SpnegoContext client;
    SpnegoAcceptor server;
    Bytes challenge;
};

Bytes changed(View token, const std::function<void(spnego::NegTokenResp &)> &change)
{
    auto message = spnego::read<spnego::NegTokenResp>(token);
    EXPECT_TRUE(bool(message));
    change(*message);
    return spnego::write(*message);
}

} // namespace

TEST(SpnegoContext, SignsInAtEveryLevel)
{
    for (const Level level : {Level::connect, Level::packet, Level::integrity, Level::privacy}) {
        SCOPED_TRACE(nameOf(level));
        works<SpnegoContext, SpnegoAcceptor>(level);
    }
}

TEST(SpnegoContext, SealsItsFirstMessageWithSequenceNumberOne) // mechListMIC took 0 ([MS-SPNG] 3.2.5.1)
{
    Halfway way;
    const Bytes verdict = *way.server.next(*way.client.next(way.challenge));
    ASSERT_TRUE(way.client.expectsAnswer());
    ASSERT_TRUE(bool(way.client.next(verdict)));
    Bytes body(16);
    EXPECT_EQ(toHex(View(way.client.protect({}, body, {}, Level::privacy)).last(4)), "01000000");
    EXPECT_EQ(toHex(View(way.server.protect({}, body, {}, Level::privacy)).last(4)), "01000000");
}

TEST(SpnegoContext, ARejectionIsARefusal)
{
    Halfway way;
    const auto answer = way.client.next(changed(way.challenge, [](auto &token) { token.negState = spnego::NegState::reject; }));
    ASSERT_FALSE(bool(answer));
    EXPECT_EQ(answer.error().blame, Obstacle::Blame::refused);

    Halfway later;
    ASSERT_TRUE(bool(later.client.next(later.challenge)));
    const auto verdict = later.client.next(hex("a1073005a0030a0102"));
    ASSERT_FALSE(bool(verdict));
    EXPECT_EQ(verdict.error().blame, Obstacle::Blame::refused);
}

TEST(SpnegoContext, BrokenAnswersAreTheirFault)
{
    const std::pair<const char *, std::function<void(spnego::NegTokenResp &)>> rows[] = {
        {"another mechanism", [](auto &token) { token.supportedMech = spnego::kerberosOid; }},
        {"no challenge", [](auto &token) { token.responseToken.reset(); }},
        {"a broken challenge", [](auto &token) { token.responseToken->resize(40); }},
    };
    for (const auto &[what, change] : rows) {
        Halfway way;
        const auto answer = way.client.next(changed(way.challenge, change));
        ASSERT_FALSE(bool(answer)) << what;
        EXPECT_EQ(answer.error().blame, Obstacle::Blame::theirs) << what;
        EXPECT_FALSE(way.client.complete()) << what;
    }
}

TEST(SpnegoContext, BrokenVerdictsAreTheirFault)
{
    const std::pair<const char *, std::function<void(spnego::NegTokenResp &)>> rows[] = {
        {"a wrong mechListMIC", [](auto &token) { token.mechListMic->back() ^= 1; }},
        {"no end", [](auto &token) { token.negState = spnego::NegState::acceptIncomplete; }},
        {"an empty mechListMIC", [](auto &token) { token.mechListMic = Bytes(); }},
    };
    for (const auto &[what, change] : rows) {
        Halfway way;
        const Bytes verdict = *way.server.next(*way.client.next(way.challenge));
        const auto answer = way.client.next(changed(verdict, change));
        ASSERT_FALSE(bool(answer)) << what;
        EXPECT_EQ(answer.error().blame, Obstacle::Blame::theirs) << what;
        EXPECT_FALSE(way.client.complete()) << what;
    }
}

TEST(SpnegoContext, AVerdictWithoutMechListMicIsAccepted) // RFC 4178 5: the one mechanism offered was taken
{
    Halfway way;
    const Bytes verdict = *way.server.next(*way.client.next(way.challenge));
    EXPECT_TRUE(bool(way.client.next(changed(verdict, [](auto &token) { token.mechListMic.reset(); }))));
    EXPECT_TRUE(way.client.complete());
}

TEST(SpnegoContext, ABareChallengeIsAnsweredBare)
{
    SpnegoContext client = test::client<SpnegoContext>(Level::privacy);
    const Bytes init = *client.first();
    NtlmAcceptor server = test::server(Level::privacy);
    const Bytes challenge = *server.next(*spnego::read<spnego::NegTokenInit>(init)->mechToken);
    const auto answer = client.next(challenge);
    ASSERT_TRUE(bool(answer));
    EXPECT_TRUE(isNtlm(*answer));
    EXPECT_FALSE(client.expectsAnswer());
    EXPECT_TRUE(bool(server.next(*answer)));
    EXPECT_TRUE(client.complete());
    passes(client, server, Level::privacy);
}

TEST(SpnegoContext, TokensThatNothingAskedForAreRefused)
{
    Halfway way;
    const Bytes verdict = *way.server.next(*way.client.next(way.challenge));
    ASSERT_TRUE(bool(way.client.next(verdict)));
    EXPECT_FALSE(bool(way.client.next(verdict)));
    SpnegoContext early = test::client<SpnegoContext>(Level::privacy);
    EXPECT_FALSE(bool(early.next(way.challenge)));
}

TEST(NewContext, MakesTheMechanismThatWasAsked)
{
    auto ntlm = newContext(Mechanism::ntlm, alice(), Level::privacy, surroundings());
    auto negotiate = newContext(Mechanism::negotiate, alice(), Level::privacy, surroundings());
    ASSERT_TRUE(bool(ntlm) && bool(negotiate));
    EXPECT_TRUE(isNtlm(*(*ntlm)->first()));
    EXPECT_EQ((*negotiate)->first()->front(), 0x60);
}
