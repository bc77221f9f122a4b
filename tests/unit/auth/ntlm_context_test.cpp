#include "sides.h"

using namespace mailwalk;
using namespace mailwalk::auth;
using namespace mailwalk::test;
using namespace mailwalk::wire::ntlm;

namespace {

Challenge grantedChallenge(Level level)
{
    NtlmContext client = test::client(level);
    return *wire::ntlm::read<Challenge>(*test::server(level).next(*client.first()));
}

Result<Bytes, Obstacle> answerTo(const Challenge &challenge, Level level)
{
    NtlmContext client = test::client(level);
    EXPECT_TRUE(bool(client.first()));
    return client.next(wire::ntlm::write(challenge));
}

Authenticate authenticateFor(const Challenge &challenge, Level level)
{
    auto token = answerTo(challenge, level);
    EXPECT_TRUE(bool(token)) << token.error().text;
    auto message = wire::ntlm::read<Authenticate>(*token);
    EXPECT_TRUE(bool(message)) << toText(message.error());
    return std::move(*message);
}

ClientChallenge clientChallengeIn(const Authenticate &message)
{
    return *wire::read<ClientChallenge>(message.ntResponse.reveal().subspan(16));
}

} // namespace

TEST(Identity, IsSplitAtTheBackslashOnly)
{
    struct Row {
        const char *typed, *user, *domain;
    };
    for (const Row &row :
         {Row{"CORP\\alice", "alice", "CORP"}, Row{"alice@corp.test", "alice@corp.test", ""}, Row{"alice", "alice", ""},
          Row{"corp.test\\al\\ice", "al\\ice", "corp.test"}, Row{"\\alice", "alice", ""}, Row{"", "", ""}}) {
        const Identity identity = identityFrom(row.typed, secret("x"));
        EXPECT_EQ(identity.user, row.user) << row.typed;
        EXPECT_EQ(identity.domain, row.domain) << row.typed;
    }
}

TEST(NtlmContext, SignsInAtEveryLevel)
{
    for (const Level level : {Level::connect, Level::packet, Level::integrity, Level::privacy}) {
        SCOPED_TRACE(nameOf(level));
        works<NtlmContext, NtlmAcceptor>(level);
    }
}

TEST(NtlmContext, OffersWhatTheLevelNeeds)
{
    const std::pair<Level, std::uint32_t> rows[] = {
        {Level::connect, 0xa2088207}, {Level::packet, 0xe2088217}, {Level::integrity, 0xe2088217}, {Level::privacy, 0xe2088237}};
    for (const auto &[level, flags] : rows)
        EXPECT_EQ(wire::ntlm::read<Negotiate>(*client(level).first())->flags, flags) << nameOf(level);
}

TEST(NtlmContext, AnswersTheExampleOfTheSpecification) // the CHALLENGE of [MS-NLMP] 4.2.4.3
{
    NtlmContext client(crypto(), {"User", "Domain", secret("Password")}, Level::privacy, {0, "COMPUTER", "", {}},
                       rolls(std::string("aaaaaaaaaaaaaaaa") + sessionKey));
    const Bytes negotiate = *client.first(), challenge = golden("ntlm-challenge-nlmp");
    const auto token = client.next(challenge);
    ASSERT_TRUE(bool(token)) << token.error().text;
    const auto message = wire::ntlm::read<Authenticate>(*token);
    ASSERT_TRUE(bool(message));
    EXPECT_EQ(message->flags, exampleFlags);
    EXPECT_EQ(message->user, "User");
    EXPECT_EQ(message->domain, "Domain");
    EXPECT_EQ(message->workstation, "COMPUTER");
    EXPECT_EQ(toHex(message->lmResponse.reveal()), "86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa");
    EXPECT_EQ(toHex(clientChallengeIn(*message).challenge), "aaaaaaaaaaaaaaaa");

    // The session key is the rolled one, so messages are those of 4.2.4.4; two begin as the published ciphertext does.
    Bytes body = hex("50006c00610069006e007400650078007400");
    EXPECT_EQ(toHex(client.protect({}, body, {}, Level::privacy)), "010000007fb38ec5c55d497600000000");
    EXPECT_EQ(toHex(body), "54e50165bf1936dc996020c1811b0f06fb5f");

    Bytes without = *token;
    std::fill_n(without.begin() + Authenticate::micAt, 16, Byte(0));
    EXPECT_EQ(toHex(*message->mic), toHex(messageIntegrityCode(*crypto(), key(sessionKey), negotiate, challenge, without)));
}

TEST(NtlmContext, RepeatsTheServersPairsAndAddsItsOwn) // [MS-NLMP] 3.1.5.1.2
{
    Surroundings around = surroundings();
    around.channelBinding = Bytes(16, 0x77);
    NtlmContext client = test::client(Level::integrity, alice(), around);
    const Bytes challenge = *test::server(Level::integrity).next(*client.first());
    const auto message = wire::ntlm::read<Authenticate>(*client.next(challenge));
    const AvPairs pairs = clientChallengeIn(*message).avPairs;
    EXPECT_EQ(pairs.text(AvId::dnsComputerName), "ex1.corp.test");
    EXPECT_EQ(pairs.text(AvId::targetName), "exchangeRFR/ex1.corp.test");
    EXPECT_EQ(pairs.number(AvId::flags), 2u);
    EXPECT_EQ(pairs.number(AvId::timestamp), now);
    EXPECT_EQ(pairs.find(AvId::channelBindings)->value, Bytes(16, 0x77));
}

TEST(NtlmContext, WithoutTlsTheBindingsAreZero)
{
    const Authenticate message = authenticateFor(grantedChallenge(Level::integrity), Level::integrity);
    EXPECT_EQ(clientChallengeIn(message).avPairs.find(AvId::channelBindings)->value, Bytes(16));
}

TEST(NtlmContext, TheLmResponseIsZeroWhenTheServerSendsATime)
{
    Challenge challenge = grantedChallenge(Level::integrity);
    EXPECT_EQ(toHex(authenticateFor(challenge, Level::integrity).lmResponse.reveal()), toHex(Bytes(24)));
    std::erase_if(challenge.targetInfo.pairs, [](const AvPair &pair) { return pair.id == AvId::timestamp; });
    const Authenticate message = authenticateFor(challenge, Level::integrity);
    EXPECT_NE(toHex(message.lmResponse.reveal()), toHex(Bytes(24)));
    EXPECT_EQ(clientChallengeIn(message).timestamp, now) << "its own clock";
}

TEST(NtlmContext, AUserPrincipalNameGoesWholeAndWithoutADomain)
{
    NtlmContext client = test::client(Level::privacy, {"alice@corp.test", "", secret("Sesame-1")});
    NtlmAcceptor server = test::server(Level::privacy);
    signIn(client, server);
    EXPECT_TRUE(server.complete());
    EXPECT_EQ(server.user(), "alice@corp.test");
    EXPECT_EQ(server.domain(), "");
}

TEST(NtlmContext, WithoutKeyExchangeTheSessionKeyIsTheBaseKey)
{
    Challenge challenge = grantedChallenge(Level::privacy);
    challenge.flags &= ~flag::keyExchange;
    NtlmContext client = test::client(Level::privacy);
    const Bytes negotiate = *client.first(), challengeBytes = wire::ntlm::write(challenge);
    const Bytes authenticate = *client.next(challengeBytes);
    EXPECT_TRUE(wire::ntlm::read<Authenticate>(authenticate)->encryptedSessionKey.empty());
    const auto proven = verifyAuthenticate(*crypto(), {negotiate, challengeBytes}, authenticate, corp(Level::privacy));
    ASSERT_TRUE(bool(proven)) << proven.error().text;
    NtlmSession server(crypto(), proven->exportedKey, proven->flags, NtlmSession::Side::server);
    Bytes body = hex("0011");
    const Bytes token = client.protect({}, body, {}, Level::privacy);
    EXPECT_TRUE(server.unprotect({}, body, {}, token, Level::privacy));
}

TEST(NtlmContext, ChallengesThatCannotProtectAreRefused)
{
    struct Row {
        const char *what;
        Level level;
        std::uint32_t cleared;
        bool refused;
    };
    const Row rows[] = {
        {"nothing missing", Level::privacy, 0, false},
        {"no Unicode", Level::connect, flag::unicode, true},
        {"no extended session security", Level::integrity, flag::extendedSessionSecurity, true},
        {"no extended session security, nothing to protect", Level::connect, flag::extendedSessionSecurity, false},
        {"no 128-bit keys", Level::integrity, flag::bits128, true},
        {"no 128-bit keys, nothing to protect", Level::connect, flag::bits128, false},
        {"no signing", Level::integrity, flag::sign, true},
        {"no sealing", Level::privacy, flag::seal, true},
        {"no sealing, only signing asked", Level::integrity, flag::seal, false},
        {"no target information", Level::integrity, flag::targetInfo, true},
        {"no target information, nothing to protect", Level::connect, flag::targetInfo, false},
    };
    for (const Row &row : rows) {
        Challenge challenge = grantedChallenge(row.level);
        challenge.flags &= ~row.cleared;
        const auto answer = answerTo(challenge, row.level);
        ASSERT_EQ(!bool(answer), row.refused) << row.what;
        if (!answer) {
            EXPECT_EQ(answer.error().blame, Obstacle::Blame::theirs) << row.what;
        }
    }
}

TEST(NtlmContext, AChallengeThatNamesNobodyIsRefusedWhenSigning) // [MS-NLMP] 3.1.5.1.2
{
    Challenge challenge = grantedChallenge(Level::integrity);
    std::erase_if(challenge.targetInfo.pairs, [](const AvPair &pair) { return pair.id == AvId::nbComputerName; });
    EXPECT_TRUE(bool(answerTo(challenge, Level::integrity))) << "one of the two is enough";
    std::erase_if(challenge.targetInfo.pairs, [](const AvPair &pair) { return pair.id == AvId::nbDomainName; });
    EXPECT_FALSE(bool(answerTo(challenge, Level::integrity)));
    EXPECT_TRUE(bool(answerTo(challenge, Level::connect)));
}

TEST(NtlmContext, ATimeOfAnotherSizeIsRefused)
{
    Challenge challenge = grantedChallenge(Level::connect);
    challenge.targetInfo.add(AvId::timestamp, Bytes(4));
    EXPECT_FALSE(bool(answerTo(challenge, Level::connect)));
}

TEST(NtlmContext, AMalformedChallengeIsTheirFaultAndNamesTheField)
{
    NtlmContext client = test::client(Level::privacy);
    ASSERT_TRUE(bool(client.first()));
    Bytes challenge = golden("ntlm-challenge-nlmp");
    challenge.resize(90);
    const auto answer = client.next(challenge);
    ASSERT_FALSE(bool(answer));
    EXPECT_EQ(answer.error().blame, Obstacle::Blame::theirs);
    EXPECT_NE(answer.error().text.find("TargetInfo"), std::string::npos) << answer.error().text;
    EXPECT_FALSE(client.complete());
}

TEST(NtlmContext, TokensThatNothingAskedForAreRefused)
{
    NtlmContext early = test::client(Level::privacy);
    EXPECT_FALSE(bool(early.next(golden("ntlm-challenge-nlmp"))));

    NtlmContext late = test::client(Level::privacy);
    ASSERT_TRUE(bool(late.first()));
    ASSERT_TRUE(bool(late.next(golden("ntlm-challenge-nlmp"))));
    EXPECT_TRUE(late.complete());
    EXPECT_FALSE(bool(late.next(golden("ntlm-challenge-nlmp"))));
}

TEST(NtlmContext, NoSecretIsAmongTheFacts)
{
    NtlmContext client = test::client(Level::privacy);
    const Bytes challenge = *test::server(Level::privacy).next(*client.first());
    const Bytes authenticate = *client.next(challenge);
    const std::string proof = toHex(wire::ntlm::read<Authenticate>(authenticate)->ntResponse.reveal().first(16));
    for (const Fact &fact : client.facts()) {
        EXPECT_EQ(fact.value.find("Sesame"), std::string::npos);
        EXPECT_EQ(fact.value.find(proof), std::string::npos);
    }
}
