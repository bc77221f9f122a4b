#include "base/text.h"

#include <gtest/gtest.h>

using namespace mailwalk;

namespace {

std::string utf8Of(char32_t point)
{
    const unsigned high = point < 0x10000 ? point : 0xd800 + ((point - 0x10000) >> 10);
    Bytes bytes{static_cast<Byte>(high), static_cast<Byte>(high >> 8)};
    if (point >= 0x10000) {
        const unsigned low = 0xdc00 + (point & 0x3ff);
        bytes.push_back(static_cast<Byte>(low));
        bytes.push_back(static_cast<Byte>(low >> 8));
    }
    return utf8(bytes);
}

char32_t pointOf(std::string_view text)
{
    const Bytes b = utf16(text);
    const char32_t high = char32_t(b[0] | b[1] << 8);
    return b.size() == 2 ? high : 0x10000 + ((high - 0xd800) << 10) + (char32_t(b[2] | b[3] << 8) - 0xdc00);
}

} // namespace

// Rows made by Python 3.11's unicodedata (Unicode 14.0): str.upper() where it is one character, else str.title() where that is
// one.
TEST(Text, UpperCaseIsUnicodesSimpleMapping)
{
    const std::pair<char32_t, char32_t> rows[] = {
        {0xe0, 0xc0},     {0xdf, 0xdf},     {0xff, 0x178},    {0xb5, 0x39c},    {0x131, 0x49},      {0x17f, 0x53},
        {0x149, 0x149},   {0x1c5, 0x1c4},   {0x1c6, 0x1c4},   {0x1f0, 0x1f0},   {0x250, 0x2c6f},    {0x3b1, 0x391},
        {0x3c2, 0x3a3},   {0x390, 0x390},   {0x430, 0x410},   {0x451, 0x401},   {0x561, 0x531},     {0x587, 0x587},
        {0x10d0, 0x1c90}, {0x13f8, 0x13f0}, {0x1e9e, 0x1e9e}, {0x1e96, 0x1e96}, {0x1f00, 0x1f08},   {0x1f80, 0x1f88},
        {0x1fb3, 0x1fbc}, {0x1fb2, 0x1fb2}, {0x214e, 0x2132}, {0x24d0, 0x24b6}, {0x2c65, 0x23a},    {0xa64b, 0xa64a},
        {0xab53, 0xa7b3}, {0xab70, 0x13a0}, {0xff41, 0xff21}, {0xfb00, 0xfb00}, {0x10428, 0x10400}, {0x1e922, 0x1e900},
        {'a', 'A'},       {'z', 'Z'},       {'A', 'A'},       {'{', '{'},       {'0', '0'},         {0xf7, 0xf7},
    };
    for (const auto &[small, capital] : rows)
        EXPECT_EQ(pointOf(upperCase(utf8Of(small))), capital) << std::hex << std::uint32_t(small);
}

// The same source, every character up to U+1FFFF: how many change, and FNV-1a over the results.
TEST(Text, UpperCaseOfEveryCharacter)
{
    std::uint64_t hash = 0xcbf29ce484222325;
    int changes = 0;
    for (char32_t point = 0x80; point < 0x20000; ++point) {
        if (point >= 0xd800 && point < 0xe000)
            continue;
        const char32_t capital = pointOf(upperCase(utf8Of(point)));
        changes += capital != point;
        hash = (hash ^ capital) * 0x100000001b3;
    }
    EXPECT_EQ(changes, 1424);
    EXPECT_EQ(hash, 0x5c5dbc0c1d7dc8c4u);
}

TEST(Text, Utf16GoesBothWays)
{
    EXPECT_EQ(toHex(utf16("aé€😀")), "6100e900ac203dd800de");
    EXPECT_EQ(utf8(*fromHex("6100e900ac203dd800de")), "aé€😀");
    EXPECT_TRUE(utf16("").empty());
    EXPECT_EQ(utf8({}), "");
}

TEST(Text, WhatIsNoUnicodeBecomesTheReplacementCharacter)
{
    for (const char *text : {"\x80", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xf0\x9f\x98"})
        EXPECT_EQ(toHex(utf16(text)).substr(0, 4), "fdff") << toHex(viewOf(text));
    EXPECT_EQ(utf8(*fromHex("00d8")), "\ufffd") << "half a pair";
    EXPECT_EQ(utf8(*fromHex("00dc00d8")), "\ufffd\ufffd") << "a pair in the wrong order";
    EXPECT_EQ(utf8(*fromHex("00d86100")), "\ufffda");
    EXPECT_EQ(utf8(*fromHex("610062")), "a") << "an odd byte at the end is left out";
}

TEST(Text, OneLineTakesWhatDisturbsOut)
{
    const std::pair<std::string, std::string> rows[] = {
        {"plain", "plain"},
        {"", ""},
        {"a\nb\tc\x1b[31m", "a\ufffdb\ufffdc\ufffd[31m"},
        {"a\u202eb", "a\ufffdb"},     // right-to-left override
        {"a\u2066b", "a\ufffdb"},     // isolate
        {"a\u200bb", "a\ufffdb"},     // zero width
        {"a\u2028b", "a\ufffdb"},     // line separator
        {"a\u0085b", "a\ufffdb"},     // next line
        {"a\u00adb", "a\ufffdb"},     // soft hyphen
        {"a\U000e0041b", "a\ufffdb"}, // tag character
        {"\xff\xfe", "\ufffd\ufffd"},
        {std::string("a\0b", 3), "a\ufffdb"},
        {"\u05d0\u05d1 \u0627", "\u05d0\u05d1 \u0627"}, // letters of right-to-left scripts stay
    };
    for (const auto &[text, line] : rows)
        EXPECT_EQ(oneLine(text), line);
}

TEST(Text, OneLineIsCutAtCharactersNotBytes)
{
    EXPECT_EQ(oneLine("\u00e4\u00f6\u00fc", 3), "\u00e4\u00f6\u00fc");
    EXPECT_EQ(oneLine("\u00e4\u00f6\u00fc", 2), "\u00e4\u00f6\u2026");
    EXPECT_EQ(oneLine("abc", 0), "\u2026");
    EXPECT_EQ(oneLine("", 0), "");
    EXPECT_EQ(oneLine(std::string(1000, 'x')).size(), 203u);
}
