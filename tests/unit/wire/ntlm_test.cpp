#include "support/golden.h"
#include "wire/ntlm/file_time.h"
#include "wire/ntlm/messages.h"

using namespace mailwalk;
using namespace mailwalk::wire::ntlm;
using namespace mailwalk::test;

namespace {

template <class Message> auto readExact(View bytes) { return wire::ntlm::read<Message>(bytes); }

template <class Message> Bytes again(View bytes)
{
    const auto message = wire::ntlm::read<Message>(bytes);
    EXPECT_TRUE(bool(message)) << toText(message.error());
    return message ? wire::ntlm::write(*message) : Bytes();
}

Bytes with(Bytes bytes, std::size_t at, std::string_view replacement)
{
    const Bytes by = hex(replacement);
    std::copy(by.begin(), by.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    return bytes;
}

bool someFactHolds(const Facts &facts, std::string_view text)
{
    return std::any_of(facts.begin(), facts.end(), [&](const Fact &fact) { return fact.value.find(text) != std::string::npos; });
}

struct Broken {
    const char *what;
    std::size_t at;
    const char *bytes;
    const char *field; ///< where the reader must say the fault is
};

template <class Message> void refusesEach(const Bytes &good, const std::vector<Broken> &rows)
{
    ASSERT_TRUE(bool(wire::ntlm::read<Message>(good)));
    for (const Broken &row : rows) {
        const auto result = wire::ntlm::read<Message>(with(good, row.at, row.bytes));
        ASSERT_FALSE(bool(result)) << row.what;
        EXPECT_EQ(result.error().field.substr(0, std::string_view(row.field).size()), row.field) << row.what;
    }
}

} // namespace

TEST(Ntlm, GoldenMessagesAreWrittenAsTheyWereRead)
{
    EXPECT_EQ(toHex(again<Challenge>(golden("ntlm-challenge-nlmp"))), toHex(golden("ntlm-challenge-nlmp")));
    EXPECT_EQ(toHex(again<Challenge>(golden("ntlm-challenge-2008r2"))), toHex(golden("ntlm-challenge-2008r2")));
    EXPECT_EQ(toHex(again<Authenticate>(golden("ntlm-authenticate-nlmp"))), toHex(golden("ntlm-authenticate-nlmp")));
    EXPECT_EQ(toHex(again<Authenticate>(golden("ntlm-authenticate-windows7"))), toHex(golden("ntlm-authenticate-windows7")));
}

TEST(Ntlm, EveryPrefixIsRefused)
{
    refusesEveryPrefix<Negotiate>(golden("ntlm-negotiate-windows7"), readExact<Negotiate>);
    refusesEveryPrefix<Challenge>(golden("ntlm-challenge-nlmp"), readExact<Challenge>);
    refusesEveryPrefix<Challenge>(golden("ntlm-challenge-2008r2"), readExact<Challenge>);
    refusesEveryPrefix<Authenticate>(golden("ntlm-authenticate-nlmp"), readExact<Authenticate>);
    // The session key comes last and is empty here, so what ends the message is the NT response.
    refusesEveryPrefix<Authenticate>(golden("ntlm-authenticate-windows7"), readExact<Authenticate>);
}

TEST(Ntlm, ReadsANegotiate)
{
    const auto message = wire::ntlm::read<Negotiate>(golden("ntlm-negotiate-windows7"));
    ASSERT_TRUE(bool(message));
    EXPECT_EQ(message->flags, 0xa2088207u);
    EXPECT_TRUE(message->domain.empty());
    EXPECT_EQ(message->version.build, 7600);
}

TEST(Ntlm, WritesANegotiateOfFortyBytes)
{
    Negotiate message;
    message.flags = 0xe2088237;
    message.version = {10, 0, 19041};
    EXPECT_EQ(toHex(wire::ntlm::write(message)), "4e544c4d53535000"
                                                 "01000000"
                                                 "378208e2"
                                                 "0000000028000000"
                                                 "0000000028000000"
                                                 "0a00614a0000000f");
}

TEST(Ntlm, ANegotiateWithoutVersionIsAccepted) // impacket's
{
    const Bytes bytes = hex("4e544c4d5353500001000000358288e000000000000000000000000000000000");
    EXPECT_TRUE(bool(wire::ntlm::read<Negotiate>(bytes)));
    refusesEveryPrefix<Negotiate>(bytes, readExact<Negotiate>);
}

TEST(Ntlm, TheChallengeTellsWhoTheServerIs)
{
    const auto challenge = wire::ntlm::read<Challenge>(golden("ntlm-challenge-2008r2"));
    ASSERT_TRUE(bool(challenge));
    const Facts facts = wire::ntlm::print(*challenge);
    EXPECT_EQ(factOf(facts, "TargetName"), "WS2008R2");
    EXPECT_EQ(factOf(facts, "NbComputerName"), "DC-WS2008R2");
    EXPECT_EQ(factOf(facts, "NbDomainName"), "WS2008R2");
    EXPECT_EQ(factOf(facts, "DnsComputerName"), "DC-ws2008r2.ws2008r2.local");
    EXPECT_EQ(factOf(facts, "DnsDomainName"), "ws2008r2.local");
    EXPECT_EQ(factOf(facts, "DnsTreeName"), "ws2008r2.local");
    EXPECT_EQ(factOf(facts, "ServerTime"), "2012-12-19T17:10:36Z");
    EXPECT_EQ(factOf(facts, "OsVersion"), "6.1.7600");
    EXPECT_EQ(factOf(facts, "TargetType"), "domain");
}

TEST(Ntlm, TheChallengeOfAStandAloneServerSaysSo)
{
    EXPECT_EQ(wire::ntlm::read<Challenge>(golden("ntlm-challenge-nlmp"))->targetType(), "server");
}

TEST(Ntlm, NamesThatAServerChoseAreFitForOneLine)
{
    Challenge challenge;
    challenge.flags = flag::unicode | flag::targetInfo;
    challenge.targetInfo.addText(AvId::dnsDomainName, "a\nb\u202ec");
    EXPECT_EQ(factOf(wire::ntlm::print(challenge), "DnsDomainName"), "a\ufffdb\ufffdc");
}

TEST(Ntlm, ThePrinterShowsNeitherResponsesNorKeysNorTheMic)
{
    for (const char *name : {"ntlm-authenticate-nlmp", "ntlm-authenticate-windows7"}) {
        const auto message = wire::ntlm::read<Authenticate>(golden(name));
        ASSERT_TRUE(bool(message));
        const Facts facts = wire::ntlm::print(*message);
        for (const char *secret : {"68cd0ab8", "86c35097", "c5dad254", "5a6a21ae", "f054a542"})
            EXPECT_FALSE(someFactHolds(facts, secret)) << name;
        EXPECT_EQ(factOf(facts, "NtChallengeResponse"), "(not recorded)");
    }
}

TEST(Ntlm, AnAuthenticateHasAMicWhenItsPayloadLeavesRoomForIt)
{
    const auto without = wire::ntlm::read<Authenticate>(golden("ntlm-authenticate-nlmp"));
    ASSERT_TRUE(bool(without));
    EXPECT_FALSE(without->mic);
    EXPECT_EQ(without->user, "User");
    EXPECT_EQ(without->domain, "Domain");
    EXPECT_EQ(without->workstation, "COMPUTER");

    const auto with = wire::ntlm::read<Authenticate>(golden("ntlm-authenticate-windows7"));
    ASSERT_TRUE(bool(with));
    ASSERT_TRUE(with->mic);
    EXPECT_EQ(toHex(*with->mic), "f054a542b090b66c1fea1a2cc82e930b");
    EXPECT_EQ(with->user, "Administrator");
    EXPECT_TRUE(with->encryptedSessionKey.empty());
}

TEST(Ntlm, AnAuthenticateWithoutVersionIsAccepted) // impacket's payload begins at 64
{
    const Bytes bytes = hex("4e544c4d5353500003000000"
                            "0000000040000000"
                            "0100010042000000"
                            "0200020040000000"
                            "0000000040000000"
                            "0000000040000000"
                            "0000000040000000"
                            "01000000"
                            "4100"
                            "ff");
    const auto message = wire::ntlm::read<Authenticate>(bytes);
    ASSERT_TRUE(bool(message)) << toText(message.error());
    EXPECT_EQ(message->domain, "A");
    EXPECT_FALSE(message->mic);
    refusesEveryPrefix<Authenticate>(bytes, readExact<Authenticate>);
}

TEST(Ntlm, OldChallengesThatEndEarlyAreAccepted)
{
    const Bytes nt4 = hex("4e544c4d5353500002000000"
                          "0000000000000000"
                          "01020000"
                          "0123456789abcdef");
    ASSERT_EQ(nt4.size(), 32u);
    EXPECT_TRUE(bool(wire::ntlm::read<Challenge>(nt4)));
    refusesEveryPrefix<Challenge>(nt4, readExact<Challenge>);

    Bytes windows2000 = nt4; // a name right behind the challenge and the reserved field
    append(windows2000, hex("0000000000000000"
                            "4100"));
    windows2000 = with(windows2000, 12, "0200020028000000");
    const auto named = wire::ntlm::read<Challenge>(windows2000);
    ASSERT_TRUE(bool(named)) << toText(named.error());
    EXPECT_EQ(named->targetName, "A");
    EXPECT_TRUE(named->targetInfo.pairs.empty());

    Bytes noVersion = nt4; // target information, but no version
    append(noVersion, hex("0000000000000000"
                          "0400040030000000"
                          "00000000"));
    noVersion = with(noVersion, 20, "01028000");
    EXPECT_TRUE(bool(wire::ntlm::read<Challenge>(noVersion)));
    refusesEveryPrefix<Challenge>(noVersion, readExact<Challenge>);
}

TEST(Ntlm, TargetInformationCountsOnlyWithItsFlag)
{
    const Bytes unflagged = with(golden("ntlm-challenge-nlmp"), 20, "33820ae2"); // without 0x00800000
    const auto challenge = wire::ntlm::read<Challenge>(unflagged);
    ASSERT_TRUE(bool(challenge));
    EXPECT_TRUE(challenge->targetInfo.pairs.empty());
}

TEST(Ntlm, PaddingAroundThePayloadIsAccepted) // [MS-NLMP] 2.2.1 allows it before and behind
{
    Bytes padded = golden("ntlm-challenge-nlmp");
    append(padded, hex("0000000000000000"));
    EXPECT_TRUE(bool(wire::ntlm::read<Challenge>(padded)));
}

TEST(Ntlm, BrokenNegotiatesAreRefused)
{
    refusesEach<Negotiate>(golden("ntlm-negotiate-windows7"),
                           {
                               {"another signature", 0, "4e544c4d53535001", "Signature"},
                               {"another type", 8, "02000000", "MessageType"},
                               {"a domain behind the end", 16, "0400040028000000", "DomainName"},
                               {"a workstation that begins behind the end", 24, "04000400ffffffff", "Workstation"},
                               {"a domain inside the head", 16, "0400040020000000", "payload"},
                           });
}

TEST(Ntlm, BrokenChallengesAreRefused)
{
    refusesEach<Challenge>(golden("ntlm-challenge-nlmp"),
                           {
                               {"another signature", 0, "00", "Signature"},
                               {"another type", 8, "03000000", "MessageType"},
                               {"a name that ends behind the message", 12, "3100310038000000", "TargetName"},
                               {"a name that begins behind the message", 12, "0c000c0069000000", "TargetName"},
                               {"an offset that overflows", 12, "0c000c00f8ffffff", "TargetName"},
                               {"half a character", 12, "0b000b0038000000", "TargetName"},
                               {"a name of absurd length", 12, "ffffffff38000000", "TargetName"},
                               {"a payload inside the head", 12, "0c000c0030000000", "payload"},
                               {"target information that ends in the middle of a pair", 40, "1600160044000000", "TargetInfo"},
                               {"target information without its end", 40, "2000200044000000", "TargetInfo"},
                               {"target information with something behind its end", 40, "0800080060000000", "TargetInfo"},
                               {"a pair longer than all of them", 70, "ff00", "TargetInfo.AvPair.Value"},
                               {"an end with a value", 102, "0100", "TargetInfo.AvPair.Value"},
                               {"target information of absurd length", 40, "ffffffff44000000", "TargetInfo"},
                           });
}

TEST(Ntlm, BrokenAuthenticatesAreRefused)
{
    refusesEach<Authenticate>(golden("ntlm-authenticate-nlmp"),
                              {
                                  {"another signature", 7, "20", "Signature"},
                                  {"another type", 8, "01000000", "MessageType"},
                                  {"an LM response behind the end", 12, "18001800e0000000", "LmChallengeResponse"},
                                  {"an NT response of absurd length", 20, "ffffffff84000000", "NtChallengeResponse"},
                                  {"an NT response behind the end", 20, "6500650084000000", "NtChallengeResponse"},
                                  {"half a character in the domain", 28, "0b000b0048000000", "DomainName"},
                                  {"half a character in the user", 36, "0700070054000000", "UserName"},
                                  {"a workstation behind the end", 44, "10001000e0000000", "Workstation"},
                                  {"a session key of absurd length", 52, "410041006c000000", "EncryptedRandomSessionKey"},
                                  {"a session key inside the head", 52, "1000100010000000", "payload"},
                              });
}

TEST(Ntlm, MorePairsThanTheLimitAreRefused)
{
    AvPairs pairs;
    for (std::size_t i = 0; i < AvPairs::most; ++i)
        pairs.pairs.push_back({AvId::targetName, {}});
    EXPECT_TRUE(bool(wire::read<AvPairs>(wire::write(pairs))));
    pairs.pairs.push_back({AvId::targetName, {}});
    EXPECT_FALSE(bool(wire::read<AvPairs>(wire::write(pairs))));
}

TEST(Ntlm, APairAddedTwiceIsReplaced)
{
    AvPairs pairs;
    pairs.addText(AvId::nbDomainName, "OLD");
    pairs.addNumber(AvId::flags, 2, 4);
    pairs.addText(AvId::nbDomainName, "NEW");
    EXPECT_EQ(pairs.pairs.size(), 2u);
    EXPECT_EQ(pairs.text(AvId::nbDomainName), "NEW");
    EXPECT_EQ(pairs.number(AvId::flags), 2u);
    EXPECT_FALSE(pairs.number(AvId::timestamp));
}

TEST(Ntlm, TheClientChallengeOfTheExampleIsReadAndWritten)
{
    const auto message = wire::ntlm::read<Authenticate>(golden("ntlm-authenticate-nlmp"));
    ASSERT_TRUE(bool(message));
    const View blob = message->ntResponse.reveal().subspan(16);
    const auto challenge = wire::read<ClientChallenge>(blob);
    ASSERT_TRUE(bool(challenge)) << toText(challenge.error());
    EXPECT_EQ(toHex(challenge->challenge), "aaaaaaaaaaaaaaaa");
    EXPECT_EQ(challenge->avPairs.text(AvId::nbComputerName), "Server");
    EXPECT_EQ(toHex(wire::write(*challenge)), toHex(blob));
    for (std::size_t size = 0; size + challenge->padding.size() < blob.size(); ++size)
        EXPECT_FALSE(bool(wire::read<ClientChallenge>(blob.first(size)))) << size;
}

TEST(FileTime, IsPrintedInUtc)
{
    const std::pair<std::uint64_t, const char *> rows[] = {
        {0, "1601-01-01T00:00:00Z"},
        {116444736000000000, "1970-01-01T00:00:00Z"},
        {125963424000000000, "2000-03-01T00:00:00Z"},
        {2650467743999999999, "9999-12-31T23:59:59Z"},
        {2650467744000000000, "0x24c85a5ed1c04000"},
        {0xffffffffffffffff, "0xffffffffffffffff"},
    };
    for (const auto &[time, text] : rows)
        EXPECT_EQ(fileTimeText(time), text);
}
