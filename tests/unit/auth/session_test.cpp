#include "examples.h"
#include "wire/ntlm/flags.h"
#include "wire/spnego/tokens.h"

using namespace mailwalk;
using namespace mailwalk::auth;
using namespace mailwalk::test;

namespace {

const char *const plaintext = "50006c00610069006e007400650078007400"; // [MS-NLMP] 4.2.4.4: "Plaintext"

MessageProtection protection(Direction direction, std::uint32_t flags = exampleFlags)
{
    return {crypto(), key(sessionKey), direction, flags};
}

NtlmSession session(NtlmSession::Side side) { return {crypto(), key(sessionKey), exampleFlags, side}; }

Bytes sealedPdu(std::string_view name) { return goldenLine("ntlm-sealed-pdus", name); }

// The stub of a request and its padding, as the sender had it.
Bytes paddedStub(const std::string &name, std::size_t size)
{
    Bytes stub = golden(name);
    stub.resize(size);
    return stub;
}

void decrypts(NtlmSession &receiver, std::string_view name, View plain, Level level = Level::privacy)
{
    CutPdu pdu(sealedPdu(name));
    EXPECT_TRUE(receiver.unprotect(pdu.head, pdu.body, pdu.trail, pdu.token, level)) << name;
    EXPECT_EQ(toHex(pdu.body), toHex(plain)) << name;
}

void encrypts(NtlmSession &sender, std::string_view name, View plain, Level level = Level::privacy)
{
    const CutPdu expected(sealedPdu(name));
    Bytes body(plain.begin(), plain.end());
    const Bytes token = sender.protect(expected.head, body, expected.trail, level);
    EXPECT_EQ(toHex(body), toHex(expected.body)) << name;
    EXPECT_EQ(toHex(token), toHex(expected.token)) << name;
}

} // namespace

TEST(NtlmSession, SealsTheExampleOfTheSpecification) // seq 0: [MS-NLMP] 4.2.4.4; seq 1: checked with impacket
{
    MessageProtection client = protection(Direction::toServer);
    Bytes first = hex(plaintext), second = hex(plaintext);
    EXPECT_EQ(toHex(client.seal({}, first, {})), "010000007fb38ec5c55d497600000000");
    EXPECT_EQ(toHex(first), "54e50165bf1936dc996020c1811b0f06fb5f");
    EXPECT_EQ(toHex(client.seal({}, second, {})), "01000000255405955d31d8c401000000");
    EXPECT_EQ(toHex(second), "64c308e09ea236e7f4232553c94a01e700fa");
}

TEST(NtlmSession, SealsTheServersDirection) // checked with impacket
{
    MessageProtection server = protection(Direction::toClient);
    Bytes message = hex(plaintext);
    EXPECT_EQ(toHex(server.seal({}, message, {})), "01000000b298b847ce7c580700000000");
    EXPECT_EQ(toHex(message), "160871b730ba74e946c453d7465b54278dd0");
}

TEST(NtlmSession, SignsWithAndWithoutKeyExchange) // checked with impacket
{
    EXPECT_EQ(toHex(protection(Direction::toServer).sign({}, hex(plaintext), {})), "0100000074d045342c4f1cd500000000");
    MessageProtection plain = protection(Direction::toServer, exampleFlags & ~wire::ntlm::flag::keyExchange);
    EXPECT_EQ(toHex(plain.sign({}, hex(plaintext), {})), "0100000070352851f256430900000000");
}

TEST(NtlmSession, SignsHeadBodyAndTrailAsOne)
{
    const Bytes whole = hex(plaintext);
    const View view(whole);
    EXPECT_EQ(toHex(protection(Direction::toServer).sign(view.first(4), view.subspan(4, 6), view.subspan(10))),
              toHex(protection(Direction::toServer).sign({}, whole, {})));
}

TEST(NtlmSession, MechListMicOfBothSides) // own computation; the method confirmed with Samba
{
    const Bytes mechTypes = wire::spnego::write(wire::spnego::MechTypes{{wire::spnego::ntlmOid}});
    EXPECT_EQ(toHex(protection(Direction::toServer).signAside(mechTypes)), "0100000022a3984fefbb9c3200000000");
    EXPECT_EQ(toHex(protection(Direction::toClient).signAside(mechTypes)), "010000007dd6da05648a73ae00000000");
}

TEST(NtlmSession, SigningAsideTakesASequenceNumberButNoKeyStream) // [MS-SPNG] 3.2.5.1
{
    MessageProtection aside = protection(Direction::toServer);
    aside.signAside(viewOf("anything"));
    Bytes body = hex(plaintext);
    const Bytes token = aside.seal({}, body, {});
    EXPECT_EQ(toHex(body), "54e50165bf1936dc996020c1811b0f06fb5f") << "the key stream begins here";
    EXPECT_EQ(toHex(View(token).last(4)), "01000000");
}

TEST(NtlmSession, SealsRpcRequests)
{
    const Bytes stub = paddedStub("rfr-new-dsa-request", 96);
    NtlmSession client = session(NtlmSession::Side::client);
    encrypts(client, "privacy-request-2", stub);
    encrypts(client, "privacy-request-3", stub);
    NtlmSession signing = session(NtlmSession::Side::client);
    encrypts(signing, "integrity-request-2", stub, Level::integrity);
}

TEST(NtlmSession, OpensSealedRpcRequests)
{
    const Bytes stub = paddedStub("rfr-new-dsa-request", 96);
    NtlmSession server = session(NtlmSession::Side::server);
    decrypts(server, "privacy-request-2", stub);
    decrypts(server, "privacy-request-3", stub);
    NtlmSession verifying = session(NtlmSession::Side::server);
    decrypts(verifying, "integrity-request-2", stub, Level::integrity);
}

TEST(NtlmSession, SealsAndOpensARpcResponse)
{
    const Bytes stub = paddedStub("rfr-new-dsa-answer", 48);
    NtlmSession server = session(NtlmSession::Side::server), client = session(NtlmSession::Side::client);
    encrypts(server, "privacy-response-2", stub);
    decrypts(client, "privacy-response-2", stub);
}

TEST(NtlmSession, FragmentsShareOneKeyStream)
{
    const Bytes stub = paddedStub("rfr-new-dsa-request", 96);
    NtlmSession client = session(NtlmSession::Side::client), server = session(NtlmSession::Side::server);
    encrypts(client, "privacy-fragment-1", View(stub).first(48));
    encrypts(client, "privacy-fragment-2", View(stub).last(48));
    decrypts(server, "privacy-fragment-1", View(stub).first(48));
    decrypts(server, "privacy-fragment-2", View(stub).last(48));
}

TEST(NtlmSession, OneChangedByteAnywhereIsRefused)
{
    for (const auto &[name, level] :
         {std::pair("privacy-request-2", Level::privacy), std::pair("integrity-request-2", Level::integrity)}) {
        const Bytes good = sealedPdu(name);
        for (std::size_t i = 0; i < good.size(); ++i) {
            CutPdu pdu(good); // cut before it is changed: a changed length would cut elsewhere
            pdu.whole[i] ^= 0x01;
            NtlmSession server = session(NtlmSession::Side::server);
            ASSERT_FALSE(server.unprotect(pdu.head, pdu.body, pdu.trail, pdu.token, level)) << name << ", byte " << i;
        }
    }
}

TEST(NtlmSession, AMessageOutOfTurnIsRefused)
{
    NtlmSession skipping = session(NtlmSession::Side::server);
    CutPdu second(sealedPdu("privacy-request-3"));
    EXPECT_FALSE(skipping.unprotect(second.head, second.body, second.trail, second.token, Level::privacy));

    NtlmSession replayed = session(NtlmSession::Side::server);
    CutPdu first(sealedPdu("integrity-request-2"));
    EXPECT_TRUE(replayed.unprotect(first.head, first.body, first.trail, first.token, Level::integrity));
    EXPECT_FALSE(replayed.unprotect(first.head, first.body, first.trail, first.token, Level::integrity));
}

TEST(NtlmSession, ATokenOfAnotherSizeIsRefused)
{
    CutPdu pdu(sealedPdu("integrity-request-2"));
    for (const std::size_t size : {0u, 8u, 15u}) {
        NtlmSession server = session(NtlmSession::Side::server);
        EXPECT_FALSE(server.unprotect(pdu.head, pdu.body, pdu.trail, pdu.token.first(size), Level::integrity)) << size;
    }
}

TEST(NtlmSession, ASideDoesNotTakeItsOwnMessages)
{
    NtlmSession client = session(NtlmSession::Side::client);
    CutPdu pdu(sealedPdu("integrity-request-2"));
    EXPECT_FALSE(client.unprotect(pdu.head, pdu.body, pdu.trail, pdu.token, Level::integrity));
}

TEST(NtlmSession, LevelConnectProtectsNothing)
{
    NtlmSession client = session(NtlmSession::Side::client);
    Bytes body = hex(plaintext);
    EXPECT_TRUE(client.protect({}, body, {}, Level::connect).empty());
    EXPECT_EQ(toHex(body), plaintext);
    EXPECT_TRUE(client.unprotect({}, body, {}, {}, Level::connect));
    EXPECT_EQ(toHex(client.protect({}, body, {}, Level::packet)), "0100000074d045342c4f1cd500000000")
        << "no sequence number was used up";
}
