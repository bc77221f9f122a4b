#include "auth/channel_binding.h"
#include "examples.h"

using namespace mailwalk;
using namespace mailwalk::auth;
using namespace mailwalk::test;

namespace {

// [MS-NLMP] 4.2.4.1.3
const char *const temp =
    "01010000000000000000000000000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c005300650072007600"
    "650072000000000000000000";
const char *const serverChallenge = "0123456789abcdef";

Digest exampleResponseKey() { return responseKey(*crypto(), "User", "Domain", secret("Password")); }

Digest exampleProof() { return ntProof(*crypto(), exampleResponseKey(), hex(serverChallenge), hex(temp)); }

} // namespace

TEST(NtlmKeys, TheExampleOfTheSpecification) // [MS-NLMP] 4.2.4.1, 4.2.4.2
{
    EXPECT_EQ(toHex(exampleResponseKey()), "0c868a403bfd7a93a3001ef22ef02e3f");
    EXPECT_EQ(toHex(exampleProof()), "68cd0ab851e51c96aabc927bebef6a1c");
    const Digest base = sessionBaseKey(*crypto(), exampleResponseKey(), exampleProof());
    EXPECT_EQ(toHex(base), "8de40ccadbc14a82f15cb0ad0de95ca3");
    EXPECT_EQ(toHex(lmResponse(*crypto(), exampleResponseKey(), hex(serverChallenge), hex("aaaaaaaaaaaaaaaa"))),
              "86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa");
    const Digest encrypted = exchanged(*crypto(), base, hex(sessionKey));
    EXPECT_EQ(toHex(encrypted), "c5dad2544fc9799094ce1ce90bc9d03e");
    EXPECT_EQ(toHex(exchanged(*crypto(), base, encrypted)), sessionKey);
}

TEST(NtlmKeys,
     SigningAndSealingKeysOfBothDirections) // client's: [MS-NLMP] 4.2.4.4; server's: own computation, checked with impacket
{
    EXPECT_EQ(toHex(signingKey(*crypto(), key(sessionKey), Direction::toServer)), "4788dc861b4782f35d43fd98fe1a2d39");
    EXPECT_EQ(toHex(sealingKey(*crypto(), key(sessionKey), Direction::toServer)), "59f600973cc4960a25480a7c196e4c58");
    EXPECT_EQ(toHex(signingKey(*crypto(), key(sessionKey), Direction::toClient)), "d04d6f10741041d1d246d64188d7a8ad");
    EXPECT_EQ(toHex(sealingKey(*crypto(), key(sessionKey), Direction::toClient)), "9355f3a957c1583d25c4c2f11e40390e");
}

TEST(NtlmKeys, OnlyTheUserIsUpperCased)
{
    const auto keyOf = [](const char *user, const char *domain) {
        return toHex(responseKey(*crypto(), user, domain, secret("Password")));
    };
    EXPECT_EQ(keyOf("uSER", "Domain"), keyOf("User", "Domain"));
    EXPECT_NE(keyOf("User", "DOMAIN"), keyOf("User", "Domain"));
    EXPECT_EQ(keyOf("j\u00f6rg", ""), keyOf("J\u00d6RG", ""));
    EXPECT_NE(keyOf("stra\u00dfe", ""), keyOf("STRASSE", "")) << "one character for one, as Windows does";
}

TEST(NtlmKeys, TheKeysOfAWindowsClient) // the published example of Extended Protection, see the golden file
{
    const Digest responseKey = auth::responseKey(*crypto(), "Administrator", "WS2008R2", secret("P@ssw0rd"));
    EXPECT_EQ(toHex(responseKey), "22fe5b1bc73d136282aef78e70c8dd58");
    const Digest base = sessionBaseKey(*crypto(), responseKey, key("5a6a21ae1a44c044693eee59fc5d81e0"));
    EXPECT_EQ(toHex(base), "9bd3f8be97c125f9e2f02bb60eb53ec7");

    Bytes authenticate = golden("ntlm-authenticate-windows7");
    std::fill_n(authenticate.begin() + 72, 16, Byte(0));
    EXPECT_EQ(toHex(messageIntegrityCode(*crypto(), base, golden("ntlm-negotiate-windows7"), golden("ntlm-challenge-2008r2"),
                                         authenticate)),
              "f054a542b090b66c1fea1a2cc82e930b");
}

TEST(ChannelBinding, OfTheCertificateOfThatClient)
{
    const auto binding = channelBindingOf(hex("ea05fefecc6b0bd571dbbc5baa3ed45386d0446835f7b74c85621b9983475f95"));
    ASSERT_TRUE(bool(binding));
    EXPECT_EQ(toHex(*binding), "6586e99d81c2fc984e47172fd4dd0310");
}

TEST(ChannelBinding, DependsOnTheLengthOfTheHash) { EXPECT_NE(*channelBindingOf(Bytes(32)), *channelBindingOf(Bytes(48))); }
