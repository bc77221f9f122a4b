#include "diagnosis/catalogue.h"
#include "diagnosis/explain.h"

#include "trace/hop.h"

#include <gmock/gmock.h>
#include <set>

namespace mailwalk::diagnosis {
namespace {

std::string explained(std::string_view word) { return explain(word).value_or(QString()).toStdString(); }

TEST(Explain, KnowsEveryCauseCodeAndTopic)
{
    for (const Cause &cause : catalogue())
        EXPECT_THAT(explained(cause.id), testing::HasSubstr("Who can mend it")) << cause.id;
    for (int code = 0; !nameOf(static_cast<trace::Code>(code)).empty(); ++code)
        EXPECT_TRUE(explain(nameOf(static_cast<trace::Code>(code)))) << code;
    for (const char *topic : {"direct", "rpc-https", "new-profile", "fixed-ports", "135"})
        EXPECT_TRUE(explain(topic)) << topic;
    for (const QString &word : explainable())
        EXPECT_TRUE(explain(word.toStdString())) << word.toStdString();
}

TEST(Explain, KnowsNothingElse)
{
    for (const char *word : {"", "tcp136", "Direct", "{host}"})
        EXPECT_FALSE(explain(word)) << word;
}

TEST(Explain, LeavesNoHoleWhereAWalkWouldNameTheHost)
{
    for (const QString &word : explainable())
        EXPECT_EQ(explained(word.toStdString()).find('{'), std::string::npos) << word.toStdString();
}

TEST(Explain, AnswersWhetherRpcOverHttpsNeeds135)
{
    EXPECT_THAT(explained("135"), testing::HasSubstr("For RPC over HTTPS: no."));
    EXPECT_THAT(explained("135"), testing::HasSubstr("--via rpc-https proves it"));
    EXPECT_THAT(explained("rpc-https"), testing::HasSubstr("only 443 is needed"));
    EXPECT_THAT(explained("rpc-https"), testing::HasSubstr("every connection goes to port 443"));
    EXPECT_THAT(explained("direct"), testing::HasSubstr("135"));
    EXPECT_THAT(explained("new-profile"), testing::HasSubstr("four desks"));
}

TEST(Explain, NeverAsksAnybodyToOpen135ToTheInternet)
{
    EXPECT_THAT(explained("135"), testing::HasSubstr("Nobody should open it to the internet"));
    EXPECT_THAT(explained("tcp135-filtered-by-provider"),
                testing::HasSubstr("Do not ask anyone to open port 135 to the internet"));
}

// What the message for an administrator may say, a person need not understand.
TEST(Explain, SpeaksToAPersonWithoutTheWordsOfTheTrade)
{
    const auto isPlain = [](const QString &text) {
        for (const char *word : {"RPC", "interface", "mapper", "TLS", "NTLM", "DNS", "EXPR", "XML", "IIS", "Bearer",
                                 "Content-Length", "autodiscover", "MAPI", "certificate chain", "load balancer", "6001", "SRV"})
            EXPECT_FALSE(text.contains(QLatin1String(word), Qt::CaseInsensitive)) << word << ": " << text.toStdString();
    };
    for (const Cause &cause : catalogue()) {
        isPlain(QString::fromUtf8(cause.sentence));
        isPlain(QString::fromUtf8(cause.remedy));
    }
    for (int code = 0; !nameOf(static_cast<trace::Code>(code)).empty(); ++code)
        isPlain(*explain(nameOf(static_cast<trace::Code>(code))));
}

TEST(Explain, SaysWhomToAskAboutAnAnswerThatMakesNoSense)
{
    for (const char *cause : {"another-program-on-port", "answer-malformed"})
        EXPECT_THAT(std::string(causeOf(cause)->remedy), testing::HasSubstr("your Exchange administrator")) << cause;
}

TEST(Catalogue, HasWholeEntriesWithStableIds)
{
    std::set<std::pair<std::string, std::optional<trace::Stage>>> seen;
    for (const Cause &cause : catalogue()) {
        EXPECT_TRUE(seen.insert({cause.id, cause.desk}).second) << cause.id;
        EXPECT_THAT(cause.id, testing::MatchesRegex("[a-z0-9-]+"));
        EXPECT_FALSE(cause.fixers.empty()) << cause.id;
        EXPECT_LE(cause.fixers.size(), 3u) << cause.id;
        for (const char *text : {cause.sentence, cause.remedy, cause.technical})
            EXPECT_STRNE(text, "") << cause.id;
        const bool onlyYou = cause.fixers == std::vector{Fixer::you};
        EXPECT_EQ(std::string_view(cause.message).empty(), onlyYou) << cause.id;
        EXPECT_FALSE(explain(cause.id)->isEmpty());
    }
}

} // namespace
} // namespace mailwalk::diagnosis
