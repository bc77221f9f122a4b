#include "support/golden.h"
#include "wire/epm/epm.h"

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::test;
using epm::Map;
using epm::Protocol;

namespace {

Bytes changed(Bytes bytes, std::size_t at, Byte to)
{
    bytes.at(at) = to;
    return bytes;
}

} // namespace

TEST(Epm, QuestionsAreTheBytesOfAnIndependentClient)
{
    auto tcp = epm::mapRequest(dcerpc::emsmdbInterface, Protocol::tcp);
    auto http = epm::mapRequest(dcerpc::emsmdbInterface, Protocol::http);
    EXPECT_EQ(toHex(rewritten<Map::Request>(golden("epm-map-request-emsmdb-tcp"))), toHex(ndr::write(tcp)));
    EXPECT_EQ(toHex(rewritten<Map::Request>(golden("epm-map-request-emsmdb-http"))), toHex(ndr::write(http)));
    // The client of the vector numbers its first referent 2; ours does as Windows does.
    Bytes bytes = golden("epm-map-request-emsmdb-tcp");
    EXPECT_EQ(toHex(View(bytes).first(4)), "00000000");
    EXPECT_EQ(toHex(View(bytes).subspan(8)), toHex(View(ndr::write(tcp)).subspan(8)));
}

TEST(Epm, AnIndependentServersAnswerGivesThePort)
{
    const auto answer = ndr::read<Map::Answer>(golden("epm-map-answer-drsuapi"));
    ASSERT_TRUE(bool(answer)) << toText(answer.error());
    const dcerpc::Interface drsuapi{"e3514235-4b06-11d1-ab04-00c04fc2dcd2"_guid, 4, 0, "drsuapi"};
    EXPECT_EQ(answer->status, epm::Status::ok);
    EXPECT_EQ(epm::portIn(*answer, drsuapi, Protocol::tcp), std::uint16_t(49153));
    EXPECT_FALSE(epm::portIn(*answer, drsuapi, Protocol::http));
    EXPECT_FALSE(epm::portIn(*answer, dcerpc::nspiInterface, Protocol::tcp));
    EXPECT_EQ(answer->towers.most, 4u);
    EXPECT_EQ(toHex(ndr::write(*answer)).substr(0, 64), toHex(golden("epm-map-answer-drsuapi")).substr(0, 64));
}

TEST(Epm, NotRegisteredIsAStatusAndNoTower)
{
    const Bytes bytes = golden("epm-map-answer-not-registered");
    const auto answer = ndr::read<Map::Answer>(bytes);
    ASSERT_TRUE(bool(answer)) << toText(answer.error());
    EXPECT_EQ(answer->status, epm::Status::notRegistered);
    EXPECT_TRUE(answer->towers.list.empty());
    EXPECT_EQ(factOf(ndr::print(*answer), "status"), "ept_s_not_registered (0x16c9a0d6)");
    EXPECT_EQ(toHex(ndr::write(*answer)), toHex(bytes));
}

TEST(Epm, EveryPrefixIsRefused)
{
    for (const char *name : {"epm-map-request-drsuapi", "epm-map-request-emsmdb-tcp", "epm-map-request-emsmdb-http"})
        refusesEveryStubPrefix<Map::Request>(golden(name));
    for (const char *name : {"epm-map-answer-drsuapi", "epm-map-answer-not-registered"})
        refusesEveryStubPrefix<Map::Answer>(golden(name));
}

TEST(Epm, WhatDoesNotAgreeWithItselfIsRefusedWithThePlace)
{
    const Bytes request = golden("epm-map-request-emsmdb-tcp"), answer = golden("epm-map-answer-drsuapi");
    const struct {
        const char *what;
        Bytes bytes;
        bool isAnswer;
        const char *field;
    } rows[] = {
        {"max_count far over tower_length", changed(request, 8, 0x60), false, "map_tower.tower_length"},
        {"max_count under tower_length", changed(request, 8, 0x4a), false, "map_tower.tower_length"},
        {"seven floors", changed(request, 16, 7), false, "map_tower.tower.floor_count"},
        {"four floors and bytes left over", changed(request, 16, 4), false, "map_tower.tower.end"},
        {"a floor longer than the tower", changed(request, 18, 0xff), false, "map_tower.tower.floor.lhs_length"},
        {"num_towers is not actual_count", changed(answer, 20, 2), true, "num_towers"},
        {"offset", changed(answer, 28, 1), true, "towers.offset"},
        {"max_count under actual_count", changed(answer, 24, 0), true, "towers.actual_count"},
        {"more towers than bytes", changed(answer, 33, 1), true, "towers.num_towers"},
        {"more towers than the limit", changed(answer, 34, 1), true, "towers.num_towers"},
    };
    for (const auto &row : rows) {
        const auto asRequest = ndr::read<Map::Request>(row.bytes);
        const auto asAnswer = ndr::read<Map::Answer>(row.bytes);
        ASSERT_FALSE(row.isAnswer ? bool(asAnswer) : bool(asRequest)) << row.what;
        EXPECT_EQ(row.isAnswer ? asAnswer.error().field : asRequest.error().field, row.field) << row.what;
    }
}

TEST(Epm, ImpacketsRoundedCountIsTakenAndSaid)
{
    Bytes bytes = golden("epm-map-request-emsmdb-tcp");
    bytes[8] = 0x4c; // max_count 76 for 75 octets; the pad byte becomes one of them
    const auto request = ndr::read<Map::Request>(bytes);
    ASSERT_TRUE(bool(request)) << toText(request.error());
    EXPECT_EQ(request->tower->surplus, 1u);
    EXPECT_EQ(factOf(ndr::print(*request), "map_tower.tower.deviation"), "max_count is 1 more than tower_length");
    EXPECT_EQ(toHex(View(ndr::write(*request)).subspan(8)), toHex(View(golden("epm-map-request-emsmdb-tcp")).subspan(8)));
}

TEST(Epm, TowersReadAsASentence)
{
    EXPECT_EQ(epm::toText(epm::towerFor(dcerpc::emsmdbInterface, Protocol::tcp, 49153, {192, 0, 2, 7})),
              "EMSMDB 0.81 over ncacn_ip_tcp, port 49153, host 192.0.2.7");
    EXPECT_EQ(epm::toText(epm::towerFor(dcerpc::rfrInterface, Protocol::http)), "RFR 1.0 over ncacn_http, port 0, host 0.0.0.0");
    EXPECT_EQ(epm::toText(epm::towerFor(dcerpc::rfrInterface, static_cast<Protocol>(0x55))),
              "RFR 1.0 over protocol 0x55, host 0.0.0.0");
    EXPECT_EQ(epm::toText({}), "no interface");
}

TEST(Epm, ATowerOfAnotherShapeHasNoPort)
{
    auto tower = epm::towerFor(dcerpc::nspiInterface, Protocol::tcp, 5000);
    EXPECT_EQ(epm::portOf(tower), std::uint16_t(5000));
    tower.floors[3].right.push_back(0);
    EXPECT_FALSE(epm::portOf(tower));
    tower.floors.resize(3);
    EXPECT_FALSE(epm::portOf(tower));
    EXPECT_FALSE(epm::hostOf(tower));
    tower.floors[0].left.pop_back();
    EXPECT_FALSE(epm::syntaxOf(tower));
}

TEST(Epm, InterfacesAreTheBytesOfTheSpecifications)
{
    const std::pair<dcerpc::Interface, const char *> rows[] = {
        {dcerpc::emsmdbInterface, "00dbf1a447ca6710b31f00dd010662da"},
        {dcerpc::asyncEmsmdbInterface, "4a57615272456e20b2686b199213b4e4"},
        {dcerpc::rfrInterface, "e0f544153c61d11193df00c04fd7bd09"},
        {dcerpc::nspiInterface, "185accf564421a108c5908002b2f8426"},
        {dcerpc::epmInterface, "0883afe11f5dc91191a408002b14a0fa"},
        {dcerpc::mgmtInterface, "80bda8af8a7dc911bef408002b102989"},
    };
    for (const auto &[known, bytes] : rows) {
        EXPECT_EQ(toHex(known.uuid.bytes), bytes) << known.name;
        EXPECT_EQ(dcerpc::nameOf(known.syntax()), known.name);
    }
    EXPECT_EQ(dcerpc::nameOf(dcerpc::ndr20), "");
}
