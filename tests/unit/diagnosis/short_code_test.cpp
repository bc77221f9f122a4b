#include "diagnosis/short_code.h"

#include "diagnosis/catalogue.h"
#include "diagnosis/explain.h"
#include "diagnosis/short_code_numbers.h"
#include "support/trace_builder.h"

#include <gmock/gmock.h>
#include <set>

namespace mailwalk::diagnosis {
namespace {

using namespace trace;
using test::TraceBuilder;

/// A verdict that stopped at a hop of this kind, for this cause or code.
std::string codeFor(Kind kind, const std::string &cause, std::optional<Code> failure = {})
{
    TraceBuilder b;
    b.act(kind, "act");
    Verdict verdict;
    verdict.outcome = Result::fails;
    verdict.hop = b.last().id;
    verdict.code = failure;
    if (!cause.empty())
        verdict.findings = {{b.last().id, cause, {}, {}}};
    return shortCode(verdict, b.trace());
}

std::vector<Kind> kinds()
{
    std::vector<Kind> all;
    for (int kind = 0; !nameOf(static_cast<Kind>(kind)).empty(); ++kind)
        all.push_back(static_cast<Kind>(kind));
    return all;
}

void isUnique(std::span<const Numbered> table, unsigned from, unsigned to)
{
    std::set<unsigned> numbers;
    std::set<std::string_view> words;
    for (const auto &[number, word] : table) {
        EXPECT_TRUE(numbers.insert(number).second) << number;
        EXPECT_TRUE(words.insert(word).second) << word;
        EXPECT_GE(number, from) << word;
        EXPECT_LE(number, to) << word;
    }
}

TEST(ShortCode, HasOneNumberForEachCauseCodeAndKind)
{
    isUnique(numberedCauses(), 1, 899);
    isUnique(numberedFailures(), 900, 999);
    isUnique(numberedKinds(), 0, 99);
    const auto has = [](std::span<const Numbered> table, std::string_view word) {
        return std::any_of(table.begin(), table.end(), [&](const Numbered &each) { return each.word == word; });
    };
    for (const Cause &cause : catalogue())
        EXPECT_TRUE(has(numberedCauses(), cause.id)) << cause.id << " has no number: add a line at the end of the table";
    for (int code = 0; !nameOf(static_cast<Code>(code)).empty(); ++code)
        EXPECT_TRUE(has(numberedFailures(), nameOf(static_cast<Code>(code)))) << code;
    for (const Kind kind : kinds())
        EXPECT_TRUE(has(numberedKinds(), nameOf(kind)));
}

// Numbers that are out in the world: whoever changes one gives a wrong answer to somebody at the telephone.
TEST(ShortCode, NeverGivesANumberToAnother)
{
    EXPECT_EQ(codeFor(Kind::resolve, "manual-server-typed-wrong"), "001 041");
    EXPECT_EQ(codeFor(Kind::connect, "epm-ok-dynamic-port-filtered"), "010 056");
    EXPECT_EQ(codeFor(Kind::call, "store-wrong-server"), "121 123");
    EXPECT_EQ(codeFor(Kind::connect, {}, Code::timeout), "904 059");
    EXPECT_EQ(numberedCauses().front().word, "manual-server-typed-wrong");
}

TEST(ShortCode, SpellsEveryCauseAtEveryKindOfHop)
{
    for (const Cause &cause : catalogue())
        for (const Kind kind : kinds()) {
            const std::string code = codeFor(kind, cause.id);
            EXPECT_THAT(code, testing::MatchesRegex("[0-9][0-9][0-9] [0-9][0-9][0-9]"));
            const auto spelled = fromShortCode(code);
            ASSERT_TRUE(spelled) << code;
            EXPECT_EQ(spelled->word, cause.id);
            EXPECT_EQ(spelled->kind, kind);
        }
}

TEST(ShortCode, SaysTheFailureWhereNoRuleKnowsACause)
{
    for (int each = 0; !nameOf(static_cast<Code>(each)).empty(); ++each) {
        const auto spelled = fromShortCode(codeFor(Kind::call, {}, static_cast<Code>(each)));
        ASSERT_TRUE(spelled) << each;
        EXPECT_EQ(spelled->word, nameOf(static_cast<Code>(each)));
        EXPECT_TRUE(explain(spelled->word));
    }
}

TEST(ShortCode, IsEmptyWhereNothingStopped)
{
    const Trace trace = test::healthyWalk().trace();
    EXPECT_EQ(shortCode(diagnose(trace), trace), "");
    TraceBuilder cancelled;
    cancelled.stage(Stage::refer).connect("ex1.corp.test:135").all(Outcome::cancelled).is(Outcome::cancelled);
    EXPECT_EQ(shortCode(diagnose(cancelled.trace()), cancelled.trace()), "");
}

// Every code there is, with every digit replaced and every two neighbours swapped.
TEST(ShortCode, FindsEveryWrongDigitAndEverySwap)
{
    for (const auto table : {numberedCauses(), numberedFailures()})
        for (const auto &[number, word] : table)
            for (const Kind kind : kinds()) {
                std::string code = number < 900 ? codeFor(kind, std::string(word)) : codeFor(kind, {}, valueOf<Code>(word));
                code.erase(3, 1);
                ASSERT_TRUE(fromShortCode(code)) << code;
                for (std::size_t at = 0; at < code.size(); ++at) {
                    std::string wrong = code;
                    for (wrong[at] = '0'; wrong[at] <= '9'; ++wrong[at])
                        ASSERT_TRUE(wrong == code || !fromShortCode(wrong)) << wrong << " for " << code;
                    if (at == 0 || code[at] == code[at - 1])
                        continue;
                    wrong = code;
                    std::swap(wrong[at], wrong[at - 1]);
                    ASSERT_FALSE(fromShortCode(wrong)) << wrong << " for " << code;
                }
            }
}

TEST(ShortCode, IsReadHoweverItWasWrittenDown)
{
    for (const char *text : {"010 056", "010056", "0 1 0 0 5 6", "010-056", "010.056", "  010  056 "})
        EXPECT_TRUE(fromShortCode(text)) << text;
    for (const char *text : {"", "010", "010 05", "010 0566", "O10 056", "010 056x", "000 000", "010,056"})
        EXPECT_FALSE(fromShortCode(text)) << text;
}

TEST(ShortCode, IsExplainedWithTheKindOfStep)
{
    const std::string page = explain("010 056")->toStdString();
    EXPECT_THAT(page, testing::StartsWith("epm-ok-dynamic-port-filtered\n"));
    EXPECT_THAT(page, testing::HasSubstr(explain("epm-ok-dynamic-port-filtered")->toStdString()));
    EXPECT_THAT(page, testing::HasSubstr("opening a connection to a port"));
    EXPECT_THAT(explain("904059")->toStdString(), testing::HasSubstr(explain("timeout")->toStdString()));
}

TEST(ShortCode, OfAWrongDigitIsComplainedAboutAndNothingElseIs)
{
    EXPECT_THAT(complaintAboutCode("010 057")->toStdString(), testing::HasSubstr("read out once more"));
    EXPECT_THAT(complaintAboutCode("010 05")->toStdString(), testing::HasSubstr("six digits"));
    for (const char *text : {"010 056", "timeout", "", "- ."})
        EXPECT_FALSE(complaintAboutCode(text)) << text;
}

} // namespace
} // namespace mailwalk::diagnosis
