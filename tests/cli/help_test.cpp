#include "cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace mailwalk::test {
namespace {

using testing::HasSubstr;

TEST(Help, EveryCommandShowsItsOptionsAndEndsWell)
{
    for (const char *command : {"check", "show", "ports", "explain", "practice"}) {
        const Ran program = ran({command, "--help"});
        EXPECT_EQ(program.exit, 0) << command;
        EXPECT_EQ(program.err, "");
        EXPECT_THAT(program.out, HasSubstr(std::string("mailwalk-cli ") + command));
        EXPECT_THAT(program.out, HasSubstr("--help"));
    }
    EXPECT_THAT(ran({"check", "--help"}).out, HasSubstr("--connect-to HOST:PORT:ADDRESS:PORT"));
}

TEST(Help, OfTheProgramNamesItsCommands)
{
    const Ran program = ran({"--help"});
    EXPECT_EQ(program.exit, 0);
    for (const char *command : {"check", "show", "ports", "explain", "practice"})
        EXPECT_THAT(program.out, HasSubstr(command));
}

TEST(Help, HelpIsGivenEvenWhenArgumentsAreMissing)
{
    EXPECT_EQ(ran({"check", "-h"}).exit, 0);
    EXPECT_EQ(ran({"show", "--help"}).exit, 0);
}

TEST(Help, TheVersionIsTheSameEverywhere)
{
    const std::string version = ran({"--version"}).out;
    EXPECT_THAT(version, HasSubstr("mailwalk-cli "));
    for (const char *command : {"check", "show", "ports", "explain", "practice"})
        EXPECT_EQ(ran({command, "--version"}).out, version);
}

TEST(Explain, ListsEverythingItKnowsAndKnowsEverythingItLists)
{
    std::istringstream list(ran({"explain"}).out);
    std::string word;
    std::getline(list, word); // what the list is
    int words = 0;
    for (; list >> word; ++words) {
        const Ran page = ran({"explain", word});
        EXPECT_EQ(page.exit, 0) << word;
        EXPECT_GT(page.out.size(), 20u) << word;
        EXPECT_THAT(page.out, Not(HasSubstr("{host}"))) << word;
    }
    EXPECT_GT(words, 60);
}

TEST(Explain, KnowsTheQuestionsThatPeopleAsk)
{
    for (const char *topic : {"direct", "rpc-https", "new-profile", "135"})
        EXPECT_GT(linesOf(ran({"explain", topic}).out), 8) << topic;
}

TEST(Explain, ATypingMistakeFindsWhatWasMeant)
{
    EXPECT_THAT(ran({"explain", "epm-ok-dynamic-port-filterd"}).err, HasSubstr("epm-ok-dynamic-port-filtered"));
    EXPECT_THAT(ran({"explain", "rpchttps"}).err, HasSubstr("rpc-https"));
}

TEST(Explain, TakesACodeThatWasReadOutHoweverItIsTyped)
{
    for (const Words &typed : {Words{"010 056"}, {"010056"}, {"010", "056"}, {"0", "1", "0", "0", "5", "6"}, {"010-056"}}) {
        Words arguments{"explain"};
        arguments.insert(arguments.end(), typed.begin(), typed.end());
        const Ran page = ran(arguments);
        EXPECT_EQ(page.exit, 0) << page.err;
        EXPECT_THAT(page.out, HasSubstr("epm-ok-dynamic-port-filtered"));
        EXPECT_THAT(page.out, HasSubstr("opening a connection to a port"));
    }
}

TEST(Explain, OfAMistypedCodeSaysThatADigitIsWrong)
{
    for (const Words &typed : {Words{"explain", "010", "065"}, {"explain", "011056"}}) {
        const Ran page = ran(typed);
        EXPECT_EQ(page.exit, 2);
        EXPECT_THAT(page.err, HasSubstr("a digit is wrong"));
    }
    EXPECT_THAT(ran({"explain", "010", "05"}).err, HasSubstr("six digits"));
}

} // namespace
} // namespace mailwalk::test
