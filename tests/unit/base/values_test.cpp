#include "base/guid.h"
#include "base/result.h"
#include "base/secret.h"

#include <gtest/gtest.h>

using namespace mailwalk;

TEST(Guid, StandsOnTheWireWithItsFirstFieldsTurned)
{
    const Guid guid = "a4f1db00-ca47-1067-b31f-00dd010662da"_guid;
    EXPECT_EQ(toHex(guid.bytes), "00dbf1a447ca6710b31f00dd010662da"); // [MS-OXCRPC] 1.9, as captured
    EXPECT_EQ(toText(guid), "a4f1db00-ca47-1067-b31f-00dd010662da");
    EXPECT_EQ(guidFrom("{A4F1DB00-CA47-1067-B31F-00DD010662DA}"), guid);
    EXPECT_FALSE(guid.isNull());
    EXPECT_TRUE(Guid{}.isNull());
}

TEST(Guid, WhatIsNoneIsNone)
{
    for (const char *text :
         {"", "a4f1db00-ca47-1067-b31f-00dd010662d", "a4f1db00-ca47-1067-b31f-00dd010662daa", "a4f1db00ca471067b31f00dd010662da",
          "g4f1db00-ca47-1067-b31f-00dd010662da", "a4f1db00-ca47-1067-b31f-00dd01 662da", "{a4f1db00-ca47-1067-b31f-00dd010662da",
          "a4f1db0-0ca47-1067-b31f-00dd010662da", "(a4f1db00-ca47-1067-b31f-00dd010662da)",
          "a4f1db00-ca47-1067-b31f-00dd0106-2da"})
        EXPECT_FALSE(guidFrom(text)) << text;
    EXPECT_TRUE("nonsense"_guid.isNull());
}

TEST(Bytes, HexadecimalGoesBothWays)
{
    EXPECT_EQ(toHex(Bytes{0x00, 0x7f, 0xff}), "007fff");
    EXPECT_EQ(fromHex("00 7F\n\tff\r"), (Bytes{0x00, 0x7f, 0xff}));
    EXPECT_EQ(fromHex(""), Bytes{});
    for (const char *text : {"0", "0g", "000", "0x00", "00-00"})
        EXPECT_FALSE(fromHex(text)) << text;
}

TEST(Bytes, Base64GoesBothWays)
{
    const struct {
        const char *bytes, *text;
    } rows[] = {
        // RFC 4648 10
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xfb\xef\xff", "++//"},
    };
    for (const auto &row : rows) {
        EXPECT_EQ(toBase64(viewOf(row.bytes)), row.text);
        const auto bytes = fromBase64(row.text);
        ASSERT_TRUE(bytes) << row.text;
        EXPECT_EQ(textOf(*bytes), row.bytes);
    }
    Bytes all;
    for (int i = 0; i < 256; ++i) {
        all.push_back(Byte(i));
        EXPECT_EQ(fromBase64(toBase64(all)), all);
    }
}

TEST(Bytes, WhatIsNoBase64IsNone)
{
    for (const char *text :
         {"Z",     "Zg",   "Zg=",  "Zg===",  "====", "=Zg=", "Z=g=", "Zm9v=", "Zm9vYg==Zm9v=", "Zm 9",
          "Zm9\n", "Zm9-", "Zm9_", "Zm9v\n", "Zh==", "Zm9=", "Zm=v", "Z===",  "Zg==Zg= ",      "Zm9v\xc3\xa4xx"})
        EXPECT_FALSE(fromBase64(text)) << text;
    EXPECT_FALSE(fromBase64(std::string_view("Zm9\0", 4)));
    EXPECT_FALSE(fromBase64("Zg==Zg==")); // padding only at the end
}

TEST(Bytes, NumbersInHexadecimal)
{
    EXPECT_EQ(hexNumber(10), "0xa");
    EXPECT_EQ(hexNumber(10, 8), "0x0000000a");
    EXPECT_EQ(hexNumber(0), "0x0");
    EXPECT_EQ(hexNumber(~std::uint64_t(0)), "0xffffffffffffffff");
}

TEST(Result, IsEitherTheValueOrWhyNot)
{
    Result<int, std::string> value = 7, error = std::string("because");
    EXPECT_TRUE(bool(value));
    EXPECT_EQ(*value, 7);
    EXPECT_FALSE(bool(error));
    EXPECT_EQ(error.error(), "because");
    EXPECT_THROW((void)*error, std::bad_variant_access);
    EXPECT_THROW((void)value.error(), std::bad_variant_access);
}

TEST(Secret, TakesTheCharactersAndLeavesNothingBehind)
{
    std::string text = "Correct-horse-battery-staple-1";
    const char *const memory = text.data();
    Secret secret(std::move(text));
    EXPECT_TRUE(text.empty()); // NOLINT(bugprone-use-after-move): that is the promise
    EXPECT_EQ(std::string(memory, 7), std::string(7, '\0')) << "the buffer is still the string's own";
    EXPECT_EQ(secret.reveal().size(), 30u);
}

TEST(Secret, MovesAndIsCopiedByNameOnly)
{
    static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
    Secret first(std::string("made-up")), second = first.copy();
    Secret third = std::move(first);
    EXPECT_TRUE(first.empty()); // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(textOf(second.reveal()), "made-up");
    EXPECT_EQ(textOf(third.reveal()), "made-up");
    second = std::move(third);
    EXPECT_TRUE(third.empty()); // NOLINT(bugprone-use-after-move)
    second = Secret();
    EXPECT_TRUE(second.empty());
}

TEST(Secret, WipingReachesEveryByte)
{
    Bytes bytes(100, 0xff);
    wipe(bytes.data(), bytes.size());
    EXPECT_EQ(bytes, Bytes(100));
    wipe(nullptr, 0);
}
