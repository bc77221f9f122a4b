#include "support/golden.h"
#include "wire/ndr/context_handle.h"

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::test;

namespace {

constexpr Limit limit{"things", 100};

template <class T> wire::Result<T> readStub(std::string_view text) { return ndr::read<T>(hex(text)); }

template <class T> void goesBothWays(const char *text)
{
    const auto message = readStub<T>(text);
    ASSERT_TRUE(bool(message)) << toText(message.error());
    EXPECT_EQ(toHex(ndr::write(*message)), toHex(hex(text)));
    refusesEveryStubPrefix<T>(hex(text));
}

template <class T> std::string faultOf(const char *text)
{
    const auto message = readStub<T>(text);
    return message ? "(none)" : message.error().field + ": " + message.error().expected + ", got " + message.error().got;
}

struct Aligned {
    std::uint8_t a{}, b{}, c{};
    std::uint16_t d{};
    std::uint32_t e{};
    std::uint64_t f{};
    static void fields(auto &m, auto &io)
    {
        io.number("a", m.a);
        io.number("d", m.d);
        io.number("b", m.b);
        io.hex("e", m.e);
        io.number("c", m.c);
        io.number("f", m.f);
    }
};

struct Text {
    std::string narrow, wide;
    static void fields(auto &m, auto &io)
    {
        io.string("narrow", m.narrow, limit);
        io.wideString("wide", m.wide, limit);
    }
};

// struct { [string] char *first; long number; [string] char *second; }
struct Pair {
    std::optional<std::string> first, second;
    std::uint32_t number{};
    static void fields(auto &m, auto &io)
    {
        io.embedded("first", m.first, [](auto &inner, auto &text) { inner.string("first", text, limit); });
        io.number("number", m.number);
        io.embedded("second", m.second, [](auto &inner, auto &text) { inner.string("second", text, limit); });
    }
};

// Two parameters: a pointer to an array of pointers to Pair, and a number behind it.
struct Pairs {
    std::optional<std::vector<std::optional<Pair>>> pairs;
    std::uint32_t after{};
    static void fields(auto &m, auto &io)
    {
        io.pointer("pairs", m.pairs, [](auto &inner, auto &list) {
            inner.conformance("pairs", list, limit, 4);
            for (auto &each : list)
                inner.embedded("pair", each);
        });
        io.number("after", m.after);
    }
};

// A list that points to its next element, as deep as the wire says.
struct Link {
    std::optional<std::vector<Link>> next;
    static void fields(auto &m, auto &io)
    {
        io.embedded("next", m.next, [](auto &inner, auto &list) {
            if constexpr (std::remove_reference_t<decltype(inner)>::reads)
                list.resize(1);
            for (auto &each : list)
                inner.object("next", each);
        });
    }
};

struct Head {
    Link link;
    static void fields(auto &m, auto &io) { io.parameter("link", m.link); }
};

struct Arrays {
    Bytes conformant, varying;
    Guid guid;
    static void fields(auto &m, auto &io)
    {
        io.conformantBytes("conformant", m.conformant, limit);
        io.varyingBytes("varying", m.varying, limit);
        io.uuid("guid", m.guid);
    }
};

} // namespace

TEST(Ndr, NumbersAreAlignedToTheirSize)
{
    goesBothWays<Aligned>("01 00 0302 04 000000 08070605 09 000000 11100f0e0d0c0b0a");
    const auto message = readStub<Aligned>("01 ee 0302 04 eeeeee 08070605 09 eeeeee 11100f0e0d0c0b0a");
    ASSERT_TRUE(bool(message)) << "what stands in a gap is not looked at";
    EXPECT_EQ(message->d, 0x0203);
    EXPECT_EQ(message->e, 0x05060708u);
    EXPECT_EQ(message->f, 0x0a0b0c0d0e0f1011u);
}

TEST(Ndr, StringsCountTheirNul)
{
    goesBothWays<Text>("03000000 00000000 03000000 616200 00  02000000 00000000 02000000 e400 0000");
    const auto message = readStub<Text>("03000000 00000000 03000000 616200 00  02000000 00000000 02000000 e400 0000");
    EXPECT_EQ(message->narrow, "ab");
    EXPECT_EQ(message->wide, "\u00e4");
    EXPECT_EQ(ndr::print(*message), (Facts{{"narrow", "ab"}, {"wide", "\u00e4"}}));
}

TEST(Ndr, AStringMayStandInALargerArray)
{
    EXPECT_TRUE(bool(readStub<Text>("09000000 00000000 01000000 00 000000  01000000 00000000 01000000 0000")));
}

TEST(Ndr, BrokenStringsAreRefused)
{
    const std::pair<const char *, const char *> rows[] = {
        {"02000000 01000000 02000000 6100", "narrow: offset 0, got 1"},
        {"01000000 00000000 02000000 6100", "narrow: actual_count up to max_count, got 2"},
        {"00000000 00000000 00000000", "narrow: a string that ends in NUL, got none"},
        {"02000000 00000000 02000000 6161", "narrow: a string that ends in NUL, got none"},
        {"03000000 00000000 03000000 610000", "narrow: one NUL, at the end, got an earlier one"},
        {"00010000 00000000 00010000 61", "narrow: at most 100 (things), got 256"},
        {"40000000 00000000 40000000 61", "narrow: 64 bytes, got 1"},
        {"01000000 00000000 01000000 00 000000 02000000 00000000 02000000 e400 0001",
         "wide: a string that ends in NUL, got none"},
        {"01000000 00000000 01000000 00 000000 ffffffff 00000000 ffffffff e400 0000",
         "wide: at most 100 (things), got 4294967295"},
    };
    for (const auto &[bytes, fault] : rows)
        EXPECT_EQ(faultOf<Text>(bytes), fault) << bytes;
}

TEST(Ndr, ReferentsFollowTheOutermostConstructDepthFirst)
{
    // pointer, max_count 3, ids {A, NULL, B}; A's struct, A's strings; B's struct, B's second string; then the next parameter.
    const char *const text =
        "00000200 03000000 04000200 00000000 08000200"
        "0c000200 07000000 10000200 02000000 00000000 02000000 6100 0000 02000000 00000000 02000000 6200 0000"
        "00000000 08000000 14000200 02000000 00000000 02000000 6300 0000"
        "09000000";
    const auto message = readStub<Pairs>(text);
    ASSERT_TRUE(bool(message)) << toText(message.error());
    ASSERT_EQ(message->pairs->size(), 3u);
    EXPECT_EQ((*message->pairs)[0]->first, "a");
    EXPECT_EQ((*message->pairs)[0]->second, "b");
    EXPECT_FALSE((*message->pairs)[1]);
    EXPECT_FALSE((*message->pairs)[2]->first);
    EXPECT_EQ((*message->pairs)[2]->second, "c");
    EXPECT_EQ(message->after, 9u);
    refusesEveryStubPrefix<Pairs>(hex(text));
    const auto again = ndr::read<Pairs>(ndr::write(*message));
    ASSERT_TRUE(bool(again)) << toText(again.error());
    EXPECT_EQ((*again->pairs)[2]->second, "c");
    EXPECT_EQ(ndr::write(*message).size(), hex(text).size());
}

TEST(Ndr, AnyReferentIdWillDo)
{
    EXPECT_TRUE(readStub<Pairs>("01000000 01000000 01000000 00000000 02000000 00000000 05000000")->pairs->at(0).has_value());
    EXPECT_FALSE(readStub<Pairs>("00000000 05000000")->pairs);
}

TEST(Ndr, AnArrayOfPointersIsNotBelievedBeforeItsBytesAreThere)
{
    EXPECT_EQ(faultOf<Pairs>("00000200 05000000 00000000"), "pairs: at most what fits into the message, got 5");
    EXPECT_EQ(faultOf<Pairs>("00000200 65000000 00000000"), "pairs: at most 100 (things), got 101");
}

TEST(Ndr, PointersHaveADepth)
{
    const auto links = [](std::size_t count) {
        Bytes bytes;
        for (std::size_t i = 0; i < count; ++i)
            append(bytes, hex("01000000"));
        append(bytes, hex("00000000"));
        return bytes;
    };
    EXPECT_TRUE(bool(ndr::read<Head>(links(ndr::Reader::mostDepth - 1))));
    for (const std::size_t count : {ndr::Reader::mostDepth, ndr::Reader::mostDepth + 1, std::size_t(100000)}) {
        const auto head = ndr::read<Head>(links(count));
        ASSERT_FALSE(bool(head)) << count;
        EXPECT_EQ(head.error().expected, "at most 40 levels of pointers");
    }
}

TEST(Ndr, ArraysOfBytesGoBothWays)
{
    goesBothWays<Arrays>("03000000 010203 00 02000000 00000000 02000000 0405 0000 00112233445566778899aabbccddeeff");
    goesBothWays<Arrays>("00000000 00000000 00000000 00000000 00112233445566778899aabbccddeeff");
    const auto message = readStub<Arrays>("00000000 09000000 00000000 01000000 04 000000 00112233445566778899aabbccddeeff");
    ASSERT_TRUE(bool(message)) << "max_count may be what was offered";
    EXPECT_EQ(message->varying, Bytes{4});
    EXPECT_EQ(factOf(ndr::print(*message), "guid"), "33221100-5544-7766-8899-aabbccddeeff");
}

TEST(Ndr, BrokenArraysAreRefused)
{
    EXPECT_EQ(faultOf<Arrays>("65000000"), "conformant: at most 100 (things), got 101");
    EXPECT_EQ(faultOf<Arrays>("05000000 01020304"), "conformant: 5 bytes, got 4");
    EXPECT_EQ(faultOf<Arrays>("00000000 02000000 01000000 01000000 04"), "varying: offset 0, got 1");
    EXPECT_EQ(faultOf<Arrays>("00000000 01000000 00000000 02000000 0405"), "varying: actual_count up to max_count, got 2");
    EXPECT_EQ(faultOf<Arrays>("00000000 ffffffff 00000000 ffffffff 0405"), "varying: at most 100 (things), got 4294967295");
}

TEST(Ndr, OnlyAlignmentMayFollowAStub)
{
    EXPECT_TRUE(bool(readStub<Pairs>("00000000 05000000 00000000 000000")));
    EXPECT_EQ(faultOf<Pairs>("00000000 05000000 00000001"), "end: the end of the stub, got 4 more bytes");
    EXPECT_EQ(faultOf<Pairs>("00000000 05000000 00000000 00000000"), "end: the end of the stub, got 8 more bytes");
}

TEST(Ndr, AContextHandleIsTwentyBytes)
{
    const ndr::ContextHandle none, some{0, "11223344-5566-7788-99aa-bbccddeeff00"_guid};
    EXPECT_EQ(toHex(ndr::write(some)), "00000000443322116655887799aabbccddeeff00");
    EXPECT_TRUE(none.isNull());
    EXPECT_FALSE(some.isNull());
    EXPECT_EQ(factOf(ndr::print(none), "uuid"), "NULL");
    refusesEveryStubPrefix<ndr::ContextHandle>(ndr::write(some));
}
