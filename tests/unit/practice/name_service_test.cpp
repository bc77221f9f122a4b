#include "practice/name_service.h"

#include "raw_client.h"
#include "support/golden.h"

#include <gtest/gtest.h>

namespace mailwalk::practice {

using namespace test;

// Hand-made after RFC 1035 4.1: identifier 1234, recursion desired, one question.
Bytes question(std::string_view nameHex, std::string_view typeHex)
{
    return hex("1234 0100 0001 0000 0000 0000" + std::string(nameHex) + std::string(typeHex) + "0001");
}

constexpr const char *ex1 = "03657831 04636f7270 0474657374 00", *shouted = "03455831 04434f5250 0454455354 00",
                     *stranger = "04686f7374 04636f7270 0474657374 00", *apex = "04636f7270 0474657374 00",
                     *elsewhere = "076578616d706c65 0474657374 00", *ending = "0765766c636f7270 0474657374 00";

struct Row {
    const char *sentence, *name, *type;
    int rcode, answers;
};

class Names : public testing::TestWithParam<Row>
{
};

TEST_P(Names, AreAnsweredOverUdpAndTcp)
{
    const Row &row = GetParam();
    const Organisation organisation({});
    const Bytes asked = question(row.name, row.type);
    const Bytes byUdp = askByUdp(organisation.nameServer(), asked);
    ASSERT_GE(byUdp.size(), 12u);
    EXPECT_EQ(byUdp[0], 0x12);
    EXPECT_EQ(byUdp[1], 0x34);
    EXPECT_EQ(byUdp[2] & 0x80, 0x80) << "an answer";
    EXPECT_EQ(byUdp[3] & 0x0f, row.rcode);
    EXPECT_EQ(byUdp[7], row.answers);

    const RawClient tcp(organisation.nameServer());
    Bytes framed{0, static_cast<Byte>(asked.size())};
    append(framed, asked);
    tcp.send(framed);
    const Bytes size = tcp.receive(2);
    ASSERT_EQ(size.size(), 2u);
    EXPECT_EQ(tcp.receive(static_cast<std::size_t>(size[0] << 8 | size[1])), byUdp);
}

INSTANTIATE_TEST_SUITE_P(
    Questions, Names,
    testing::Values(Row{"AHostHasAnAddress", ex1, "0001", 0, 1}, Row{"CaseDoesNotMatter", shouted, "0001", 0, 1},
                    Row{"ThereIsNoSixthVersion", ex1, "001c", 0, 0}, Row{"TheDomainItselfHasAWebSite", apex, "0001", 0, 1},
                    Row{"AndNoMailServerOfThisSort", apex, "0021", 0, 0},
                    Row{"AStrangerDoesNotExist", stranger, "0001", 3, 0}, Row{"AnotherDomainIsRefused", elsewhere, "0001", 5, 0},
                    Row{"TheEndingMustBeAWholeLabel", ending, "0001", 5, 0}),
    [](const auto &row) { return row.param.sentence; });

TEST(NameService, GivesTheAddressOfTheMachine)
{
    const Organisation organisation({});
    const Bytes answer = askByUdp(organisation.nameServer(), question(ex1, "0001"));
    const auto address = addressFrom(mapperOf(organisation, "ex1.corp.test").host);
    ASSERT_GE(answer.size(), 4u);
    EXPECT_TRUE(std::equal(answer.end() - 4, answer.end(), address->bytes.begin()));
}

TEST(NameService, SaysThatItFailedWhenToldTo)
{
    const Organisation organisation({"name-server-failing"});
    const Bytes answer = askByUdp(organisation.nameServer(), question(ex1, "0001"));
    ASSERT_GE(answer.size(), 4u);
    EXPECT_EQ(answer[3] & 0x0f, 2);
}

TEST(NameService, ComplainsOfWhatItCannotRead)
{
    const NameService names("corp.test");
    const auto answer = names.answerTo(hex("1234 0100 0001 0000 0000 0000 ff"));
    ASSERT_TRUE(answer);
    EXPECT_EQ((*answer)[3] & 0x0f, 1);
    EXPECT_EQ(wordAt(*answer, 0) & 0xffff, 0x3412u);
}

TEST(NameService, KnowsNoOtherOperationThanAQuery)
{
    const NameService names("corp.test");
    const auto answer = names.answerTo(hex("1234 2900 0001 0000 0000 0000" + std::string(ex1) + "0001 0001")); // opcode 5, update
    ASSERT_TRUE(answer);
    EXPECT_EQ((*answer)[3] & 0x0f, 4);
}

TEST(NameService, NeverAnswersAnAnswer)
{
    const NameService names("corp.test");
    EXPECT_FALSE(names.answerTo(hex("1234 8180 0001 0000 0000 0000" + std::string(ex1) + "0001 0001")));
    EXPECT_FALSE(names.answerTo(hex("1234 8180 ff")));
    EXPECT_FALSE(names.answerTo(View{}));
}

TEST(NameService, SurvivesEveryBeginningOfAQuestion)
{
    const NameService names("corp.test");
    const Bytes whole = question(ex1, "0001");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        const auto answer = names.answerTo(part);
        EXPECT_EQ(answer.has_value(), size >= 12) << size;
    }
}

} // namespace mailwalk::practice
