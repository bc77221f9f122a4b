#include "support/golden.h"
#include "wire/dns/message.h"

using namespace mailwalk;
using namespace mailwalk::wire::dns;
using namespace mailwalk::test;

namespace {

// Produced by dnspython 2.3.0 (python3-dnspython of Debian 12): dns.message.make_query and make_response, to_wire().
const char *const queryForA = "1234010000010000000000000c6175746f646973636f76657204636f727004746573740000010001";
const char *const answerByAlias =
    "1234858000010003000000000c6175746f646973636f76657204636f727004746573740000010001c00c000500010000003c0007046d61696cc019"
    "c034000100010000012c0004c0000202c034000100010000012c0004c0000201";
const char *const answerAaaa = "beef818000010001000000000365783104636f7270047465737400001c0001c00c001c000100000e1000102001"
                               "0db8000000000000000000000007";
const char *const answerSrv =
    "0007810000010001000000010d5f6175746f646973636f766572045f74637004636f727004746573740000210001c00c0021000100000078000d00"
    "00000501bb046d61696cc01fc04000010001000000780004c0000209";
const char *const answerNxDomain =
    "010285030001000000010000076e6f776865726504636f727004746573740000010001c01400060001000003840026026e73c0140a686f73746d61"
    "73746572c0140000000100000e10000002580001518000000384";
const char *const answerWithOpt = "0001810000010001000000010365783104636f7270047465737400"
                                  "00010001c00c000100010000001e0004c00002070000292000000000000000";

Message good(const char *bytes)
{
    const auto message = read(hex(bytes));
    EXPECT_TRUE(bool(message)) << toText(message.error());
    return message ? *message : Message{};
}

std::string address(const Record &record)
{
    const auto found = addressIn(record);
    return found ? toText(*found) : "none";
}

} // namespace

TEST(Dns, WritesTheQueryThatAnotherProgramWrites)
{
    EXPECT_EQ(toHex(write(query(0x1234, "autodiscover.corp.test", Type::a))), queryForA);
}

TEST(Dns, ReadsAnAliasAndTheAddressesBehindIt)
{
    const Message message = good(answerByAlias);
    EXPECT_EQ(message.id, 0x1234);
    EXPECT_TRUE(message.has(Message::answer) && message.has(Message::authoritative) && message.has(Message::recursionAvailable));
    EXPECT_FALSE(message.has(Message::truncated));
    EXPECT_EQ(message.rcode(), Rcode::noError);
    ASSERT_EQ(message.questions.size(), 1u);
    EXPECT_EQ(message.questions[0], (Question{"autodiscover.corp.test", Type::a}));

    const Followed followed = follow(message, message.questions[0]);
    ASSERT_EQ(followed.aliases.size(), 1u);
    EXPECT_EQ(followed.aliases[0], std::make_pair(std::string("mail.corp.test"), 60u));
    ASSERT_EQ(followed.records.size(), 2u);
    EXPECT_EQ(address(*followed.records[0]), "192.0.2.2");
    EXPECT_EQ(address(*followed.records[1]), "192.0.2.1");
    EXPECT_EQ(followed.records[1]->ttl, 300u);
}

TEST(Dns, ReadsEveryKindOfRecord)
{
    EXPECT_EQ(address(good(answerAaaa).answers.at(0)), "2001:db8::7");

    const Message srv = good(answerSrv);
    const auto &service = std::get<Service>(srv.answers.at(0).data);
    EXPECT_EQ(service.weight, 5);
    EXPECT_EQ(service.port, 443);
    EXPECT_EQ(service.target, "mail.corp.test");
    EXPECT_EQ(address(srv.additional.at(0)), "192.0.2.9");

    const Message unknown = good(answerNxDomain);
    EXPECT_EQ(unknown.rcode(), Rcode::nxDomain);
    EXPECT_EQ(unknown.authority.at(0).type, Type::soa);
    EXPECT_EQ(std::get<Bytes>(unknown.authority.at(0).data).size(), 0x26u);

    EXPECT_EQ(good(answerWithOpt).additional.at(0).type, Type::opt);
}

TEST(Dns, WhatIsWrittenIsReadAgain)
{
    for (const char *bytes : {queryForA, answerByAlias, answerAaaa, answerSrv, answerNxDomain, answerWithOpt}) {
        const Message message = good(bytes);
        const auto again = read(write(message));
        ASSERT_TRUE(bool(again)) << toText(again.error());
        EXPECT_EQ(wire::print<Printer>(*again), wire::print<Printer>(message)); // names are written without compression
    }
}

TEST(Dns, EveryPrefixIsRefused)
{
    for (const char *bytes : {queryForA, answerByAlias, answerAaaa, answerSrv, answerNxDomain, answerWithOpt})
        refusesEveryPrefix<Message>(hex(bytes), [](View view) { return read(view); });
}

TEST(Dns, BrokenMessagesAreRefusedWithTheField)
{
    struct Row {
        const char *what;
        std::size_t at;
        const char *bytes;
        const char *field;
    };
    // Over answerByAlias: counts at 4, question at 12, first record at 40 (RDATA at 52, with its pointer at 57).
    const Row rows[] = {
        {"more questions than anybody asks", 4, "ffff", "QDCOUNT"},
        {"more records than there are bytes", 6, "03e8", "ANCOUNT"},
        {"more records than the limit", 6, "ffff", "ANCOUNT"},
        {"one record too few", 6, "0002", "end"},
        {"one record too many", 6, "0004", "answer.NAME"},
        {"a name that points at itself", 40, "c028", "answer.NAME"},
        {"a name that points ahead", 40, "c03b", "answer.NAME"},
        {"a name that points behind the end", 40, "ffff", "answer.NAME"},
        {"a label type that nobody has", 12, "80", "question.QNAME"},
        {"the extended label type of RFC 2671", 12, "41", "question.QNAME"},
        {"RDATA longer than its name", 50, "0008", "answer.RDLENGTH"},
        {"RDATA shorter than its name", 50, "0006", "answer.RDLENGTH"},
        {"an address of three octets", 69, "0003", "answer.RDLENGTH"},
        {"RDATA that points at itself", 57, "c039", "answer.RDATA.CNAME"},
    };
    for (const Row &row : rows) {
        Bytes bytes = hex(answerByAlias);
        const Bytes by = hex(row.bytes);
        std::copy(by.begin(), by.end(), bytes.begin() + static_cast<std::ptrdiff_t>(row.at));
        const auto message = read(bytes);
        ASSERT_FALSE(bool(message)) << row.what;
        EXPECT_EQ(message.error().field, row.field) << row.what;
    }
    Bytes longer = hex(answerByAlias);
    longer.push_back(0);
    EXPECT_EQ(read(longer).error().field, "end");
}

TEST(Dns, NamesFollowPointersAsInTheExampleOfTheStandard)
{
    // RFC 1035 4.1.4: F.ISI.ARPA at 20, FOO.F.ISI.ARPA at 40, ARPA at 64, the root at 92.
    Bytes message(93, 0xff);
    const auto put = [&](std::size_t at, std::string_view bytes) {
        const Bytes by = hex(bytes);
        std::copy(by.begin(), by.end(), message.begin() + static_cast<std::ptrdiff_t>(at));
    };
    put(20, "01 46 03 495349 04 41525041 00");
    put(40, "03 464f4f c014");
    put(64, "c01a");
    put(92, "00");
    EXPECT_EQ(nameAt(message, 20).text, "F.ISI.ARPA");
    EXPECT_EQ(nameAt(message, 20).end, 32u);
    EXPECT_EQ(nameAt(message, 40).text, "FOO.F.ISI.ARPA");
    EXPECT_EQ(nameAt(message, 40).end, 46u);
    EXPECT_EQ(nameAt(message, 64).text, "ARPA");
    EXPECT_EQ(nameAt(message, 92).text, "");
    EXPECT_EQ(nameAt(message, 92).end, 93u);
}

TEST(Dns, OctetsThatCouldBeMistakenAreEscapedAndWrittenBack)
{
    const Bytes bytes = hex("04 612e0062 03 c3a45c 00"); // "a", ".", NUL, "b" in one label; then "ä" and a backslash
    EXPECT_EQ(nameAt(bytes, 0).text, "a\\046\\000b.\\195\\164\\092");
    EXPECT_EQ(toHex(nameBytes(nameAt(bytes, 0).text)), toHex(bytes));
}

TEST(Dns, ANameOf255OctetsIsReadAndOneMoreIsNot)
{
    const auto name = [](std::size_t last) {
        Bytes bytes;
        for (const std::size_t size : {std::size_t{63}, std::size_t{63}, std::size_t{63}, last}) {
            bytes.push_back(static_cast<Byte>(size));
            bytes.insert(bytes.end(), size, 'a');
        }
        bytes.push_back(0);
        return bytes;
    };
    EXPECT_EQ(name(61).size(), 255u);
    EXPECT_NE(nameAt(name(61), 0).end, 0u);
    EXPECT_EQ(nameAt(name(62), 0).end, 0u);
}

TEST(Dns, ACircleOfAliasesEnds)
{
    Message message = query(1, "a.test", Type::a);
    const auto alias = [](const char *from, const char *to) { return Record{from, Type::cname, Class::in, 1, Alias{to}}; };
    message.answers = {alias("a.test", "B.test"), alias("b.test", "a.test")};
    EXPECT_TRUE(follow(message, message.questions[0]).endless);

    message.answers = {alias("A.TEST", "b.test"), recordOf("unrelated.test", *addressFrom("192.0.2.1"), 1)};
    const Followed open = follow(message, message.questions[0]);
    EXPECT_FALSE(open.endless);
    EXPECT_EQ(open.aliases.size(), 1u);
    EXPECT_TRUE(open.records.empty()); // an address of a name that nobody asked for is no answer
}

TEST(Dns, UnknownNumbersSurviveAndPrintInHexadecimal)
{
    Message message = query(1, "a.test", static_cast<Type>(0xff01));
    message.flags |= 9;
    const auto again = read(write(message));
    ASSERT_TRUE(bool(again));
    EXPECT_EQ(toText(again->rcode()), "rcode 0x9");
    EXPECT_EQ(factOf(wire::print<Printer>(*again), "question.QTYPE"), "0xff01");
}
