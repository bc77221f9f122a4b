#include "report/repeat.h"

#include "support/trace_builder.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <gtest/gtest.h>

namespace mailwalk::report {
namespace {

using namespace trace;
using test::TraceBuilder;

Trace walkTo(const std::string &directory, const std::string &address, bool fails)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135");
    b.stage(Stage::lookUp);
    b.last().target = directory;
    b.connect(directory + ":135", address);
    if (fails) {
        b.fails(Code::timeout);
        return b.trace();
    }
    b.stage(Stage::open).connect("ex1.corp.test:135").call("RopLogon", "ex1.corp.test:49160");
    return b.trace();
}

Repeats threeWalks()
{
    return {{{walkTo("gc1.corp.test", "10.0.0.2", false), {}},
             {walkTo("gc2.corp.test", "10.0.0.17", true), {}},
             {walkTo("gc1.corp.test", "10.0.0.2", false), {}}},
            3};
}

diagnosis::Repetition summaryOf(const Repeats &repeats) { return diagnosis::summarise(tracesOf(repeats)); }

QByteArray written(const Repeats &repeats, Masking masking = Masking::none)
{
    return QJsonDocument(toJson(repeats, summaryOf(repeats), masking)).toJson();
}

QByteArray with(const char *member, const QJsonValue &value)
{
    QJsonObject file = QJsonDocument::fromJson(written(threeWalks())).object();
    file.insert(QLatin1String(member), value);
    return QJsonDocument(file).toJson();
}

TEST(RepeatFile, IsReadAsItWasWritten)
{
    Repeats repeats = threeWalks();
    repeats.wanted = 10;
    repeats.ended = "password-refused";
    const auto read = repeatsFromJson(written(repeats));
    ASSERT_TRUE(read) << read.error().text.toStdString();
    EXPECT_EQ(read->walks.size(), 3u);
    EXPECT_EQ(read->wanted, 10u);
    EXPECT_EQ(read->ended, "password-refused");
    EXPECT_EQ(written(*read), written(repeats));
}

TEST(RepeatFile, KeepsMembersThatItDoesNotKnow)
{
    QJsonObject file = QJsonDocument::fromJson(written(threeWalks())).object();
    file.insert(QStringLiteral("later"), QStringLiteral("kept"));
    const auto read = repeatsFromJson(QJsonDocument(file).toJson());
    ASSERT_TRUE(read);
    EXPECT_EQ(toJson(*read, summaryOf(*read), Masking::none).value(QLatin1String("later")).toString(), QLatin1String("kept"));
}

TEST(RepeatFile, ItsSummaryNamesTheCulpritAndTheCells)
{
    const QJsonObject summary =
        QJsonDocument::fromJson(written(threeWalks())).object().value(QLatin1String("summary")).toObject();
    EXPECT_EQ(summary.value(QLatin1String("culprit")).toObject().value(QLatin1String("name")).toString(),
              QLatin1String("gc2.corp.test"));
    EXPECT_EQ(summary.value(QLatin1String("failed")).toObject().value(QLatin1String("bad")).toInt(), 1);
    EXPECT_EQ(summary.value(QLatin1String("runs")).toArray().size(), 3);
    for (const QJsonValue &hop : summary.value(QLatin1String("hops")).toArray())
        EXPECT_EQ(hop.toObject().value(QLatin1String("runs")).toArray().size(), 3);
}

TEST(RepeatFile, IsAsTheSchemaSays)
{
    QFile file(QStringLiteral(MAILWALK_SOURCE_DIR "/resources/mailwalk-repeat.schema.json"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonObject schema = QJsonDocument::fromJson(file.readAll()).object();
    const auto known = [](const QJsonValue &type) {
        return type.toObject().value(QLatin1String("properties")).toObject().keys();
    };
    const auto defined = [&](const char *name) {
        return known(schema.value(QLatin1String("$defs")).toObject().value(QLatin1String(name)));
    };
    const QJsonObject series = QJsonDocument::fromJson(written(threeWalks())).object();
    const QJsonObject summary = series.value(QLatin1String("summary")).toObject();
    const QJsonObject hop = summary.value(QLatin1String("hops")).toArray().first().toObject();
    EXPECT_EQ(series.keys(), known(schema));
    EXPECT_EQ(summary.keys(), defined("summary"));
    EXPECT_EQ(hop.keys(), defined("hop"));
    EXPECT_EQ(hop.value(QLatin1String("runs")).toArray().first().toObject().keys(), defined("cell"));
    EXPECT_EQ(hop.value(QLatin1String("times")).toObject().keys(), defined("times"));
    EXPECT_EQ(summary.value(QLatin1String("culprit")).toObject().keys(), defined("share"));
    EXPECT_EQ(summary.value(QLatin1String("failed")).toObject().keys(), defined("ratio"));
}

struct Broken {
    const char *name;
    QByteArray file;
    const char *place;
};

class BrokenRepeatFile : public testing::TestWithParam<Broken>
{
};

TEST_P(BrokenRepeatFile, IsRefusedWithThePlace)
{
    const auto read = repeatsFromJson(GetParam().file);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().place.toStdString(), GetParam().place);
}

QJsonArray manyWalks(int count)
{
    const QJsonValue one =
        QJsonDocument::fromJson(written(threeWalks())).object().value(QLatin1String("walks")).toArray().first();
    QJsonArray all;
    for (int i = 0; i < count; ++i)
        all.append(one);
    return all;
}

QJsonArray withABrokenSecond()
{
    QJsonArray walks = manyWalks(2);
    QJsonObject second = walks.at(1).toObject();
    second.insert(QStringLiteral("hops"), QJsonArray{QStringLiteral("?")});
    walks.replace(1, second);
    return walks;
}

INSTANTIATE_TEST_SUITE_P(Rows, BrokenRepeatFile,
                         testing::Values(Broken{"NoJson", "{", "file"}, Broken{"NoObject", "[]", "file"},
                                         Broken{"ASingleWalk", "{\"format\": \"mailwalk-trace\"}", "format"},
                                         Broken{"ALaterVersion", with("version", 2), "version"},
                                         Broken{"NoVersion", with("version", QStringLiteral("1")), "version"},
                                         Broken{"NoList", with("walks", 3), "walks"},
                                         Broken{"NoWalk", with("walks", QJsonArray{}), "walks"},
                                         Broken{"TooManyWalks", with("walks", manyWalks(101)), "walks"},
                                         Broken{"AWalkThatIsNone", with("walks", QJsonArray{1}), "walks[0].format"},
                                         Broken{"ABrokenHop", with("walks", withABrokenSecond()), "walks[1].hops[0]"}),
                         [](const auto &row) { return row.param.name; });

TEST(RepeatFile, AnImpossibleSummaryIsNotBelieved)
{
    const QJsonObject summary{{QStringLiteral("wanted"), 1e300}, {QStringLiteral("ended"), QStringLiteral("\x1b[2J")}};
    const auto read = repeatsFromJson(with("summary", summary));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->wanted, 3u);
    EXPECT_EQ(read->ended, "");
}

TEST(RepeatFile, IsToldFromASingleWalk)
{
    EXPECT_TRUE(isOfRepeats(written(threeWalks())));
    EXPECT_FALSE(isOfRepeats("{\"format\": \"mailwalk-trace\"}"));
    EXPECT_FALSE(isOfRepeats("no JSON"));
}

TEST(RepeatMask, ANameHasTheSameWordInEveryWalkAndIsNowhereElse)
{
    const Repeats hidden = masked(threeWalks());
    const diagnosis::Repetition summary = summaryOf(hidden);
    ASSERT_TRUE(summary.culprit);
    for (const std::string &output : {text(hidden, summary, Masking::masked), html(hidden, summary, Masking::masked),
                                      written(hidden, Masking::masked).toStdString()})
        for (const char *name : {"gc1", "gc2", "ex1", "corp.test", "10.0.0.2", "10.0.0.17", "alice"})
            EXPECT_EQ(output.find(name), std::string::npos) << name;
    EXPECT_EQ(summary.failed, summaryOf(threeWalks()).failed);
    EXPECT_EQ(hidden.walks[0].trace.hops.back().target, hidden.walks[2].trace.hops.back().target);
}

TEST(RepeatMask, AFileThatWasMaskedSaysSoWhenItIsWrittenAgain)
{
    const auto read = repeatsFromJson(written(masked(threeWalks()), Masking::masked));
    ASSERT_TRUE(read);
    EXPECT_EQ(maskingOf(*read), Masking::masked);
    EXPECT_TRUE(toJson(*read, summaryOf(*read), Masking::none).value(QLatin1String("masked")).toBool());
}

TEST(RepeatText, SaysTheResultFirstAndShowsEveryRunInTheGrid)
{
    const Repeats repeats = threeWalks();
    const std::string report = text(repeats, summaryOf(repeats), Masking::none);
    EXPECT_EQ(report.find("1 of 3 walk(s) failed, at gc2.corp.test (10.0.0.17)."), 0u) << report;
    EXPECT_NE(report.find("\u2713\u2717\u2713"), std::string::npos) << report;
    EXPECT_NE(report.find("1 of 1     gc2.corp.test"), std::string::npos) << report;
    EXPECT_NE(report.find("Walk 2, the first that failed"), std::string::npos) << report;
}

TEST(RepeatText, SaysWhyThereAreFewerWalksThanWereWanted)
{
    for (const auto &[ended, word] :
         {std::pair{"stopped", "stopped before"}, {"password-refused", "refused sign-in"}, {"sign-in-unanswered", "nobody"}}) {
        Repeats repeats = threeWalks();
        repeats.wanted = 20;
        repeats.ended = ended;
        EXPECT_NE(text(repeats, summaryOf(repeats), Masking::none).find(word), std::string::npos) << ended;
    }
}

TEST(RepeatReports, WhatAServerChoseStaysInItsPlace)
{
    Repeats repeats = threeWalks();
    for (Document &walk : repeats.walks)
        for (Hop &hop : walk.trace.hops) {
            hop.title = "<script>\n\x1b[2J";
            hop.target = "<img src=x>\n\x1b]0;\x07.corp.test:135";
            if (hop.kind == Kind::connect)
                hop.facts.push_back({"x-feserver", "<b>\n\x1b[1m"});
        }
    const diagnosis::Repetition summary = summaryOf(repeats);
    const std::string page = html(repeats, summary, Masking::none), plain = text(repeats, summary, Masking::none);
    for (const char *bad : {"<script>", "<img", "<b>\n"})
        EXPECT_EQ(page.find(bad), std::string::npos) << bad;
    EXPECT_EQ(page.find('\x1b'), std::string::npos);
    EXPECT_EQ(plain.find('\x1b'), std::string::npos);
    EXPECT_EQ(plain.find("<script>\n"), std::string::npos);
}

TEST(RepeatReports, OfNoWalksNothingIsWritten)
{
    const Repeats none;
    EXPECT_TRUE(text(none, summaryOf(none), Masking::none).empty());
    EXPECT_TRUE(html(none, summaryOf(none), Masking::none).empty());
}

} // namespace
} // namespace mailwalk::report
