#include "practice/mapper.h"

#include "support/golden.h"
#include "wire/epm/epm.h"

#include <gtest/gtest.h>

namespace mailwalk::practice {

using namespace test;
using wire::dcerpc::FaultStatus;

class Mappers : public testing::Test
{
protected:
    Mappers() { mapper.add(wire::dcerpc::emsmdbInterface, 49200); }

    Answer ask(std::uint16_t opnum, View stub)
    {
        const Caller nobody;
        return mapper.answer({opnum, stub, nobody, association});
    }

    Mapper mapper{{127, 77, 1, 2}};
    Association association{1};
};

// The question is that of tests/golden: made by hand, checked with ndrdump and tshark.
TEST_F(Mappers, TellTheTowerOfWhatIsRegistered)
{
    const auto answer = ask(3, golden("epm-map-request-emsmdb-tcp"));
    ASSERT_TRUE(bool(answer));
    const Bytes port = hex("0100070200c030"), host = hex("01000904007f4d0102");
    EXPECT_NE(std::search(answer->begin(), answer->end(), port.begin(), port.end()), answer->end()) << toHex(*answer);
    EXPECT_NE(std::search(answer->begin(), answer->end(), host.begin(), host.end()), answer->end()) << toHex(*answer);
    EXPECT_EQ(Bytes(answer->end() - 4, answer->end()), Bytes(4));
}

TEST_F(Mappers, AnswerLikeSambaForWhatIsNot)
{
    const auto answer = ask(3, golden("epm-map-request-drsuapi"));
    ASSERT_TRUE(bool(answer));
    EXPECT_EQ(*answer, golden("epm-map-answer-not-registered"));
}

TEST_F(Mappers, HaveNothingOverHttp)
{
    const auto answer = ask(3, golden("epm-map-request-emsmdb-http"));
    ASSERT_TRUE(bool(answer));
    EXPECT_EQ(Bytes(answer->end() - 4, answer->end()), hex("d6a0c916"));
}

TEST_F(Mappers, RefuseMoreTowersThanTheInterfaceAllows)
{
    Bytes stub = golden("epm-map-request-emsmdb-tcp");
    stub[stub.size() - 3] = 2; // 516
    const auto answer = ask(3, stub);
    ASSERT_FALSE(bool(answer));
    EXPECT_EQ(answer.error(), FaultStatus::badStubData);
}

TEST_F(Mappers, RefuseEveryBeginningOfAQuestion)
{
    const Bytes whole = golden("epm-map-request-emsmdb-tcp");
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(bool(ask(3, View(whole).first(size)))) << size;
}

TEST_F(Mappers, KnowNoOtherOperation)
{
    for (const std::uint16_t opnum : {0, 1, 2, 4, 5, 7}) {
        const auto answer = ask(opnum, {});
        ASSERT_FALSE(bool(answer));
        EXPECT_EQ(answer.error(), FaultStatus::ncaOpRngError);
    }
}

} // namespace mailwalk::practice
