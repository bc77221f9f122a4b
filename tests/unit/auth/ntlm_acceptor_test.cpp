#include "sides.h"

using namespace mailwalk;
using namespace mailwalk::auth;
using namespace mailwalk::test;
using namespace mailwalk::wire::ntlm;
using Reason = Refusal::Reason;

namespace {

/// The three messages of a good sign-in, to be spoilt.
struct Messages {
    explicit Messages(Level level, Surroundings around = surroundings())
    {
        NtlmContext client = test::client(level, alice(), std::move(around));
        NtlmAcceptor server = test::server(level);
        exchange.negotiate = *client.first();
        exchange.challenge = *server.next(exchange.negotiate);
        authenticate = *client.next(exchange.challenge);
    }
    Result<NtlmProven, Refusal> judged(const AcceptorSettings &settings) const
    {
        return verifyAuthenticate(*crypto(), exchange, authenticate, settings);
    }
    NtlmExchange exchange;
    Bytes authenticate;
};

void refuses(const Messages &messages, const AcceptorSettings &settings, Reason reason, const std::string &what)
{
    const auto proven = messages.judged(settings);
    ASSERT_FALSE(bool(proven)) << what;
    EXPECT_EQ(nameOf(proven.error().reason), nameOf(reason)) << what << ": " << proven.error().text;
}

Bytes changed(View authenticate, const std::function<void(Authenticate &)> &change)
{
    auto message = wire::ntlm::read<Authenticate>(authenticate);
    EXPECT_TRUE(bool(message));
    change(*message);
    return wire::ntlm::write(*message);
}

// A response by a client that knows the password and has its own ideas of the rest.
void respondAnew(Messages &messages, const std::function<void(Authenticate &, ClientChallenge &)> &change)
{
    const auto challenge = wire::ntlm::read<Challenge>(messages.exchange.challenge);
    messages.authenticate = changed(messages.authenticate, [&](Authenticate &message) {
        auto blob = *wire::read<ClientChallenge>(message.ntResponse.reveal().subspan(16));
        change(message, blob);
        const Bytes bytes = wire::write(blob);
        const Digest responseKey = auth::responseKey(*crypto(), message.user, message.domain, secret("Sesame-1"));
        const Digest proof = ntProof(*crypto(), responseKey, challenge->serverChallenge, bytes);
        Bytes response(proof.begin(), proof.end());
        append(response, bytes);
        message.ntResponse = Secret(std::move(response));
    });
}

void spoilProof(Authenticate &message)
{
    Bytes response(message.ntResponse.reveal().begin(), message.ntResponse.reveal().end());
    response.front() ^= 1;
    message.ntResponse = Secret(std::move(response));
}

AcceptorSettings bound(AcceptorSettings::Binding binding)
{
    AcceptorSettings settings = corp(Level::integrity);
    settings.binding = binding;
    settings.channelBinding = Bytes(16, 0x77);
    return settings;
}

Messages boundMessages(std::optional<Bytes> binding)
{
    Surroundings around = surroundings();
    around.channelBinding = std::move(binding);
    return Messages(Level::integrity, around);
}

} // namespace

TEST(NtlmAcceptor, TakesTheSignInOfAWindowsClient) // the published example of Extended Protection, see the golden files
{
    const NtlmExchange exchange{golden("ntlm-negotiate-windows7"), golden("ntlm-challenge-2008r2")};
    AcceptorSettings settings;
    settings.fileTime = 0x01cdde0bc33fe77b;
    settings.binding = AcceptorSettings::Binding::required;
    settings.channelBinding = hex("6586e99d81c2fc984e47172fd4dd0310");
    settings.passwordOf = [](const std::string &, const std::string &) { return secret("P@ssw0rd"); };
    const auto proven = verifyAuthenticate(*crypto(), exchange, golden("ntlm-authenticate-windows7"), settings);
    ASSERT_TRUE(bool(proven)) << proven.error().text;
    EXPECT_EQ(proven->user, "Administrator");
    EXPECT_EQ(proven->domain, "WS2008R2");
    EXPECT_EQ(toHex(proven->exportedKey), "9bd3f8be97c125f9e2f02bb60eb53ec7");

    settings.channelBinding->front() ^= 1;
    EXPECT_FALSE(bool(verifyAuthenticate(*crypto(), exchange, golden("ntlm-authenticate-windows7"), settings)));
}

TEST(NtlmAcceptor, TakesTheExampleOfTheSpecification) // [MS-NLMP] 4.2.4.3
{
    AcceptorSettings settings;
    settings.level = Level::privacy;
    settings.passwordOf = [](const std::string &, const std::string &) { return secret("Password"); };
    const NtlmExchange exchange{{}, golden("ntlm-challenge-nlmp")}; // there is no MIC, so nothing depends on the NEGOTIATE
    const auto proven = verifyAuthenticate(*crypto(), exchange, golden("ntlm-authenticate-nlmp"), settings);
    ASSERT_TRUE(bool(proven)) << proven.error().text;
    EXPECT_EQ(toHex(proven->exportedKey), sessionKey);
}

TEST(NtlmAcceptor, EveryChangedBitOfTheThirdMessageIsNoticed)
{
    const Messages good(Level::privacy);
    ASSERT_TRUE(bool(good.judged(corp(Level::privacy))));
    for (std::size_t i = 0; i < good.authenticate.size(); ++i) {
        Messages bad = good;
        bad.authenticate[i] ^= 0x04;
        ASSERT_FALSE(bool(bad.judged(corp(Level::privacy)))) << "byte " << i;
    }
}

TEST(NtlmAcceptor, AChangedNegotiateOrChallengeIsNoticed)
{
    const Messages good(Level::privacy);
    Messages negotiate = good;
    negotiate.exchange.negotiate[12] ^= 0x80; // a downgrade on the way
    refuses(negotiate, corp(Level::privacy), Reason::wrongMic, "negotiate");
    Messages challenge = good;
    challenge.exchange.challenge.back() ^= 0x01;
    EXPECT_FALSE(bool(challenge.judged(corp(Level::privacy))));
}

TEST(NtlmAcceptor, EveryPrefixOfTheThirdMessageIsRefused)
{
    Messages messages(Level::privacy);
    const Bytes whole = messages.authenticate;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        messages.authenticate = Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(bool(messages.judged(corp(Level::privacy)))) << size;
    }
}

TEST(NtlmAcceptor, TellsWhyItRefuses)
{
    struct Row {
        const char *what;
        Reason reason;
        std::function<void(Authenticate &)> change;
    };
    const Row rows[] = {
        {"another proof", Reason::wrongPassword, spoilProof},
        {"a stranger", Reason::unknownUser, [](auto &m) { m.user = "mallory"; }},
        {"another domain", Reason::unknownUser, [](auto &m) { m.domain = "corp"; }},
        {"NTLMv1", Reason::unsupported, [](auto &m) { m.ntResponse = Secret(Bytes(24, 1)); }},
        {"anonymous", Reason::unsupported, [](auto &m) { m.user.clear(), m.domain.clear(), m.ntResponse = {}; }},
        {"no response", Reason::unsupported, [](auto &m) { m.ntResponse = {}; }},
        {"a short response", Reason::malformed, [](auto &m) { m.ntResponse = Secret(Bytes(15, 1)); }},
        {"a response that ends in its middle", Reason::malformed, [](auto &m) { m.ntResponse = Secret(Bytes(30, 1)); }},
        {"a session key of 8 bytes", Reason::malformed, [](auto &m) { m.encryptedSessionKey = Secret(Bytes(8)); }},
        {"another session key", Reason::wrongMic, [](auto &m) { m.encryptedSessionKey = Secret(Bytes(16)); }},
        {"another MIC", Reason::wrongMic, [](auto &m) { m.mic->front() ^= 1; }},
        {"no MIC", Reason::missingMic, [](auto &m) { m.mic.reset(); }},
        {"another workstation", Reason::wrongMic, [](auto &m) { m.workstation = "DESK-8"; }},
        {"no signing", Reason::noSessionSecurity, [](auto &m) { m.flags &= ~flag::sign; }},
        {"no sealing", Reason::noSessionSecurity, [](auto &m) { m.flags &= ~flag::seal; }},
        {"no extended session security", Reason::noSessionSecurity, [](auto &m) { m.flags &= ~flag::extendedSessionSecurity; }},
        {"no 128-bit keys", Reason::noSessionSecurity, [](auto &m) { m.flags &= ~flag::bits128; }},
    };
    for (const Row &row : rows) {
        Messages messages(Level::privacy);
        messages.authenticate = changed(messages.authenticate, [&](Authenticate &message) { row.change(message); });
        refuses(messages, corp(Level::privacy), row.reason, row.what);
    }
}

TEST(NtlmAcceptor, ClaimsBeyondTheChallengeAreMalformed)
{
    Messages messages(Level::integrity);
    messages.authenticate = changed(messages.authenticate, [](Authenticate &message) { message.flags |= flag::seal; });
    refuses(messages, corp(Level::integrity), Reason::malformed, "sealing was not granted");
}

TEST(NtlmAcceptor, TheRefusalNamesTheUserButNoSecret)
{
    AcceptorSettings settings = corp(Level::privacy);
    settings.passwordOf = [](const std::string &, const std::string &) { return secret("Sesame-2"); };
    const auto proven = Messages(Level::privacy).judged(settings);
    ASSERT_FALSE(bool(proven));
    EXPECT_EQ(proven.error().reason, Reason::wrongPassword);
    EXPECT_EQ(proven.error().user, "alice");
    EXPECT_EQ(proven.error().domain, "CORP");
    EXPECT_EQ(proven.error().text, "wrong password");
}

TEST(NtlmAcceptor, AClientThatAnnouncesNoMicNeedsNone) // old clients; impacket among them
{
    Messages messages(Level::privacy);
    respondAnew(messages, [](Authenticate &message, ClientChallenge &blob) {
        message.mic.reset();
        message.flags &= ~flag::keyExchange; // the key would be another after this change
        message.encryptedSessionKey = {};
        blob.avPairs.addNumber(AvId::flags, 0, 4);
    });
    const auto proven = messages.judged(corp(Level::privacy));
    EXPECT_TRUE(bool(proven)) << proven.error().text;
}

TEST(NtlmAcceptor, AClockMoreThanThirtySixHoursOffIsRefused)
{
    constexpr std::uint64_t hour = 36'000'000'000;
    AcceptorSettings settings = corp(Level::privacy);
    const Messages messages(Level::privacy);
    for (const auto &[time, good] : {std::pair(now + 35 * hour, true), std::pair(now - 35 * hour, true),
                                     std::pair(now + 37 * hour, false), std::pair(now - 37 * hour, false)}) {
        settings.fileTime = time;
        if (good)
            EXPECT_TRUE(bool(messages.judged(settings)));
        else
            refuses(messages, settings, Reason::wrongTime, std::to_string(time));
    }
}

TEST(NtlmAcceptor, ChannelBindingsAreJudgedByPolicy) // [MS-NLMP] 3.2.5.1.2
{
    using Binding = AcceptorSettings::Binding;
    struct Row {
        const char *what;
        std::optional<Bytes> sent;
        Binding policy;
        bool good;
    };
    const Row rows[] = {
        {"the right one, required", Bytes(16, 0x77), Binding::required, true},
        {"the right one, looked at", Bytes(16, 0x77), Binding::whenSent, true},
        {"none, looked at", std::nullopt, Binding::whenSent, true},
        {"none, ignored", std::nullopt, Binding::ignored, true},
        {"another one, ignored", Bytes(16, 0x78), Binding::ignored, true},
        {"another one, looked at", Bytes(16, 0x78), Binding::whenSent, false},
        {"another one, required", Bytes(16, 0x78), Binding::required, false},
        {"a short one, looked at", Bytes(15, 0x77), Binding::whenSent, false},
        {"none, required", std::nullopt, Binding::required, false},
    };
    for (const Row &row : rows) {
        const Messages messages = boundMessages(row.sent);
        if (row.good)
            EXPECT_TRUE(bool(messages.judged(bound(row.policy)))) << row.what;
        else
            refuses(messages, bound(row.policy), Reason::wrongBinding, row.what);
    }
}

TEST(NtlmAcceptor, AChallengeServesOneTry)
{
    NtlmContext client = test::client(Level::privacy, alice("Sesame-2"));
    NtlmAcceptor server = test::server(Level::privacy);
    const Bytes authenticate = *client.next(*server.next(*client.first()));
    EXPECT_EQ(server.next(authenticate).error().reason, Reason::wrongPassword);
    EXPECT_EQ(server.next(authenticate).error().reason, Reason::malformed);
    EXPECT_FALSE(server.complete());
    EXPECT_EQ(server.session(), nullptr);
}

TEST(NtlmAcceptor, TheChallengeGrantsNoMoreThanWasAsked) // [MS-NLMP] 3.2.5.1.1
{
    const auto granted = [](std::uint32_t asked) {
        Negotiate negotiate;
        negotiate.flags = asked;
        return challengeFor(negotiate, corp(Level::connect), {}).flags;
    };
    EXPECT_EQ(granted(0xe2088237), 0xe2898235u);
    EXPECT_FALSE(granted(0xa2088207) & flag::bits128) << "only where something is to be protected";
    EXPECT_FALSE(granted(0xa2088207) & (flag::sign | flag::seal | flag::keyExchange));
    EXPECT_FALSE(granted(0xe2088297) & flag::lmKey);
}

TEST(NtlmAcceptor, BrokenFirstMessagesAreRefused)
{
    EXPECT_EQ(test::server(Level::privacy).next({}).error().reason, Reason::malformed);
    EXPECT_EQ(test::server(Level::privacy).next(golden("ntlm-challenge-nlmp")).error().reason, Reason::malformed);
    const Bytes noEncoding = hex("4e544c4d5353500001000000348288e000000000000000000000000000000000");
    EXPECT_EQ(test::server(Level::privacy).next(noEncoding).error().reason, Reason::unsupported);
}

TEST(NtlmAcceptor, AClientWithoutUnicodeIsAnsweredInItsOwnCodePage) // curl is one
{
    const Bytes oem = hex("4e544c4d53535000010000000682080000000000000000000000000000000000");
    const auto challenge = test::server(Level::connect).next(oem);
    ASSERT_TRUE(bool(challenge));
    const auto read = wire::ntlm::read<Challenge>(*challenge);
    ASSERT_TRUE(bool(read));
    EXPECT_TRUE(read->flags & flag::oem);
    EXPECT_FALSE(read->flags & flag::unicode);
    EXPECT_EQ(read->targetName, "CORP");
}
