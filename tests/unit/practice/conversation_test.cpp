#include "raw_client.h"
#include "support/golden.h"

#include <gtest/gtest.h>
#include <thread>

/// What the servers answer to hand-made PDUs. Expected bytes are those that Samba 4.17 sends for the same, in
/// tests/golden/dcerpc-pdus.hex, where they are given whole.
namespace mailwalk::practice {

using namespace test;

constexpr std::uint8_t request = 0, response = 2, bindAck = 12, bindNak = 13, alterResponse = 15;
constexpr std::uint32_t opRange = 0x1c010002, unknownInterface = 0x1c010003, protocolError = 0x1c01000b, badStub = 0x6f7,
                        accessDenied = 5;

class Conversations : public testing::Test
{
protected:
    Organisation organisation{{}};
    RawClient mapper{mapperOf(organisation, "ex1.corp.test")};
};

TEST_F(Conversations, ABindIsAcknowledgedWithOnePairOfSizes)
{
    const Bytes ack = mapper.ask(bindPdu(mapperHex));
    ASSERT_EQ(typeOf(ack), bindAck);
    EXPECT_EQ(wordAt(ack, 16), 0x16d016d0u) << "5840 both ways";
    EXPECT_NE(wordAt(ack, 20), 0u) << "an association of its own";
    EXPECT_EQ(Bytes(ack.end() - 24, ack.end()), hex("00000000 045d888aeb1cc9119fe808002b10486002000000"));
}

struct SizeRow {
    const char *sentence, *offered;
    std::uint32_t agreed;
};

class Sizes : public testing::TestWithParam<SizeRow>
{
};

// [MS-RPCE] leaves them to the server; the rows are what Samba's suite found on Windows over TCP.
TEST_P(Sizes, AreAgreedOnAsWindowsDoes)
{
    const Organisation organisation({});
    const RawClient mapper(mapperOf(organisation, "ex1.corp.test"));
    Bytes asked = bindPdu(mapperHex);
    const Bytes offered = hex(GetParam().offered);
    std::copy(offered.begin(), offered.end(), asked.begin() + 16);
    EXPECT_EQ(wordAt(mapper.ask(asked), 16), GetParam().agreed << 16 | GetParam().agreed);
}

INSTANTIATE_TEST_SUITE_P(Offers, Sizes,
                         testing::Values(SizeRow{"NotAboveOurs", "ffffffff", 5840},
                                         SizeRow{"TheSmallerOfTheTwo", "d016b810", 4280},
                                         SizeRow{"AMultipleOfEight", "7f0c7f0c", 3192},
                                         SizeRow{"NotBelowTheLeast", "00000000", 2048}),
                         [](const auto &row) { return row.param.sentence; });

TEST_F(Conversations, AStrangeInterfaceIsRejectedInsideTheAck)
{
    const Bytes ack = mapper.ask(bindPdu(storeHex));
    ASSERT_EQ(typeOf(ack), bindAck);
    EXPECT_EQ(Bytes(ack.end() - 24, ack.end()), hex("02000100 0000000000000000000000000000000000000000"));
    EXPECT_EQ(faultOf(mapper.ask(requestPdu(3, {}))), unknownInterface);
}

TEST_F(Conversations, AnotherTransferSyntaxIsRejectedInsideTheAck)
{
    Bytes asked = bindPdu(mapperHex);
    const Bytes ndr64 = hex("33057171babe37498319b5dbef9ccc3601000000");
    std::copy(ndr64.begin(), ndr64.end(), asked.end() - 20);
    const Bytes ack = mapper.ask(asked);
    EXPECT_EQ(Bytes(ack.end() - 24, ack.end()), hex("02000200 0000000000000000000000000000000000000000"));
}

// Of dcerpc-pdus.hex, the three elements that were sent to Samba, for our mapper: accepted, rejected 2/2, features 3.
TEST_F(Conversations, FeaturesAreNegotiatedBesideTheInterface)
{
    const Bytes own = hex(mapperHex);
    Bytes asked = hex(
        "05000b1310000000a000000001000000d016d016000000000300000000000100785734123412cdabef000123456789ab00000000045d888aeb1cc9"
        "119fe808002b1048600200000001000100785734123412cdabef000123456789ab0000000033057171babe37498319b5dbef9ccc3601000000020001"
        "00785734123412cdabef000123456789ab000000002c1cb76c12984045030000000000000001000000");
    for (const std::size_t at : {32u, 76u, 120u})
        std::copy(own.begin(), own.end(), asked.begin() + static_cast<std::ptrdiff_t>(at));
    const Bytes ack = mapper.ask(asked);
    ASSERT_EQ(typeOf(ack), bindAck);
    ASSERT_GE(ack.size(), 72u);
    EXPECT_EQ(wordAt(ack, ack.size() - 72), 0u);
    EXPECT_EQ(wordAt(ack, ack.size() - 48), 0x00020002u);
    EXPECT_EQ(wordAt(ack, ack.size() - 24) & 0xffff, 3u);
}

struct NakRow {
    const char *sentence;
    std::size_t at;
    Byte value;
    std::uint32_t reason;
};

class Naks : public testing::TestWithParam<NakRow>
{
};

// Reason 4 as Samba and Windows give it; 24 bytes, and the connection ends.
TEST_P(Naks, EndTheConnection)
{
    const Organisation organisation({});
    const RawClient mapper(mapperOf(organisation, "ex1.corp.test"));
    Bytes asked = bindPdu(mapperHex);
    asked[GetParam().at] = GetParam().value;
    const Bytes nak = mapper.ask(asked);
    EXPECT_EQ(typeOf(nak), bindNak);
    EXPECT_EQ(nak.size(), 24u);
    EXPECT_EQ(wordAt(nak, 16) & 0xffff, GetParam().reason);
    EXPECT_TRUE(mapper.ended());
}

INSTANTIATE_TEST_SUITE_P(Broken, Naks,
                         testing::Values(NakRow{"AnotherVersion", 0, 6, 4}, NakRow{"AnotherMinorVersion", 1, 1, 4},
                                         NakRow{"BigEndian", 4, 0, 4}, NakRow{"ShorterThanItsHeader", 8, 12, 4},
                                         NakRow{"ARequestBeforeTheBind", 2, request, 4},
                                         NakRow{"AnAlterContextBeforeTheBind", 2, 14, 4}, NakRow{"NoContext", 24, 0, 4},
                                         NakRow{"MoreContextsThanThereAre", 24, 9, 4}, NakRow{"AGroupThatDoesNotLive", 20, 7, 0}),
                         [](const auto &row) { return row.param.sentence; });

TEST_F(Conversations, AnUnknownWayToSignInIsNotRecognised)
{
    const Bytes nak = mapper.ask(hex("05000b03100000005c000c0001000000d016d016000000000100000000000100" + std::string(mapperHex) +
                                     "045d888aeb1cc9119fe808002b10486002000000"
                                     "7706000001000000"
                                     "4e544c4d5353500001000000"));
    EXPECT_EQ(typeOf(nak), bindNak);
    EXPECT_EQ(wordAt(nak, 16) & 0xffff, 8u);
}

TEST_F(Conversations, AGarbledTokenIsAnInvalidChecksum)
{
    const Bytes nak = mapper.ask(hex("05000b03100000005c000c0001000000d016d016000000000100000000000100" + std::string(mapperHex) +
                                     "045d888aeb1cc9119fe808002b10486002000000"
                                     "0a06000001000000"
                                     "4e544c4d53535000ffffffff"));
    EXPECT_EQ(typeOf(nak), bindNak);
    EXPECT_EQ(wordAt(nak, 16) & 0xffff, 9u);
}

TEST_F(Conversations, FaultsAreThoseOfSamba)
{
    mapper.send(bindPdu(mapperHex));
    mapper.receivePdu();
    EXPECT_EQ(mapper.ask(requestPdu(99, {})), hex("0500032310000000200000000200000018000000000000000200011c00000000"));
    EXPECT_EQ(mapper.ask(requestPdu(3, hex("0000"))), hex("050003031000000020000000020000001800000000000000f706000000000000"));
    Bytes elsewhere = requestPdu(3, {});
    elsewhere[20] = 5;
    EXPECT_EQ(faultOf(mapper.ask(elsewhere)), unknownInterface);
}

TEST_F(Conversations, ASecondBindIsAProtocolError)
{
    mapper.ask(bindPdu(mapperHex));
    EXPECT_EQ(typeOf(mapper.ask(bindPdu(mapperHex))), bindNak);
    EXPECT_TRUE(mapper.ended());
}

TEST_F(Conversations, AnAlterContextAddsAnInterfaceAndKeepsTheSizes)
{
    Bytes more = bindPdu(mapperHex);
    const Bytes ack = mapper.ask(more);
    more[2] = 14;
    more[28] = 1; // another context
    const Bytes answer = mapper.ask(more);
    EXPECT_EQ(typeOf(answer), alterResponse);
    EXPECT_EQ(wordAt(answer, 16), wordAt(ack, 16));
    EXPECT_EQ(wordAt(answer, 20), wordAt(ack, 20));
    EXPECT_EQ(answer.size(), 56u) << "no secondary address";
}

// A question to the mapper in three fragments, each of them a PDU.
TEST_F(Conversations, FragmentsAreJoined)
{
    mapper.ask(bindPdu(mapperHex));
    const Bytes stub =
        hex("00000000 02000000 4b000000 4b000000 0500 1300 0de0f544153c61d11193df00c04fd7bd090100 0200 0000"
            "1300 0d045d888aeb1cc9119fe808002b1048600200 0200 0000 0100 0b 0200 0000 0100 07 0200 0000 0100 09 0400 00000000 00"
            "0000000000000000000000000000000000000000 04000000");
    mapper.send(requestPdu(3, View(stub).first(40), 1));
    mapper.send(requestPdu(3, View(stub).subspan(40, 16), 0));
    const Bytes answer = mapper.ask(requestPdu(3, View(stub).subspan(56), 2));
    EXPECT_EQ(typeOf(answer), response);
    EXPECT_EQ(wordAt(answer, answer.size() - 4), 0u);
}

TEST_F(Conversations, AFragmentWithoutAFirstIsAProtocolError)
{
    mapper.ask(bindPdu(mapperHex));
    EXPECT_EQ(faultOf(mapper.ask(requestPdu(3, hex("00000000"), 2))), protocolError);
    EXPECT_TRUE(mapper.ended());
}

TEST_F(Conversations, ASecondFirstFragmentIsAProtocolError)
{
    mapper.ask(bindPdu(mapperHex));
    mapper.send(requestPdu(3, hex("00000000"), 1));
    EXPECT_EQ(faultOf(mapper.ask(requestPdu(3, hex("00000000"), 1, 3))), protocolError);
}

TEST_F(Conversations, FourMebibytesAreTheMostOfOneRequest)
{
    mapper.ask(bindPdu(mapperHex));
    const Bytes part(60000);
    Bytes pdu = requestPdu(3, part, 1);
    std::thread sender([&] {
        for (int i = 0; i < 71; ++i) {
            mapper.send(pdu);
            pdu[3] = 0;
        }
    });
    EXPECT_EQ(faultOf(mapper.receivePdu()), accessDenied);
    sender.join();
}

TEST_F(Conversations, ACancelIsPassedOver)
{
    mapper.ask(bindPdu(mapperHex));
    mapper.send(hex("05001203100000001000000002000000"));
    EXPECT_EQ(faultOf(mapper.ask(requestPdu(99, {}))), opRange);
}

TEST_F(Conversations, AnObjectBeforeTheStubIsPassedOver)
{
    mapper.ask(bindPdu(mapperHex));
    Bytes stub(16, 0xaa);
    append(stub, hex("0000"));
    EXPECT_EQ(faultOf(mapper.ask(requestPdu(3, stub, 0x83))), badStub);
    EXPECT_EQ(faultOf(mapper.ask(requestPdu(3, Bytes(8), 0x83))), protocolError) << "shorter than the object";
}

// [MS-RPCE] 2.2.2.13: magic, then one command that says it is the last.
TEST_F(Conversations, AVerificationTrailerIsNotPartOfTheStub)
{
    mapper.ask(bindPdu(mapperHex));
    Bytes stub = hex("00000000 00000000 0000000000000000000000000000000000000000 04000000");
    append(stub, hex("8ae3137102f43671 0140 0400 01000000"));
    const Bytes answer = mapper.ask(requestPdu(3, stub));
    EXPECT_EQ(typeOf(answer), response);
    EXPECT_EQ(wordAt(answer, answer.size() - 4), 0x16c9a0d6u) << "no tower, so nothing is registered";
}

TEST_F(Conversations, SurviveEveryBeginningOfABind)
{
    const Bytes whole = bindPdu(mapperHex);
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        const RawClient client(mapperOf(organisation, "ex1.corp.test"));
        client.send(View(whole).first(size));
    }
    EXPECT_EQ(typeOf(mapper.ask(whole)), bindAck);
}

} // namespace mailwalk::practice
