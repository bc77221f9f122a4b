#include "support/golden.h"
#include "wire/dcerpc/header.h"
#include "wire/rts/messages.h"

#include <fstream>

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::wire::rts;
using namespace mailwalk::test;

namespace {

struct Named {
    std::string name;
    Bytes pdu;
};

/// A golden file with one PDU a line, its name in the comment before.
std::vector<Named> namedPdus(const std::string &file)
{
    std::ifstream lines(std::string(MAILWALK_SOURCE_DIR) + "/tests/golden/" + file + ".hex");
    std::vector<Named> pdus;
    std::string name;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("# "))
            name = line.substr(2);
        else if (!line.empty())
            pdus.push_back({name, hex(line)});
    }
    EXPECT_FALSE(pdus.empty()) << file;
    return pdus;
}

Bytes named(std::string_view name)
{
    for (const Named &one : namedPdus("rts-pdus"))
        if (one.name == name)
            return one.pdu;
    ADD_FAILURE() << name;
    return {};
}

Cookie cookieFrom(Byte first)
{
    Cookie cookie;
    for (Byte &byte : cookie.bytes)
        byte = first++;
    return cookie;
}

const Cookie connection = cookieFrom(0x10), out = cookieFrom(0x20), in = cookieFrom(0x30), newOut = cookieFrom(0x50),
             newIn = cookieFrom(0x60);
const Guid group{cookieFrom(0x40).bytes};
constexpr std::uint32_t window = 65536, timeout = 120000;

Pdu readWell(View bytes)
{
    const auto pdu = readPdu(bytes);
    EXPECT_TRUE(bool(pdu)) << (pdu ? "" : toText(pdu.error()));
    return pdu ? *pdu : Pdu{};
}

/// An RTS PDU of these flags and commands, written by hand; its lengths are right.
Bytes handWritten(std::string_view flagsAndCommands)
{
    Bytes bytes = hex("05001403100000000000000000000000"), body = hex(flagsAndCommands);
    append(bytes, body);
    bytes.at(8) = Byte(bytes.size());
    bytes.at(9) = Byte(bytes.size() >> 8);
    return bytes;
}

Bytes changed(Bytes bytes, std::size_t at, Byte to)
{
    bytes.at(at) = to;
    return bytes;
}

} // namespace

TEST(Rts, WhatEitherSideSendsIsTheBytesOfTheVectors)
{
    const struct {
        const char *name;
        Pdu pdu;
        Kind kind;
    } rows[] = {
        {"CONN/A1", connA1(connection, out, window), Kind::connA1},
        {"CONN/A3", connA3(timeout), Kind::connA3},
        {"CONN/B1", connB1(connection, in, 1 << 30, 300000, group), Kind::connB1},
        {"CONN/C2", connC2(window, timeout), Kind::connC2},
        {"IN_R1/A1", inRxA1(connection, in, newIn), Kind::inRxA1},
        {"IN_R1/A4", inR1A4(window, timeout), Kind::inR1A4},
        {"IN_Rx/A5", inRxA5(newIn), Kind::inRxA5},
        {"IN_R2/A4", inR2A4(), Kind::inR2A4},
        {"OUT_Rx/A2", outRxA2(), Kind::outRxA2},
        {"OUT_Rx/A3", outRxA3(connection, out, newOut, window), Kind::outRxA3},
        {"OUT_R1/A6", outR1A6(timeout), Kind::outR1A6},
        {"OUT_R1/A7", outR1A7(newOut), Kind::outR1A7},
        {"OUT_R1/A10 = A11", outR1A10(), Kind::outR1A10},
        {"OUT_R1/A10 = A11", outR1A11(), Kind::outR1A10},
        {"OUT_R2/A6", outR2A6(), Kind::outR2A6},
        {"OUT_R2/A7", outR2A7(newOut), Kind::outR2A7},
        {"OUT_R2/B3", outR2B3(), Kind::outR2B3},
        {"OUT_R2/C1", outR2C1(), Kind::outR2C1},
        {"Keep-Alive 60000", keepAlive(60000), Kind::keepAlive},
        {"Echo", echo(), Kind::echo},
        {"Ping", ping(), Kind::ping},
        {"FlowControlAckWithDestination (D=3, 32800 bytes)",
         flowControlAckWithDestination(Destination::outboundProxy, {32800, window, out}), Kind::flowControlAckWithDestination},
    };
    for (const auto &row : rows) {
        EXPECT_EQ(toHex(writePdu(row.pdu)), toHex(named(row.name))) << row.name;
        EXPECT_EQ(row.pdu.kind(), row.kind) << row.name;
    }
}

TEST(Rts, TheBodiesOfOutRequestsAreAsLongAsTheirContentLength)
{
    EXPECT_EQ(writePdu(connA1(connection, out, window)).size(), connA1Size);
    const std::size_t renewal = writePdu(outRxA3(connection, out, newOut, window)).size();
    EXPECT_EQ(renewal + writePdu(outR1A11()).size(), replacementOutSize);
    EXPECT_EQ(renewal + writePdu(outR2C1()).size(), replacementOutSize);
}

TEST(Rts, EveryVectorIsReadAndWrittenAgain)
{
    for (const char *file : {"rts-pdus", "gromox-rts"})
        for (const auto &[name, bytes] : namedPdus(file)) {
            const Pdu pdu = readWell(bytes);
            EXPECT_EQ(toHex(writePdu(pdu)), toHex(bytes)) << name;
            ASSERT_TRUE(pdu.kind()) << name;
            EXPECT_EQ(factOf(print(pdu), "RTS"), nameOf(*pdu.kind())) << name;
        }
}

TEST(Rts, EveryPrefixIsRefused)
{
    for (const char *file : {"rts-pdus", "gromox-rts"})
        for (const auto &[name, bytes] : namedPdus(file)) {
            refusesEveryPrefix<Pdu>(bytes, readPdu);
            for (std::size_t size = dcerpc::headerSize; size < bytes.size(); ++size) { // a frag_length that fits what is there
                const Bytes shorter = changed(Bytes(bytes.begin(), bytes.begin() + std::ptrdiff_t(size)), 8, Byte(size));
                EXPECT_FALSE(readPdu(shorter)) << name << ", " << size;
            }
        }
}

TEST(Rts, TheIndependentServersConversationsHaveTheirOrder)
{
    const auto recorded = namedPdus("gromox-rts");
    ASSERT_EQ(recorded.size() % 4, 0u);
    for (std::size_t i = 0; i < recorded.size(); i += 4) {
        std::map<Kind, Pdu> pdus;
        for (std::size_t j = i; j < i + 4; ++j) {
            const Pdu pdu = readWell(recorded[j].pdu);
            ASSERT_TRUE(pdu.kind());
            pdus[*pdu.kind()] = pdu;
        }
        ASSERT_EQ(pdus.size(), 4u) << recorded[i].name;
        EXPECT_EQ(cookiesIn(pdus[Kind::connA1]).at(0), cookiesIn(pdus[Kind::connB1]).at(0)); // the same virtual connection
        EXPECT_EQ(find<ConnectionTimeout>(pdus[Kind::connA3])->milliseconds, 180000u);
        EXPECT_EQ(find<ReceiveWindowSize>(pdus[Kind::connC2])->bytes, mostWindow);
        EXPECT_EQ(find<ClientKeepalive>(pdus[Kind::connB1])->milliseconds, 300000u);
        EXPECT_EQ(find<Version>(pdus[Kind::connA1])->version, protocolVersion);
        EXPECT_EQ(find<ClientAddress>(pdus[Kind::connB1]), nullptr);
    }
}

TEST(Rts, EveryFormOfTheSpecificationIsKnown)
{
    const std::string version = "0600000001000000", c = "03000000101112131415161718191a1b1c1d1e1f",
                      windowSize = "0000000000000100", time = "02000000c0d40100", life = "0400000000000040",
                      alive = "05000000e0930400", client = "0d00000000000000", server = "0d00000002000000",
                      address = "0b00000000000000c0000207000000000000000000000000",
                      address6 = "0b0000000100000020010db8000000000000000000000001000000000000000000000000";
    const std::string id = "0c000000404142434445464748494a4b4c4d4e4f",
                      acknowledged = "010000000800020000000100202122232425262728292a2b2c2d2e2f";
    const struct {
        const char *name;
        std::string bytes;
        Kind kind;
    } rows[] = {
        {"CONN/A1", "00000400" + version + c + c + windowSize, Kind::connA1},
        {"CONN/A2", "10000500" + version + c + c + life + windowSize, Kind::connA2},
        {"CONN/A3", "00000100" + time, Kind::connA3},
        {"CONN/B1", "00000600" + version + c + c + life + alive + id, Kind::connB1},
        {"CONN/B2", "08000700" + version + c + c + windowSize + time + id + address, Kind::connB2},
        {"CONN/B2", "08000700" + version + c + c + windowSize + time + id + address6, Kind::connB2},
        {"CONN/B3", "00000200" + windowSize + version, Kind::connB3},
        {"CONN/C2", "00000300" + version + windowSize + time, Kind::connC2},
        {"IN_Rx/A1", "04000400" + version + c + c + c, Kind::inRxA1},
        {"IN_R1/A2", "0c000600" + version + c + c + c + windowSize + time, Kind::inR1A2},
        {"IN_R1/A4", "00000400" + client + version + windowSize + time, Kind::inR1A4},
        {"IN_Rx/A5", "00000100" + c, Kind::inRxA5},
        {"IN_R1/B1", "0000010007000000", Kind::inR1B1},
        {"IN_R1/B2", "00000100" + windowSize, Kind::inR1B2},
        {"IN_R2/A4", "00000100" + client, Kind::inR2A4},
        {"OUT_Rx/A2", "04000100" + client, Kind::outRxA2},
        {"OUT_Rx/A3", "04000500" + version + c + c + c + windowSize, Kind::outRxA3},
        {"OUT_R1/A4", "14000700" + version + c + c + c + life + windowSize + time, Kind::outR1A4},
        {"OUT_R1/A6", "10000300" + client + version + time, Kind::outR1A6},
        {"OUT_R1/A7", "10000200" + server + c, Kind::outR1A7},
        {"OUT_R1/A10", "000001000a000000", Kind::outR1A10},
        {"OUT_R2/A6", "00000200" + client + "0a000000", Kind::outR2A6},
        {"OUT_R2/A7", "10000300" + server + c + version, Kind::outR2A7},
        {"OUT_R2/B2", "0000010009000000", Kind::outR2B2},
        {"OUT_R2/B3", "200001000a000000", Kind::outR2B3},
        {"OUT_R2/C1", "0100010007000000", Kind::outR2C1},
        {"OUT_R2/C1", "010001000800000003000000000000", Kind::outR2C1},
        {"Keep-Alive", "02000100" + alive, Kind::keepAlive},
        {"PingTrafficSentNotify", "020001000e00000010270000", Kind::pingTrafficSentNotify},
        {"Echo", "40000000", Kind::echo},
        {"Ping", "01000000", Kind::ping},
        {"FlowControlAck", "02000100" + acknowledged, Kind::flowControlAck},
        {"FlowControlAckWithDestination", "02000200" + client + acknowledged, Kind::flowControlAckWithDestination},
    };
    for (const auto &row : rows) {
        const Bytes bytes = handWritten(row.bytes);
        const Pdu pdu = readWell(bytes);
        EXPECT_EQ(pdu.kind(), row.kind) << row.name;
        EXPECT_EQ(nameOf(row.kind), row.name);
        EXPECT_EQ(toHex(writePdu(pdu)), toHex(bytes)) << row.name;
        refusesEveryPrefix<Pdu>(bytes, readPdu);
    }
}

TEST(Rts, AnotherOrderOrOtherFlagsAreAnotherPduOrNone)
{
    const struct {
        const char *what;
        Pdu pdu;
    } rows[] = {
        {"CONN/A3 with flags", {flag::eof, {ConnectionTimeout{timeout}}}},
        {"CONN/C2 turned round", {flag::none, {ReceiveWindowSize{}, Version{}, ConnectionTimeout{}}}},
        {"ping with a command", {flag::ping, {Version{}}}},
        {"nothing at all", {}},
        {"two echoes", {flag::echo | flag::ping, {}}},
        {"an unknown flag", {0x8000, {}}},
        {"CONN/A1 and a ping", {flag::none, {Version{}, CookieCommand{}, CookieCommand{}, ReceiveWindowSize{}, Empty{}}}},
    };
    for (const auto &row : rows) {
        EXPECT_FALSE(row.pdu.kind()) << row.what;
        EXPECT_EQ(readWell(writePdu(row.pdu)).kind(), std::nullopt) << row.what;
        EXPECT_EQ(factOf(print(row.pdu), "RTS"), "unknown") << row.what;
    }
}

TEST(Rts, WhatIsNoneIsRefusedWithThePlace)
{
    const Bytes a3 = named("CONN/A3"), a1 = named("CONN/A1");
    std::string many = "01002100";
    for (int i = 0; i < 33; ++i)
        many += "07000000";
    const struct {
        const char *what;
        Bytes bytes;
        const char *field;
    } rows[] = {
        {"a bind", changed(a3, 2, 0x0b), "PTYPE"},
        {"not the first fragment", changed(a3, 3, 2), "pfc_flags"},
        {"not the last fragment", changed(a3, 3, 1), "pfc_flags"},
        {"another flag", changed(a3, 3, 0x83), "pfc_flags"},
        {"another version", changed(a3, 0, 4), "rpc_vers"},
        {"big-endian", changed(a3, 4, 0), "packed_drep"},
        {"a call", changed(a3, 12, 1), "call_id"},
        {"a token", changed(a3, 10, 4), "auth_length"},
        {"a token longer than the PDU", changed(a3, 10, 40), "frag_length"},
        {"shorter than it says", changed(a3, 8, 29), "frag_length"},
        {"longer than it says", changed(a3, 8, 27), "frag_length"},
        {"fewer commands than it says", changed(a3, 18, 2), "CommandType"},
        {"more commands than it says", changed(a3, 18, 0), "end"},
        {"far more commands than fit", changed(a1, 18, 20), "NumberOfCommands"},
        {"more commands than the limit", handWritten(many), "NumberOfCommands"},
        {"65535 commands", changed(changed(a3, 18, 0xff), 19, 0xff), "NumberOfCommands"},
        {"a command that is none", changed(a3, 20, 0x0f), "CommandType"},
        {"a command of another world", changed(a3, 23, 1), "CommandType"},
        {"a body of two bytes", handWritten("0000"), "NumberOfCommands"},
        {"no body", handWritten(""), "Flags"},
        {"padding longer than the PDU", handWritten("010001000800000004000000000000"), "Padding"},
        {"padding over the limit", handWritten("010001000800000000000100"), "ConformanceCount"},
        {"an address of no kind", handWritten("000001000b00000002000000c0000207000000000000000000000000"), "AddressType"},
        {"IPv6 in the place of IPv4", handWritten("000001000b00000001000000c0000207000000000000000000000000"), "Padding"},
        {"IPv4 without its padding", handWritten("000001000b00000000000000c0000207"), "Padding"},
    };
    for (const auto &row : rows) {
        const auto pdu = readPdu(row.bytes);
        ASSERT_FALSE(bool(pdu)) << row.what;
        EXPECT_EQ(pdu.error().field, row.field) << row.what << ": " << toText(pdu.error());
    }
    EXPECT_EQ(readPdu(changed(a3, 20, 0x0f)).error().offset, 24u); // counted from the start of the PDU
}

TEST(Rts, TheFactsShowEverythingButTheCookies)
{
    const Pdu pdu{flag::inChannel,
                  {Version{}, CookieCommand{connection}, ReceiveWindowSize{window}, ConnectionTimeout{timeout},
                   ChannelLifetime{1 << 30}, ClientKeepalive{300000}, AssociationGroupId{group},
                   DestinationCommand{Destination::outboundProxy}, ClientAddress{*addressFrom("192.0.2.7")},
                   FlowControlAck{32800, window, out}, PingTrafficSentNotify{10000}, Padding{3}}};
    const Facts facts = print(pdu);
    const struct {
        const char *name, *value;
    } rows[] = {
        {"Flags", "0x0008"},
        {"NumberOfCommands", "12"},
        {"Version", "1"},
        {"Cookie", "(not recorded)"},
        {"ReceiveWindowSize", "65536"},
        {"ConnectionTimeout", "120000"},
        {"ChannelLifetime", "1073741824"},
        {"ClientKeepalive", "300000"},
        {"AssociationGroupId", "43424140-4544-4746-4849-4a4b4c4d4e4f"},
        {"Destination", "outbound proxy"},
        {"ClientAddress", "192.0.2.7"},
        {"BytesReceived", "32800"},
        {"AvailableWindow", "65536"},
        {"ChannelCookie", "(not recorded)"},
        {"PingTrafficSent", "10000"},
        {"ConformanceCount", "3"},
    };
    for (const auto &row : rows)
        EXPECT_EQ(factOf(facts, row.name), row.value) << row.name;
    for (const Fact &fact : facts)
        EXPECT_EQ(fact.value.find(toHex(connection.bytes)), std::string::npos) << fact.name;
    const Facts unknown = print(Pdu{flag::none, {DestinationCommand{Destination(9)}}});
    EXPECT_EQ(factOf(unknown, "Destination"), "0x9");
}

TEST(Rts, CommandsHaveTheirNames)
{
    EXPECT_EQ(nameOf(CommandType::receiveWindowSize), "ReceiveWindowSize");
    EXPECT_EQ(nameOf(CommandType::pingTrafficSentNotify), "PingTrafficSentNotify");
    EXPECT_EQ(nameOf(typeOf(Command(Ance{}))), "ANCE");
    EXPECT_EQ(typeOf(Command(PingTrafficSentNotify{})), CommandType::pingTrafficSentNotify);
    EXPECT_EQ(nameOf(CommandType(15)), "");
}
