#include "support/golden.h"
#include "wire/dcerpc/bind.h"
#include "wire/dcerpc/call.h"
#include "wire/dcerpc/interface.h"

#include <fstream>

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::wire::dcerpc;
using namespace mailwalk::test;

namespace {

/// A golden file with one PDU a line.
std::vector<Bytes> pdusOf(const std::string &name)
{
    std::ifstream file(std::string(MAILWALK_SOURCE_DIR) + "/tests/golden/" + name + ".hex");
    std::vector<Bytes> pdus;
    for (std::string line; std::getline(file, line);)
        if (!line.empty() && line[0] != '#')
            pdus.push_back(hex(line));
    EXPECT_FALSE(pdus.empty()) << name;
    return pdus;
}

std::vector<Bytes> everyPdu()
{
    std::vector<Bytes> all;
    for (const char *name :
         {"dcerpc-pdus", "gromox-pdus-level1", "gromox-pdus-level2", "gromox-pdus-level5", "gromox-pdus-level6"})
        for (auto &pdu : pdusOf(name))
            all.push_back(std::move(pdu));
    return all;
}

template <class Message> std::optional<Bytes> bodyAgain(View body)
{
    const auto message = read<Message>(body);
    EXPECT_TRUE(bool(message)) << toText(message.error());
    if (!message)
        return std::nullopt;
    EXPECT_FALSE(print(*message).empty());
    return write(*message);
}

std::optional<Bytes> bodyAgain(PacketType type, View body)
{
    switch (type) {
    case PacketType::bind:
    case PacketType::alterContext: return bodyAgain<Bind>(body);
    case PacketType::bindAck:
    case PacketType::alterContextResp: return bodyAgain<BindAck>(body);
    case PacketType::bindNak: return bodyAgain<BindNak>(body);
    case PacketType::request: return bodyAgain<Request>(body);
    case PacketType::response: return bodyAgain<Response>(body);
    case PacketType::fault: return bodyAgain<FaultBody>(body);
    case PacketType::auth3: return Bytes(body.begin(), body.end()); // four bytes of any value
    default: return std::nullopt;
    }
}

Bytes patched(Bytes bytes, std::size_t at, std::initializer_list<Byte> to)
{
    std::copy(to.begin(), to.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    return bytes;
}

const Bytes ack = *fromHex(
    "05000c03100000003c00000001000000d016d016ab80000004003133350000000100000000000000045d888aeb1cc9119fe808002b10486002000000");
const Bytes response = *fromHex("0500020310000000280000000200000010000000000000000102030405060708090a0b0c0d0e0f10");

} // namespace

TEST(Dcerpc, PdusOfForeignProgramsAreReadAndWrittenAgainByteByByte)
{
    for (const Bytes &pdu : everyPdu()) {
        const auto parts = takeApart(pdu);
        ASSERT_TRUE(bool(parts)) << toText(parts.error()) << " " << toHex(pdu);
        const auto body = bodyAgain(parts->header.type, parts->body(pdu));
        ASSERT_TRUE(body) << toHex(pdu);
        Bytes again = assemble(parts->header, *body, parts->trailer, parts->token(pdu));
        // Padding may have any value; what stands there in the original is put back before comparing.
        for (std::size_t i = parts->bodyAt + parts->bodySize; i < parts->trailerAt && i < again.size(); ++i)
            again[i] = pdu[i];
        EXPECT_EQ(toHex(again), toHex(pdu));
    }
}

TEST(Dcerpc, EveryPrefixOfEveryPduIsRefused)
{
    for (const Bytes &pdu : everyPdu())
        refusesEveryPrefix<Parts>(pdu, [](View view) { return takeApart(view); });
}

TEST(Dcerpc, EveryPrefixOfAFixedBodyIsRefused)
{
    const auto parts = takeApart(ack);
    ASSERT_TRUE(bool(parts));
    refusesEveryPrefix<BindAck>(parts->body(ack));
    const Bytes bind = pdusOf("dcerpc-pdus").at(1);
    const auto bindParts = takeApart(bind);
    ASSERT_TRUE(bool(bindParts));
    refusesEveryPrefix<Bind>(bindParts->body(bind));
}

TEST(Dcerpc, WhatAHeaderMustNotSayIsRefusedWithTheField)
{
    const struct {
        const char *what;
        Bytes pdu;
        const char *field;
    } rows[] = {
        {"version 4", patched(ack, 0, {4}), "rpc_vers"},
        {"minor version 1", patched(ack, 1, {1}), "rpc_vers_minor"},
        {"big-endian", patched(ack, 4, {0}), "packed_drep"},
        {"EBCDIC", patched(ack, 4, {0x11}), "packed_drep"},
        {"frag_length below a header", patched(ack, 8, {15, 0}), "frag_length"},
        {"frag_length too short for the token", patched(ack, 10, {60, 0}), "frag_length"},
        {"frag_length of a longer PDU", patched(ack, 8, {0x3d, 0}), "frag_length"},
    };
    for (const auto &row : rows) {
        const auto parts = takeApart(row.pdu);
        ASSERT_FALSE(bool(parts)) << row.what;
        EXPECT_EQ(parts.error().field, row.field) << row.what;
    }
}

TEST(Dcerpc, PaddingLongerThanTheBodyIsRefused)
{
    const Bytes good = assemble({PacketType::response}, View(response).subspan(headerSize), SecTrailer{10, 6, 4, 1}, Bytes(16));
    ASSERT_TRUE(bool(takeApart(good)));
    const auto parts = takeApart(patched(good, good.size() - 16 - 6, {200}));
    ASSERT_FALSE(bool(parts));
    EXPECT_EQ(parts.error().field, "auth_pad_length");
}

TEST(Dcerpc, PaddingOfAnAckIsNotBelieved)
{
    const Bytes pdu = assemble({PacketType::bindAck}, View(ack).subspan(headerSize), SecTrailer{10, 6, 0, 1}, Bytes(16));
    EXPECT_TRUE(bool(takeApart(patched(pdu, pdu.size() - 16 - 6, {200}))));
}

TEST(Dcerpc, BodiesThatDisagreeWithThemselvesAreRefusedWithTheField)
{
    const Bytes body(ack.begin() + headerSize, ack.end());
    const struct {
        const char *what;
        Bytes body;
        const char *field;
    } rows[] = {
        {"address longer than the message", patched(body, 8, {0xff, 3}), "sec_addr"},
        {"address over its limit", patched(body, 8, {0xff, 0xff}), "sec_addr"},
        {"two results announced, one there", patched(body, 16, {2}), "n_results"},
        {"a page of padding",
         [&] {
             Bytes b = body;
             b.resize(b.size() + 17);
             return b;
         }(),
         "padding"},
    };
    for (const auto &row : rows) {
        const auto message = read<BindAck>(row.body);
        ASSERT_FALSE(bool(message)) << row.what;
        EXPECT_EQ(message.error().field, row.field) << row.what;
    }
}

TEST(Dcerpc, UnknownValuesSurviveAndPrintInHexadecimal)
{
    const auto nak = read<BindNak>(hex("7700"
                                       "01"
                                       "0500"
                                       "000000"));
    ASSERT_TRUE(bool(nak));
    EXPECT_EQ(std::uint16_t(nak->reason), 0x77);
    EXPECT_EQ(factOf(print(*nak), "provider_reject_reason"), "0x77");
    EXPECT_EQ(nameOf(FaultStatus(0x12345)), "");
    EXPECT_EQ(nameOf(FaultStatus(0x1c010003)), "nca_s_unk_if");
    EXPECT_EQ(nameOf(FaultStatus(0x721)), "RPC_S_SEC_PKG_ERROR");
}

TEST(Dcerpc, InterfaceVersionsHaveTheMajorNumberInTheLowHalf)
{
    const Bytes emsmdb = write(emsmdbInterface.syntax());
    EXPECT_EQ(toHex(View(emsmdb).last(4)), "00005100"); // 0.81: the trap of [MS-OXCRPC] 1.9
    EXPECT_EQ(toHex(View(write(nspiInterface.syntax())).last(4)), "38000000");
    EXPECT_EQ(toHex(View(write(ndr20)).first(16)), "045d888aeb1cc9119fe808002b104860");
}
