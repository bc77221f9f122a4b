#include "examples.h"

#include <openssl/err.h>

#include <filesystem>

using namespace mailwalk;
using namespace mailwalk::auth;
using namespace mailwalk::test;

TEST(Crypto, Md4OfTheRfcExamples) // RFC 1320 A.5
{
    EXPECT_EQ(toHex(crypto()->md4({})), "31d6cfe0d16ae931b73c59d7e0c089c0");
    EXPECT_EQ(toHex(crypto()->md4(viewOf("abc"))), "a448017aaf21d8525fc10ae87aa6729d");
}

TEST(Crypto, Md5OfTheRfcExamples) // RFC 1321 A.5
{
    EXPECT_EQ(toHex(crypto()->md5({})), "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(toHex(crypto()->md5({viewOf("a"), viewOf(""), viewOf("bc")})), "900150983cd24fb0d6963f7d28e17f72");
}

TEST(Crypto, HmacMd5OfTheRfcExamples) // RFC 2202 2
{
    EXPECT_EQ(toHex(crypto()->hmacMd5(Bytes(16, 0x0b), {viewOf("Hi There")})), "9294727a3638bb1c13f48ef8158bfc9d");
    EXPECT_EQ(toHex(crypto()->hmacMd5(viewOf("Jefe"), {viewOf("what do ya want "), viewOf("for nothing?")})),
              "750c783e6ab0b503eaa86e310a5db738");
}

TEST(Crypto, Rc4OfTheRfcExample) // RFC 6229, 128-bit key
{
    Rc4 stream(*crypto(), hex("0102030405060708090a0b0c0d0e0f10"));
    Bytes first(16), second(16);
    stream.apply(first);
    stream.apply(second);
    EXPECT_EQ(toHex(first), "9ac7cc9a609d1ef7b2932899cde41b97");
    EXPECT_EQ(toHex(second), "5248c4959014126a6e8a84f11d1a9e1c");
}

TEST(Crypto, ACopiedKeyStreamGoesOnByItself)
{
    Rc4 stream(*crypto(), hex("0102030405060708090a0b0c0d0e0f10"));
    Bytes begin(16), aside(16), after(16);
    stream.apply(begin);
    Rc4 copy = stream;
    copy.apply(aside);
    stream.apply(after);
    EXPECT_EQ(aside, after);
}

TEST(Crypto, AnEmptyPieceTakesNoKeyStream)
{
    Rc4 stream(*crypto(), hex("0102030405060708090a0b0c0d0e0f10"));
    stream.apply({});
    Bytes first(16);
    stream.apply(first);
    EXPECT_EQ(toHex(first), "9ac7cc9a609d1ef7b2932899cde41b97");
}

TEST(Crypto, AMissingLegacyProviderIsAnObstacleOfThisMachine)
{
    const auto empty = std::filesystem::temp_directory_path() / "mailwalk-no-modules";
    std::filesystem::create_directories(empty);
    const auto loaded = Crypto::load(empty.string().c_str());
    std::filesystem::remove(empty);
    ASSERT_FALSE(bool(loaded));
    EXPECT_EQ(loaded.error().blame, Obstacle::Blame::ours);
    EXPECT_TRUE(loaded.error().text.starts_with("this machine's OpenSSL has no legacy provider (MD4, RC4): "))
        << loaded.error().text;
    EXPECT_EQ(ERR_peek_error(), 0u) << "the error would be taken for one of TLS";
}

TEST(Crypto, ComparingTellsSameFromOther)
{
    EXPECT_TRUE(same(viewOf("abc"), viewOf("abc")));
    EXPECT_FALSE(same(viewOf("abc"), viewOf("abd")));
    EXPECT_FALSE(same(viewOf("abc"), viewOf("ab")));
}

TEST(Crypto, TheSystemsDiceDiffer)
{
    Bytes a(16), b(16);
    systemDice()(a);
    systemDice()(b);
    EXPECT_NE(a, b);
}
