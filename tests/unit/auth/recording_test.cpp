#include "examples.h"
#include "wire/dcerpc/call.h"
#include "wire/dcerpc/interface.h"
#include "wire/emsmdb/emsmdb.h"
#include "wire/nspi/nspi.h"
#include "wire/rfr/rfr.h"

#include <map>
#include <set>

using namespace mailwalk;
using namespace mailwalk::auth;
using namespace mailwalk::test;

// Conversations between programs that nobody here wrote: impacket and gromox. The session key follows from the recorded challenge
// and response and the made-up password; then every protected PDU must open.

namespace {

/// One recorded call, once its PDUs are open: which interface and method, and what was said.
struct SpokenCall {
    std::string interface;
    std::uint16_t opnum{};
    Bytes request, answer;
    auto operator<=>(const SpokenCall &) const = default;
};

struct Conversation {
    NtlmExchange exchange;
    std::optional<NtlmSession> client, server;
    int opened{};
    std::string interface; ///< bound last
    std::vector<SpokenCall> calls;
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

// The stub of an open PDU, taken down with its interface and method.
void note(Conversation &conversation, const NamedLine &line)
{
    using namespace wire::dcerpc;
    const auto parts = takeApart(line.bytes);
    ASSERT_TRUE(bool(parts)) << toText(parts.error());
    const View body = parts->body(line.bytes);
    if (parts->header.type == PacketType::bind) {
        const auto bind = wire::read<Bind>(body);
        ASSERT_TRUE(bool(bind)) << toText(bind.error());
        conversation.interface = nameOf(bind->contexts.front().abstractSyntax);
    } else if (parts->header.type == PacketType::request) {
        const auto request = wire::read<Request>(body);
        ASSERT_TRUE(bool(request)) << toText(request.error());
        conversation.calls.push_back({conversation.interface, request->opnum, request->stub, {}});
    } else if (parts->header.type == PacketType::response) {
        const auto response = wire::read<Response>(body);
        ASSERT_TRUE(bool(response)) << toText(response.error());
        ASSERT_FALSE(conversation.calls.empty());
        conversation.calls.back().answer = response->stub;
    }
}

// Opens a line in place.
void openInPlace(Conversation &conversation, NamedLine &line, Level level)
{
    std::optional<NtlmSession> &receiver = line.name.starts_with("client") ? conversation.server : conversation.client;
    CutPdu pdu(line.bytes);
    ASSERT_TRUE(receiver) << line.name;
    ASSERT_TRUE(receiver->unprotect(pdu.head, pdu.body, pdu.trail, pdu.token, level)) << line.name;
    std::copy(pdu.body.begin(), pdu.body.end(), line.bytes.begin() + static_cast<std::ptrdiff_t>(pdu.head.size()));
}

std::vector<SpokenCall> callsIn(const std::string &file, Level level)
{
    Conversation conversation;
    for (NamedLine line : goldenLines(file)) {
        const Byte type = line.bytes[2];
        if (level > Level::none && line.name == "client BIND")
            conversation.exchange.negotiate = tokenOf(line.bytes);
        else if (level > Level::none && line.name == "server BIND_ACK")
            conversation.exchange.challenge = tokenOf(line.bytes);
        else if (line.name == "client AUTH3")
            signIn(conversation, tokenOf(line.bytes), level);
        else if (level > Level::connect && (type == 0 || type == 2))
            openInPlace(conversation, line, level);
        note(conversation, line);
        if (testing::Test::HasFatalFailure())
            break;
    }
    return conversation.calls;
}

template <class Method> std::string retold(const SpokenCall &call)
{
    const auto answer = wire::ndr::read<typename Method::Answer>(call.answer);
    if (!answer)
        return toText(answer.error());
    std::string text = Method::name;
    for (const Fact &fact : wire::ndr::print(*answer))
        text += "\n" + fact.name + " = " + fact.value;
    return text;
}

// What the answer says, read as the method's own message; its first line is the method's name.
std::string told(const SpokenCall &call)
{
    using namespace wire;
    static const std::map<std::pair<std::string, std::uint16_t>, std::string (*)(const SpokenCall &)> methods{
        {{"RFR", 0}, retold<rfr::GetNewDsa>},        {{"RFR", 1}, retold<rfr::GetFqdnFromServerDn>},
        {{"NSPI", 0}, retold<nspi::Bind>},           {{"NSPI", 1}, retold<nspi::Unbind>},
        {{"NSPI", 7}, retold<nspi::DnToMid>},        {{"NSPI", 12}, retold<nspi::GetSpecialTable>},
        {{"NSPI", 20}, retold<nspi::ResolveNamesW>}, {{"EMSMDB", 10}, retold<emsmdb::DoConnectEx>},
        {{"EMSMDB", 11}, retold<emsmdb::DoRpcExt2>}, {{"EMSMDB", 1}, retold<emsmdb::DoDisconnect>},
    };
    const auto method = methods.find({call.interface, call.opnum});
    return method == methods.end() ? "unknown" : method->second(call);
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

TEST(Recording, TheServersAnswersAreReadAtEveryLevel)
{
    const std::pair<const char *, Level> levels[] = {{"gromox-pdus-level1", Level::none},
                                                     {"gromox-pdus-level2", Level::connect},
                                                     {"gromox-pdus-level5", Level::integrity},
                                                     {"gromox-pdus-level6", Level::privacy}};
    for (const auto &[file, level] : levels) {
        const auto calls = callsIn(file, level);
        std::set<std::string> methods;
        for (const SpokenCall &call : calls) {
            const std::string text = told(call);
            EXPECT_NE(text.find('\n'), std::string::npos) << file << ": " << call.interface << " " << call.opnum << ": " << text;
            methods.insert(text.substr(0, text.find('\n')));
        }
        EXPECT_EQ(methods, (std::set<std::string>{"RfrGetNewDSA", "RfrGetFQDNFromServerDN", "NspiBind", "NspiUnbind",
                                                  "NspiDNToMId", "NspiGetSpecialTable", "NspiResolveNamesW", "EcDoConnectEx",
                                                  "EcDoRpcExt2", "EcDoDisconnect"}))
            << file;
        EXPECT_NE(told(calls.at(calls.size() - 2)).find("RopLogon.ReturnValue = ok"), std::string::npos) << file;
    }
}

TEST(Recording, TheFirstSealedRequestIsTheReferral)
{
    const std::string file = "gromox-pdus-level6";
    Conversation conversation;
    conversation.exchange = {recorded(file, "client BIND"), recorded(file, "server BIND_ACK")};
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
