#include "rpc/association.h"
#include "tunnel.h"
#include "unit/auth/examples.h"
#include "wire/dcerpc/bind.h"
#include "wire/dcerpc/call.h"

using namespace mailwalk;
using namespace mailwalk::test;
using namespace wire::dcerpc;
using auth::Level;
using auth::NtlmSession;
using net::Step;
using trace::Kind;
using RtsKind = wire::rts::Kind;

// Our association through the tunnel, against what gromox 3.10 answered: an Exchange-compatible server that nobody here wrote. At
// integrity and privacy each client makes a session key of its own, so there the recorded answers are opened with the recorded
// key and closed again with that of our own sign-in to the recorded challenge.

namespace {

struct RecordedCall {
    std::uint16_t opnum{};
    Bytes request, answer; ///< stubs
    Bytes pdu;             ///< of the answer, opened
};

struct Conversation {
    Interface interface;
    Bytes bindAck;
    std::vector<RecordedCall> calls;
};

Bytes tokenOf(const Bytes &pdu)
{
    const CutPdu cut(pdu);
    return {cut.token.begin(), cut.token.end()};
}

/// The session that a third leg has agreed on, as the server sees it.
auth::NtlmProven sessionOf(const auth::NtlmExchange &exchange, View authenticate, Level level)
{
    const auto message = wire::ntlm::read<wire::ntlm::Authenticate>(authenticate);
    const auto blob = wire::read<wire::ntlm::ClientChallenge>(message->ntResponse.reveal().subspan(16));
    auth::AcceptorSettings settings;
    settings.level = level;
    settings.fileTime = blob->timestamp;
    settings.passwordOf = [](const std::string &, const std::string &) { return std::optional(secret("Alice-Pass-1")); };
    auto proven = verifyAuthenticate(*crypto(), exchange, authenticate, settings);
    EXPECT_TRUE(bool(proven)) << proven.error().text;
    return std::move(*proven);
}

NtlmSession sideOf(const auth::NtlmProven &proven, NtlmSession::Side side)
{
    return {crypto(), proven.exportedKey, proven.flags, side};
}

void openInPlace(NtlmSession &receiver, Bytes &pdu, Level level)
{
    CutPdu cut(pdu);
    ASSERT_TRUE(receiver.unprotect(cut.head, cut.body, cut.trail, cut.token, level));
    std::copy(cut.body.begin(), cut.body.end(), pdu.begin() + static_cast<std::ptrdiff_t>(cut.head.size()));
}

template <class Message> Bytes stubOf(const Bytes &pdu) { return wire::read<Message>(takeApart(pdu)->body(pdu))->stub; }

Interface boundBy(const Bytes &bind)
{
    const auto asked = wire::read<Bind>(takeApart(bind)->body(bind))->contexts.front().abstractSyntax;
    for (const Interface &each : {rfrInterface, nspiInterface, emsmdbInterface})
        if (each.syntax() == asked)
            return each;
    ADD_FAILURE() << "bound to something else";
    return rfrInterface;
}

std::vector<Conversation> recordedAt(Level level)
{
    std::vector<Conversation> all;
    auth::NtlmExchange exchange;
    std::optional<NtlmSession> client, server;
    for (auto &[name, bytes] : goldenLines("gromox-pdus-level" + std::to_string(int(level)))) {
        const bool isCall = name == "client REQUEST" || name == "server RESPONSE";
        if (isCall && level >= Level::integrity)
            openInPlace(name == "client REQUEST" ? *server : *client, bytes, level);
        if (name == "client BIND") {
            all.push_back({boundBy(bytes), {}, {}});
            exchange.negotiate = level > Level::none ? tokenOf(bytes) : Bytes{};
        } else if (name == "server BIND_ACK") {
            all.back().bindAck = bytes;
            exchange.challenge = level > Level::none ? tokenOf(bytes) : Bytes{};
        } else if (name == "client AUTH3") {
            const auto proven = sessionOf(exchange, tokenOf(bytes), level);
            client.emplace(sideOf(proven, NtlmSession::Side::client));
            server.emplace(sideOf(proven, NtlmSession::Side::server));
        } else if (name == "client REQUEST") {
            all.back().calls.push_back({std::uint16_t(bytes[22] | bytes[23] << 8), stubOf<Request>(bytes), {}, {}});
        } else {
            all.back().calls.back().answer = stubOf<Response>(bytes);
            all.back().calls.back().pdu = bytes;
        }
    }
    return all;
}

/// The server of one conversation: it knows its recorded challenge, and learns the key from our own third leg.
struct Replay {
    Level level;
    auth::NtlmExchange exchange;
    std::optional<NtlmSession> session;

    Bytes answer(const RecordedCall &call, View sent)
    {
        Bytes request(sent.begin(), sent.end()), answer = call.pdu;
        std::copy_n(request.begin() + 12, 4, answer.begin() + 12); // call_id
        if (level < Level::integrity) {
            EXPECT_EQ(stubOf<Request>(request), call.request);
            return answer;
        }
        openInPlace(*session, request, level);
        EXPECT_EQ(stubOf<Request>(request), call.request);
        CutPdu cut(answer);
        const Bytes token = session->protect(cut.head, cut.body, cut.trail, level);
        std::copy(token.begin(), token.end(), cut.whole.end() - static_cast<std::ptrdiff_t>(token.size()));
        return cut.whole;
    }
};

Line::Fits isPdu(PacketType type, std::uint16_t opnum = 0)
{
    return [=](View sent) {
        return sent.size() > 23 && sent[2] == Byte(type) && (type != PacketType::request || sent[22] == opnum);
    };
}

// The heads and RTS PDUs as gromox sent them.
void expectRecordedOpening(ScriptedNetwork &net)
{
    const Bytes head = answerOf("200 Success", "Date: Sun, 22 Nov 2026 12:46:00 GMT\r\nCache-Control: private\r\n"
                                               "Content-Type: application/rpc\r\nPersistent-Auth: true\r\n"
                                               "Content-Length: 1073741824\r\n");
    const auto lines = goldenLines("gromox-rts");
    net.inAnyOrder();
    expectChannel(net, "RPC_OUT_DATA", 76, "out");
    expectChannel(net, "RPC_IN_DATA", 1 << 30, "in");
    net.expectSend(isRts(RtsKind::connA1)).on("out").replies(joined(head, lines.at(2).bytes));
    net.expectSend(isRts(RtsKind::connB1)).on("in").over("out").replies(lines.at(3).bytes);
}

std::shared_ptr<Replay> expect(ScriptedNetwork &net, const Conversation &conversation, Level level)
{
    const auto replay = std::make_shared<Replay>(Replay{level, {}, {}});
    expectRecordedOpening(net);
    net.expectSend(isPdu(PacketType::bind), "bind").on("in").over("out").replies([=](View bind) {
        if (level > Level::none)
            replay->exchange = {tokenOf(Bytes(bind.begin(), bind.end())), tokenOf(conversation.bindAck)};
        return conversation.bindAck;
    });
    if (level > Level::none)
        net.expectSend(isPdu(PacketType::auth3), "rpc_auth_3").on("in").replies([=](View sent) {
            const auto proven = sessionOf(replay->exchange, tokenOf(Bytes(sent.begin(), sent.end())), level);
            replay->session.emplace(sideOf(proven, NtlmSession::Side::server));
            return Bytes{};
        });
    for (const RecordedCall &call : conversation.calls)
        net.expectSend(isPdu(PacketType::request, call.opnum), "opnum " + std::to_string(call.opnum))
            .on("in")
            .over("out")
            .replies([=](View sent) { return replay->answer(call, sent); });
    return replay;
}

void speak(const Step &step, const Conversation &conversation, Level level)
{
    http::SignIn alice(auth::identityFrom("example.test\\alice", secret("Alice-Pass-1")),
                       {{auth::Mechanism::ntlm}, level, {{"corp.test"}, {}}, {http::Scheme::basic}});
    alice.accepted("mail.corp.test/rpc");
    auto stream = openThrough(step, alice);
    const rpc::Binding binding{conversation.interface, "exchange/ex1.corp.test", level > Level::none ? &alice : nullptr,
                               auth::Mechanism::ntlm, level};
    auto association = step.run({Kind::bind, "Bind", ""},
                                [&](const Step &hop) { return rpc::Association::bind(hop, std::move(stream), binding); });
    for (const RecordedCall &call : conversation.calls)
        step.run({Kind::call, "Call", ""}, [&](const Step &hop) {
            EXPECT_EQ(toHex(association.call(hop, call.opnum, call.request)), toHex(call.answer)) << "opnum " << call.opnum;
        });
}

} // namespace

TEST(RpcOverHttpRecorded, AForeignServersAnswersAreUnderstoodAtEveryLevel)
{
    for (const Level level : {Level::none, Level::connect, Level::integrity, Level::privacy}) {
        const auto conversations = recordedAt(level);
        ASSERT_EQ(conversations.size(), 3u) << int(level);
        for (const Conversation &conversation : conversations) {
            ASSERT_GE(conversation.calls.size(), 3u);
            ScriptedNetwork net;
            const auto replay = expect(net, conversation, level);
            const Walked walked = walkOver(
                net, [&](const Step &step) { speak(step, conversation, level); }, {}, Deadlines::all(Milliseconds(2000)));
            EXPECT_FALSE(walked.stopped) << conversation.interface.name << " at level " << int(level) << ": "
                                         << walked.stopped->failure.text;
        }
    }
}
