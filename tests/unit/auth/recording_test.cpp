#include "examples.h"

using namespace mailwalk;
using namespace mailwalk::auth;
using namespace mailwalk::test;

// Conversations between programs that nobody here wrote: impacket and gromox. The session key follows from the recorded challenge
// and response and the made-up password; then every protected PDU must open.

namespace {

struct Conversation {
    NtlmExchange exchange;
    std::optional<NtlmSession> client, server;
    int opened{};
};

Bytes tokenOf(const Bytes &pdu)
{
    const CutPdu cut(pdu);
    return Bytes(cut.token.begin(), cut.token.end());
}

std::uint64_t timeIn(View authenticate)
{
    const auto message = wire::ntlm::read<wire::ntlm::Authenticate>(authenticate);
    EXPECT_TRUE(bool(message)) << toText(message.error());
    const auto blob = wire::read<wire::ntlm::ClientChallenge>(message->ntResponse.reveal().subspan(16));
    EXPECT_TRUE(bool(blob)) << toText(blob.error());
    return blob->timestamp;
}

AcceptorSettings settings(View authenticate, Level level, const char *password = "Alice-Pass-1")
{
    AcceptorSettings settings;
    settings.level = level;
    settings.fileTime = timeIn(authenticate);
    settings.passwordOf = [password](const std::string &user, const std::string &domain) {
        return user == "alice" && domain == "example.test" ? std::optional(secret(password)) : std::nullopt;
    };
    return settings;
}

void signIn(Conversation &conversation, const Bytes &authenticate, Level level)
{
    const auto proven = verifyAuthenticate(*crypto(), conversation.exchange, authenticate, settings(authenticate, level));
    ASSERT_TRUE(bool(proven)) << proven.error().text;
    conversation.client.emplace(crypto(), proven->exportedKey, proven->flags, NtlmSession::Side::client);
    conversation.server.emplace(crypto(), proven->exportedKey, proven->flags, NtlmSession::Side::server);
}

void open(Conversation &conversation, std::optional<NtlmSession> &receiver, const NamedLine &line, Level level)
{
    CutPdu pdu(line.bytes);
    ASSERT_TRUE(receiver) << line.name << " before the sign-in";
    ASSERT_TRUE(receiver->unprotect(pdu.head, pdu.body, pdu.trail, pdu.token, level)) << line.name << " " << conversation.opened;
    ++conversation.opened;
}

// How many protected PDUs opened.
int replay(const std::string &file, Level level)
{
    Conversation conversation;
    for (const NamedLine &line : goldenLines(file)) {
        if (line.name == "client BIND")
            conversation.exchange.negotiate = tokenOf(line.bytes);
        else if (line.name == "server BIND_ACK")
            conversation.exchange.challenge = tokenOf(line.bytes);
        else if (line.name == "client AUTH3")
            signIn(conversation, tokenOf(line.bytes), level);
        else if (level > Level::connect)
            open(conversation, line.name.starts_with("client") ? conversation.server : conversation.client, line, level);
        if (testing::Test::HasFatalFailure())
            break;
    }
    return conversation.opened;
}

int protectedPdusIn(const std::string &file)
{
    int count = 0;
    for (const NamedLine &line : goldenLines(file))
        count += line.bytes[2] == 0 || line.bytes[2] == 2; // request, response
    return count;
}

Bytes recorded(const std::string &file, const char *name) { return tokenOf(goldenLine(file, name)); }

} // namespace

TEST(Recording, EveryPduAtIntegrityOpens)
{
    ASSERT_GT(protectedPdusIn("gromox-pdus-level5"), 10);
    EXPECT_EQ(replay("gromox-pdus-level5", Level::integrity), protectedPdusIn("gromox-pdus-level5"));
}

TEST(Recording, EveryPduAtPrivacyOpens)
{
    ASSERT_GT(protectedPdusIn("gromox-pdus-level6"), 10);
    EXPECT_EQ(replay("gromox-pdus-level6", Level::privacy), protectedPdusIn("gromox-pdus-level6"));
}

TEST(Recording, TheSignInAtLevelConnectIsGood) { EXPECT_EQ(replay("gromox-pdus-level2", Level::connect), 0); }

TEST(Recording, TheFirstSealedRequestIsTheReferral)
{
    const std::string file = "gromox-pdus-level6";
    Conversation conversation{{recorded(file, "client BIND"), recorded(file, "server BIND_ACK")}, {}, {}, 0};
    signIn(conversation, recorded(file, "client AUTH3"), Level::privacy);
    CutPdu request(goldenLine(file, "client REQUEST"));
    ASSERT_TRUE(conversation.server->unprotect(request.head, request.body, request.trail, request.token, Level::privacy));
    EXPECT_NE(textOf(request.body).find("/o=Gromox default/ou=Exchange Administrative Group"), std::string::npos);
}

TEST(Recording, AnotherPasswordDoesNotFit)
{
    const std::string file = "gromox-pdus-level6";
    const Bytes authenticate = recorded(file, "client AUTH3");
    const NtlmExchange exchange{recorded(file, "client BIND"), recorded(file, "server BIND_ACK")};
    const auto proven =
        verifyAuthenticate(*crypto(), exchange, authenticate, settings(authenticate, Level::privacy, "Alice-Pass-2"));
    ASSERT_FALSE(bool(proven));
    EXPECT_EQ(proven.error().reason, Refusal::Reason::wrongPassword);
}
