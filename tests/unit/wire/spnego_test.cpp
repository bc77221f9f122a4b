#include "support/golden.h"
#include "wire/spnego/tokens.h"

using namespace mailwalk;
using namespace mailwalk::wire::spnego;
using namespace mailwalk::test;

namespace {

template <class Token> auto readExact(View bytes) { return wire::spnego::read<Token>(bytes); }

constexpr const char *wholeResponse = "a12b3029"
                                      "a0030a0101"
                                      "a10c060a2b06010401823702020a"
                                      "a2060404deadbeef"
                                      "a30c040aaaaaaaaaaaaaaaaaaaaa";

} // namespace

TEST(Spnego, TheGoldenInitIsWrittenAsItWasRead)
{
    const Bytes bytes = golden("spnego-init-ntlm");
    const auto token = wire::spnego::read<NegTokenInit>(bytes);
    ASSERT_TRUE(bool(token)) << toText(token.error());
    EXPECT_EQ(token->mechTypes.types, std::vector<Oid>{ntlmOid});
    EXPECT_EQ(token->mechToken->size(), 40u);
    EXPECT_FALSE(token->mechListMic);
    EXPECT_EQ(toHex(wire::spnego::write(*token)), toHex(bytes));
    EXPECT_EQ(toHex(wire::spnego::write(token->mechTypes)), "300c060a2b06010401823702020a");
}

TEST(Spnego, AnAnswerWithEveryPartIsWrittenAsItWasRead)
{
    const auto token = wire::spnego::read<NegTokenResp>(hex(wholeResponse));
    ASSERT_TRUE(bool(token)) << toText(token.error());
    EXPECT_EQ(token->negState, NegState::acceptIncomplete);
    EXPECT_EQ(token->supportedMech, ntlmOid);
    EXPECT_EQ(toHex(*token->responseToken), "deadbeef");
    EXPECT_EQ(token->mechListMic->size(), 10u);
    EXPECT_EQ(toHex(wire::spnego::write(*token)), wholeResponse);
}

TEST(Spnego, EveryPartOfAnAnswerMayBeLeftOut)
{
    const auto token = wire::spnego::read<NegTokenResp>(hex("a1023000"));
    ASSERT_TRUE(bool(token));
    EXPECT_FALSE(token->negState || token->supportedMech || token->responseToken || token->mechListMic);
}

TEST(Spnego, EveryPrefixIsRefused)
{
    refusesEveryPrefix<NegTokenInit>(golden("spnego-init-ntlm"), readExact<NegTokenInit>);
    refusesEveryPrefix<NegTokenResp>(hex(wholeResponse), readExact<NegTokenResp>);
}

TEST(Spnego, LongLengthsAreReadAndWritten)
{
    for (const std::size_t size : {0u, 127u, 128u, 255u, 256u, 60000u}) {
        NegTokenResp token;
        token.responseToken = Bytes(size, 0x55);
        const auto again = wire::spnego::read<NegTokenResp>(wire::spnego::write(token));
        ASSERT_TRUE(bool(again)) << size;
        EXPECT_EQ(again->responseToken, token.responseToken) << size;
    }
}

TEST(Spnego, RequestFlagsAreReadOver)
{
    const auto token =
        wire::spnego::read<NegTokenInit>(hex("602206062b0601050502a0183016a00e300c060a2b06010401823702020aa10403020106"));
    ASSERT_TRUE(bool(token)) << toText(token.error());
    EXPECT_FALSE(token->mechToken);
}

TEST(Spnego, ThePrinterNamesMechanismsAndShowsNoToken)
{
    const Facts facts = wire::spnego::print(*wire::spnego::read<NegTokenResp>(hex(wholeResponse)));
    EXPECT_EQ(factOf(facts, "negState"), "accept-incomplete");
    EXPECT_EQ(factOf(facts, "supportedMech"), "NTLM");
    EXPECT_EQ(factOf(facts, "responseToken"), "4 bytes");
    EXPECT_EQ(factOf(facts, "mechListMIC"), "10 bytes");
}

TEST(Spnego, IdentifiersPrintAsNamesOrNumbers)
{
    const std::pair<Oid, const char *> rows[] = {
        {ntlmOid, "NTLM"},
        {kerberosOid, "Kerberos"},
        {msKerberosOid, "Kerberos"},
        {negoexOid, "NEGOEX"},
        {spnegoOid, "1.3.6.1.5.5.2"},
        {Oid{{0x88, 0x37, 0x03}}, "2.999.3"},
        {Oid{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}}, "ffffffffffffffffffff01"},
    };
    for (const auto &[oid, text] : rows)
        EXPECT_EQ(toText(oid), text);
}

TEST(Spnego, AnUnknownStateSurvives)
{
    const auto token = wire::spnego::read<NegTokenResp>(hex("a1073005a0030a0109"));
    ASSERT_TRUE(bool(token));
    EXPECT_EQ(factOf(wire::spnego::print(*token), "negState"), "0x9");
}

TEST(Spnego, BrokenAnswersAreRefused)
{
    const std::pair<const char *, const char *> rows[] = {
        {"another choice", "a0023000"},
        {"a set, not a sequence", "a1023100"},
        {"a length without end", "a1803000"},
        {"a length of five bytes", "a18500000000023000"},
        {"a length longer than need be", "a181023000"},
        {"a length with a zero in front", "a18200023000"},
        {"an element longer than its parent", "a1053005a0030a0101"},
        {"an element shorter than its content", "a1073004a0030a0101"},
        {"a state of two bytes", "a1083006a0040a020001"},
        {"a state that is an integer", "a1073005a003020101"},
        {"an empty identifier", "a1063004a1020600"},
        {"half an identifier", "a1073005a103060182"},
        {"parts in the wrong order", "a10f300da2060404deadbeefa0030a0101"},
        {"a part twice", "a10c300aa0030a0101a0030a0101"},
        {"a part that does not exist", "a1063004a4020400"},
        {"something behind the end", "a102300000"},
        {"a length of four gigabytes", "a184ffffffff3000"},
    };
    for (const auto &[what, bytes] : rows)
        EXPECT_FALSE(bool(wire::spnego::read<NegTokenResp>(hex(bytes)))) << what;
}

TEST(Spnego, BrokenInitsAreRefused)
{
    const std::pair<const char *, const char *> rows[] = {
        {"an answer in its place", wholeResponse},
        {"bare NTLM", "4e544c4d5353500001000000358288e000000000000000000000000000000000"},
        {"another mechanism than SPNEGO", "601e06062b0601050503a0143012a00e300c060a2b06010401823702020aa2000400"},
        {"no mechanisms", "600e06062b0601050502a0043002a200"},
        {"a mechanism that is no identifier", "601206062b0601050502a0083006a0043002 0400"},
    };
    for (const auto &[what, bytes] : rows)
        EXPECT_FALSE(bool(wire::spnego::read<NegTokenInit>(hex(bytes)))) << what;
}

TEST(Spnego, MoreMechanismsThanTheLimitAreRefused)
{
    NegTokenInit token;
    token.mechTypes.types.assign(mechanismLimit.most, ntlmOid);
    EXPECT_TRUE(bool(wire::spnego::read<NegTokenInit>(wire::spnego::write(token))));
    token.mechTypes.types.push_back(ntlmOid);
    EXPECT_FALSE(bool(wire::spnego::read<NegTokenInit>(wire::spnego::write(token))));
}
