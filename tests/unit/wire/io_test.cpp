#include "support/golden.h"
#include "wire/io/named.h"

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::test;

namespace {

enum class Colour : std::uint16_t { red = 1, green = 2 };
std::string_view nameOf(Colour colour)
{
    return colour == Colour::red ? "red" : colour == Colour::green ? "green" : std::string_view{};
}

struct Leaf {
    std::uint16_t port{};
    static void fields(auto &m, auto &io) { io.bigEndian("port", m.port); }
};

struct Sample {
    std::uint8_t flags{};
    Colour colour{};
    std::int32_t delta{};
    std::vector<Leaf> leaves;
    Bytes name;
    std::array<Byte, 2> tail{};

    static void fields(auto &m, auto &io)
    {
        io.constant("magic", std::uint16_t(0xbeef));
        io.hex("flags", m.flags);
        io.align(4);
        io.number("colour", m.colour);
        io.number("delta", m.delta);
        io.template count<std::uint8_t>("leaves", m.leaves, {"leaves", 3}, 2);
        io.list("leaf", m.leaves);
        auto size = static_cast<std::uint8_t>(m.name.size());
        io.number("size", size);
        io.raw("name", m.name, size, {"name", 4});
        io.ignored("reserved", std::uint16_t(0));
        io.raw("tail", m.tail);
    }
};

struct Outer {
    Sample sample;
    static void fields(auto &m, auto &io) { io.object("outer", m.sample); }
};

struct Login {
    Secret password{std::string("made-up")};
    static void fields(auto &m, auto &io) { io.secret("password", m.password, 7, {"password", 64}); }
};

const char *const goodBytes = "efbe 80 00 0200 ffffffff 02 0087 c001 03 616263 0000 0102";

std::string faultIn(std::string_view text)
{
    const auto sample = read<Sample>(hex(text));
    return sample ? "(none)" : toText(sample.error());
}

} // namespace

TEST(Io, OneDeclarationReadsWritesAndPrints)
{
    const auto sample = read<Sample>(hex(goodBytes));
    ASSERT_TRUE(bool(sample)) << toText(sample.error());
    EXPECT_EQ(sample->colour, Colour::green);
    EXPECT_EQ(sample->delta, -1);
    EXPECT_EQ(sample->leaves.at(0).port, 135);
    EXPECT_EQ(sample->leaves.at(1).port, 49153);
    EXPECT_EQ(toHex(write(*sample)), toHex(hex(goodBytes)));
    const Facts expected = {{"flags", "0x80"}, {"colour", "green"},  {"delta", "-1"},
                            {"leaves", "2"},   {"leaf.port", "135"}, {"leaf.port", "49153"},
                            {"size", "3"},     {"name", "616263"},   {"tail", "0102"}};
    EXPECT_EQ(print(*sample), expected);
    refusesEveryPrefix<Sample>(hex(goodBytes));
}

TEST(Io, TheFaultNamesFieldPlaceExpectedAndGot)
{
    const std::pair<const char *, const char *> rows[] = {
        {"", "magic at byte 0: expected 2 bytes, got 0"},
        {"efbd 80", "magic at byte 2: expected 0xbeef, got 0xbdef"},
        {"efbe 80 00 0200 ffffffff 04 0001 0001 0001 0001", "leaves at byte 11: expected at most 3 (leaves), got 4"},
        {"efbe 80 00 0200 ffffffff 03 0001", "leaves at byte 11: expected at most what fits into the message, got 3"},
        {"efbe 80 00 0200 ffffffff 00 05 6162636465", "name at byte 12: expected at most 4 (name), got 5"},
        {"efbe 80 00 0200 ffffffff 00 03 6162", "name at byte 12: expected 3 bytes, got 2"},
        {"efbe 80 00 0200 ffffffff 01 00", "leaves at byte 11: expected at most what fits into the message, got 1"},
        {"efbe 80 00 0200 ffffffff 00 00 0000 0102 ff", "end at byte 16: expected the end of the message, got 1 more bytes"},
    };
    for (const auto &[bytes, fault] : rows)
        EXPECT_EQ(faultIn(bytes), fault) << bytes;
}

TEST(Io, TheFirstFaultStays)
{
    Reader io(hex("01"));
    std::uint32_t number = 7;
    io.number("first", number);
    io.number("second", number);
    io.require(false, "third", "", "");
    EXPECT_EQ(io.fault().field, "first");
    EXPECT_EQ(number, 7u) << "nothing is taken after a fault";
    std::vector<Leaf> none;
    io.resize("fourth", none, 1, {"x", 9});
    EXPECT_TRUE(none.empty());
}

TEST(Io, PlacesInsideAreNamed)
{
    const auto sample = read<Sample>(hex("efbe 80 00 0200 ffffffff 02 0087 c001"));
    ASSERT_FALSE(bool(sample));
    EXPECT_EQ(sample.error().field, "size");
    EXPECT_EQ(read<Outer>({}).error().field, "outer.magic");
}

TEST(Io, UnknownValuesSurviveAndPrintInHexadecimal)
{
    const auto sample = read<Sample>(hex("efbe 80 00 3412 ffffffff 00 00 0000 0102"));
    ASSERT_TRUE(bool(sample)) << toText(sample.error());
    EXPECT_EQ(factOf(print(*sample), "colour"), "0x1234");
    EXPECT_EQ(describe(sample->colour), "0x1234");
    EXPECT_EQ(describe(Colour::red), "red (0x0001)");
    EXPECT_EQ(toHex(write(*sample)), toHex(hex("efbe 80 00 3412 ffffffff 00 00 0000 0102")));
}

TEST(Io, CountsAreNotBelievedBeforeTheBytesAreThere)
{
    std::vector<std::uint64_t> values;
    const Bytes bytes = hex("ffffffff 00");
    Reader io(bytes);
    io.count<std::uint32_t>("values", values, {"values", std::size_t(1) << 40}, 8);
    EXPECT_FALSE(io.good());
    EXPECT_TRUE(values.empty());
}

TEST(Io, PrintingIsBounded)
{
    Printer io;
    for (int i = 0; i < 1000; ++i)
        io.number("x", i);
    io.raw("long", Bytes(1000), 1000, {"x", 1000});
    const Facts facts = io.done();
    EXPECT_EQ(facts.size(), Printer::mostFacts + 1);
    EXPECT_EQ(facts.back().name, "...");
    Printer bytes;
    bytes.raw("long", Bytes(1000, 0xaa), 1000, {"x", 1000});
    EXPECT_EQ(bytes.done().at(0).value, std::string(64, 'a') + "... (1000 bytes)");
}

TEST(Io, ASecretIsWrittenAndNeverPrinted)
{
    EXPECT_EQ(textOf(write(Login{})), "made-up");
    EXPECT_EQ(print(Login{}), (Facts{{"password", "(not recorded)"}}));
    const auto login = read<Login>(viewOf("MADE-UP"));
    ASSERT_TRUE(bool(login));
    EXPECT_EQ(textOf(login->password.reveal()), "MADE-UP");
    EXPECT_FALSE(bool(read<Login>(viewOf("short"))));
}
