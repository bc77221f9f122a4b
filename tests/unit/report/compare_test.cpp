#include "report/compare.h"

#include "report/html.h"
#include "report/json.h"
#include "report/mask.h"
#include "report/paragraph.h"
#include "report/profiles.h"
#include "report/text.h"
#include "support/recorded_walks.h"
#include "support/trace_builder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailwalk::report {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Two recorded walks, the second stopped by another directory server.
struct Sent {
    std::vector<trace::Trace> walks{test::recorded::read("works-typed").trace,
                                    test::recorded::read("referral-to-unreachable-gc").trace};
    diagnosis::Comparison comparison = diagnosis::compare(walks[0], walks[1]);
    ComparedWalks compared() const { return {walks[0], walks[1], comparison}; }
};

TEST(CompareReport, SaysInWordsWhatExplainsFirst)
{
    const Sent sent;
    const std::string said = text(sent.compared(), Masking::none);
    EXPECT_THAT(said, HasSubstr("  1. In the second walk no answer came from gc2.corp.test (port 135)"));
    EXPECT_THAT(said, HasSubstr("NOT masked"));
}

TEST(CompareReport, OnAPageIsATable)
{
    const Sent sent;
    const std::string page = html(sent.compared(), Masking::none);
    EXPECT_THAT(page, HasSubstr("<table class=\"differences\">"));
    EXPECT_THAT(page, HasSubstr("gc2.corp.test"));
    EXPECT_THAT(page, Not(HasSubstr("<script")));
}

TEST(CompareReport, InAFileNamesTheStepInBothWalks)
{
    const Sent sent;
    const QJsonObject file = toJson(sent.compared(), Masking::none);
    EXPECT_EQ(file.value(QLatin1String("format")).toString(), QStringLiteral("mailwalk-compare"));
    const QJsonObject first = file.value(QLatin1String("differences")).toArray().first().toObject();
    EXPECT_EQ(first.value(QLatin1String("change")).toString(), QStringLiteral("outcome"));
    EXPECT_EQ(first.value(QLatin1String("role")).toString(), QStringLiteral("direct/look-up/connect mapper"));
    EXPECT_EQ(first.value(QLatin1String("second")), file.value(QLatin1String("second")).toObject().value(QLatin1String("hop")));
}

TEST(CompareReport, MasksBothWalksAlike)
{
    Sent sent;
    sent.walks = masked(sent.walks);
    const auto comparison = diagnosis::compare(sent.walks[0], sent.walks[1]);
    EXPECT_EQ(comparison.differences.size(), sent.comparison.differences.size()); // nothing appears, nothing is lost
    const std::string said = text(ComparedWalks{sent.walks[0], sent.walks[1], comparison}, Masking::masked);
    EXPECT_THAT(said, Not(HasSubstr("corp.test")));
    EXPECT_THAT(said, Not(HasSubstr("10.0.0.")));
    EXPECT_EQ(sent.walks[0].asked.server, sent.walks[1].asked.server);
}

TEST(CompareReport, EscapesWhatAServerSaid)
{
    const auto walk = [](const char *name) {
        test::TraceBuilder b;
        b.stage(trace::Stage::refer).call("RfrGetNewDSA", "ex1.corp.test:1").fact("out.ppszServer", name);
        return b.trace();
    };
    const auto one = walk("<script>alert(1)</script>"), other = walk("gc1\ngc2");
    const auto comparison = diagnosis::compare(one, other);
    const ComparedWalks walks{one, other, comparison};
    EXPECT_THAT(html(walks, Masking::none), Not(HasSubstr("<script>")));
    EXPECT_THAT(text(walks, Masking::none), Not(HasSubstr("gc1\ngc2")));
}

TEST(CompareReport, NumbersTheStepsOfATitleWithPercentSigns)
{
    test::TraceBuilder b;
    b.stage(trace::Stage::refer).call("%2 and %3", "ex1.corp.test:1");
    const auto walk = b.trace();
    diagnosis::Difference difference;
    difference.change = diagnosis::Change::outcome;
    difference.first = difference.second = walk.hops.back().id;
    const diagnosis::Comparison none;
    const ComparedWalks walks{walk, walk, none};
    const std::string id = std::to_string(walk.hops.back().id), title = fit(walk.hops.back().title).toStdString();
    EXPECT_THAT(title, HasSubstr("%2"));
    EXPECT_EQ(placeOf(difference, walks).toStdString(), title + " (step " + id + " of the first walk, " + id + " of the second)");
}

TEST(CompareReport, SaysThatWalksWereMaskedApart)
{
    EXPECT_EQ(noteOnMasks(Masking::none, Masking::none), QString());
    EXPECT_THAT(noteOnMasks(Masking::masked, Masking::none).toStdString(), HasSubstr("first walk was saved masked"));
    EXPECT_THAT(noteOnMasks(Masking::none, Masking::masked).toStdString(), HasSubstr("second walk was saved masked"));
    EXPECT_THAT(noteOnMasks(Masking::masked, Masking::masked).toStdString(), HasSubstr("each by itself"));
}

trace::Document bothProfiles(const char *fresh)
{
    return {test::recorded::read(fresh).trace, {}, test::recorded::read("finished-profile").trace};
}

TEST(Profiles, AreToldWhereBothWereWalked)
{
    const auto told = profilesIn(bothProfiles("works-by-address"));
    ASSERT_TRUE(told);
    EXPECT_THAT(told->sentence.toStdString(), HasSubstr("A new profile can be set up, and a finished profile works"));
    EXPECT_FALSE(told->differences.isEmpty());
    EXPECT_FALSE(profilesIn({test::recorded::read("works-by-address").trace, {}}));
}

TEST(Profiles, ThatAFinishedOneWorksAndANewOneDoesNotIsSaidWhicheverWasWalkedFirst)
{
    const trace::Document walk = bothProfiles("referral-to-unreachable-gc");
    const trace::Document turned{*walk.companion, {}, walk.trace};
    ASSERT_TRUE(profilesIn(walk) && profilesIn(turned));
    EXPECT_THAT(profilesIn(walk)->sentence.toStdString(), HasSubstr("A finished profile works, a new one cannot be set up."));
    EXPECT_EQ(profilesIn(walk)->sentence, profilesIn(turned)->sentence);
    EXPECT_EQ(profilesIn(walk)->differences, profilesIn(turned)->differences);
}

TEST(Profiles, AreASectionOfTheReports)
{
    const trace::Document walk = bothProfiles("referral-to-unreachable-gc");
    const auto verdict = diagnosis::diagnose(walk.trace);
    const std::string title = titleOfProfiles().toStdString();
    EXPECT_THAT(text(walk, verdict, Masking::none), HasSubstr(title));
    EXPECT_THAT(html(walk, verdict, Masking::none), HasSubstr(title));
    EXPECT_THAT(text(walk.trace, verdict, Masking::none), Not(HasSubstr(title)));
}

TEST(Profiles, AreBothInTheFileWithTheirVerdicts)
{
    const trace::Document walk = bothProfiles("referral-to-unreachable-gc");
    const QJsonObject file = toJson(walk, diagnosis::diagnose(walk.trace), Masking::none);
    const QJsonObject companion = file.value(QLatin1String("companion")).toObject();
    EXPECT_EQ(companion.value(QLatin1String("verdict")).toObject().value(QLatin1String("outcome")).toString(),
              QStringLiteral("works"));
    const auto read = trace::fromJson(QJsonDocument(file).toJson());
    ASSERT_TRUE(read && read->companion);
    EXPECT_EQ(read->companion->asked.profile, "finished");
}

} // namespace
} // namespace mailwalk::report
