#include "sides.h"

using namespace mailwalk;
using namespace mailwalk::auth;
using namespace mailwalk::test;
using namespace mailwalk::wire::ntlm;
namespace spnego = mailwalk::wire::spnego;
using Reason = Refusal::Reason;

namespace {

Bytes init(std::vector<spnego::Oid> types, std::optional<Bytes> token)
{
    spnego::NegTokenInit message;
    message.mechTypes.types = std::move(types);
    message.mechToken = std::move(token);
    return spnego::write(message);
}

Bytes response(Bytes token, std::optional<Bytes> mic = {})
{
    spnego::NegTokenResp message;
    message.responseToken = std::move(token);
    message.mechListMic = std::move(mic);
    return spnego::write(message);
}

spnego::NegTokenResp answerOf(const Result<Bytes, Refusal> &answer)
{
    EXPECT_TRUE(bool(answer)) << answer.error().text;
    const auto token = spnego::read<spnego::NegTokenResp>(*answer);
    EXPECT_TRUE(bool(token));
    return *token;
}

} // namespace

TEST(SpnegoAcceptor, WithoutMechListMicTheFirstMechanismIsStillTaken) // impacket sends none
{
    NtlmContext client = test::client(Level::privacy);
    SpnegoAcceptor server = test::server<SpnegoAcceptor>(Level::privacy);
    const auto challenge = answerOf(server.next(init({spnego::ntlmOid}, *client.first())));
    EXPECT_EQ(challenge.supportedMech, spnego::ntlmOid);
    const auto verdict = answerOf(server.next(response(*client.next(*challenge.responseToken))));
    EXPECT_EQ(verdict.negState, spnego::NegState::acceptCompleted);
    EXPECT_FALSE(verdict.mechListMic);
    EXPECT_TRUE(server.complete());
}

TEST(SpnegoAcceptor, AnotherMechanismThanTheFirstNeedsMechListMic) // RFC 4178 5
{
    const std::vector<spnego::Oid> types{spnego::kerberosOid, spnego::ntlmOid};
    const Bytes list = spnego::write(spnego::MechTypes{types});
    for (const bool sends : {true, false}) {
        NtlmContext client = test::client(Level::privacy);
        SpnegoAcceptor server = test::server<SpnegoAcceptor>(Level::privacy);
        const auto choice = answerOf(server.next(init(types, hex("6e00"))));
        EXPECT_EQ(choice.negState, spnego::NegState::requestMic);
        EXPECT_EQ(choice.supportedMech, spnego::ntlmOid);
        EXPECT_FALSE(choice.responseToken);
        const auto challenge = answerOf(server.next(response(*client.first())));
        const Bytes authenticate = *client.next(*challenge.responseToken);
        const auto mic = sends ? std::optional(client.session()->outgoing().signAside(list)) : std::nullopt;
        const auto verdict = server.next(response(authenticate, mic));
        EXPECT_EQ(server.complete(), sends);
        if (!sends) {
            EXPECT_EQ(verdict.error().reason, Reason::missingMic);
        } else {
            EXPECT_TRUE(client.session()->incoming().verifyAside(list, *answerOf(verdict).mechListMic));
        }
    }
}

TEST(SpnegoAcceptor, AWrongMechListMicIsRefused)
{
    NtlmContext client = test::client(Level::privacy);
    SpnegoAcceptor server = test::server<SpnegoAcceptor>(Level::privacy);
    const auto challenge = answerOf(server.next(init({spnego::ntlmOid}, *client.first())));
    const auto verdict = server.next(response(*client.next(*challenge.responseToken), Bytes(16)));
    ASSERT_FALSE(bool(verdict));
    EXPECT_EQ(verdict.error().reason, Reason::wrongMic);
    EXPECT_FALSE(server.complete());
}

TEST(SpnegoAcceptor, TakesBareNtlm)
{
    NtlmContext client = test::client(Level::privacy);
    SpnegoAcceptor server = test::server<SpnegoAcceptor>(Level::privacy);
    const auto challenge = server.next(*client.first());
    ASSERT_TRUE(bool(challenge));
    EXPECT_TRUE(isNtlm(*challenge));
    ASSERT_TRUE(bool(server.next(*client.next(*challenge))));
    EXPECT_TRUE(server.complete());
    EXPECT_EQ(server.user(), "alice");
}

TEST(SpnegoAcceptor, BrokenTokensAreRefused)
{
    const auto reasonFor = [](const std::vector<Bytes> &tokens) {
        SpnegoAcceptor server = test::server<SpnegoAcceptor>(Level::privacy);
        for (const Bytes &token : tokens)
            if (const auto answer = server.next(token); !answer)
                return nameOf(answer.error().reason);
        return std::string_view("taken");
    };
    const Bytes good = init({spnego::ntlmOid}, *client(Level::privacy).first());
    EXPECT_EQ(reasonFor({good}), "taken");
    EXPECT_EQ(reasonFor({{}}), "malformed");
    EXPECT_EQ(reasonFor({hex("a1023000")}), "malformed");
    EXPECT_EQ(reasonFor({init({spnego::kerberosOid}, hex("6e00"))}), "unsupported");
    EXPECT_EQ(reasonFor({init({}, {})}), "unsupported");
    EXPECT_EQ(reasonFor({init({spnego::ntlmOid}, hex("6e00"))}), "malformed");
    EXPECT_EQ(reasonFor({good, good}), "malformed");
    EXPECT_EQ(reasonFor({good, hex("a1023000")}), "malformed");
    EXPECT_EQ(reasonFor({good, response(hex("00"))}), "malformed");
}

TEST(NewAcceptor, MakesTheMechanismThatWasAsked)
{
    const Bytes negotiate = *client(Level::privacy).first();
    auto ntlm = newAcceptor(Mechanism::ntlm, corp(Level::privacy));
    auto both = newAcceptor(Mechanism::negotiate, corp(Level::privacy));
    ASSERT_TRUE(bool(ntlm) && bool(both));
    EXPECT_TRUE(bool((*ntlm)->next(negotiate)));
    EXPECT_FALSE(bool((*newAcceptor(Mechanism::ntlm, corp(Level::privacy)))->next(init({spnego::ntlmOid}, negotiate))));
    EXPECT_TRUE(bool((*both)->next(init({spnego::ntlmOid}, negotiate))));
}
