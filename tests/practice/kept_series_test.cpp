#include "diagnosis/compare.h"
#include "practice/plan.h"
#include "walks/takes.h"

#include <QDir>
#include <QFile>
#include <gmock/gmock.h>
#include <set>

using namespace mailwalk;
using namespace mailwalk::test;
using diagnosis::Group;
using testing::HasSubstr;
using Verdict = diagnosis::Result;

namespace {

const QString folder = QStringLiteral(MAILWALK_SOURCE_DIR "/tests/walks/repeated");

std::vector<trace::Trace> keptSeries(const std::string &name)
{
    QFile file(folder + QStringLiteral("/%1.json").arg(QString::fromStdString(name)));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name << ": record_walks " << name << " writes it";
    const auto read = report::repeatsFromJson(file.readAll());
    EXPECT_TRUE(bool(read)) << name;
    return read ? report::tracesOf(*read) : std::vector<trace::Trace>{};
}

/// What the same walk, repeated, must say of the one who makes it fail now and then.
struct Row {
    const char *name;
    std::size_t every;
    std::optional<Group> group; ///< none where all walks met the same machines
    const char *culprit;        ///< in lower case
    const char *difference;     ///< the first between a good and a bad walk, likewise
};

// clang-format off
const Row rows[] = {
    {"one-directory-of-three-dead", 3, Group::directoryServer, "gc2.corp.test", "gc2.corp.test"},
    {"one-front-end-of-three-stopped", 3, Group::frontEnd, "cas1", "autodiscover.corp.test answered with an error"},
    {"store-busy-at-times", 2, {}, "", "failed: rpc-fault"},
};
// clang-format on

class KeptSeries : public testing::TestWithParam<Row>
{
};

} // namespace

TEST_P(KeptSeries, FailsAsOftenAsItsFaultIsMet)
{
    const auto repetition = diagnosis::summarise(keptSeries(GetParam().name));
    ASSERT_EQ(repetition.runs.size(), 2 * GetParam().every);
    for (std::size_t run = 0; run < repetition.runs.size(); ++run)
        EXPECT_EQ(repetition.runs[run], run % GetParam().every ? Verdict::works : Verdict::fails) << run;
}

TEST_P(KeptSeries, NamesWhoMakesItFail)
{
    const auto repetition = diagnosis::summarise(keptSeries(GetParam().name));
    ASSERT_EQ(repetition.culprit.has_value(), GetParam().group.has_value()) << repetition.sentence.toStdString();
    EXPECT_THAT(sameCase(repetition.sentence.toStdString()), HasSubstr(GetParam().culprit));
    if (!repetition.culprit)
        return;
    EXPECT_EQ(repetition.culprit->group, *GetParam().group) << repetition.sentence.toStdString();
    EXPECT_EQ(sameCase(repetition.culprit->name), GetParam().culprit);
    EXPECT_EQ(repetition.culprit->failed, (diagnosis::Ratio{2, 2}));
}

TEST_P(KeptSeries, ComparedAGoodAndABadWalkDifferFirstInWhatFailsAndInWhoMakesItFail)
{
    const auto walks = keptSeries(GetParam().name);
    ASSERT_GT(walks.size(), 1u);
    const auto comparison = diagnosis::compare(walks[1], walks[0]);
    ASSERT_FALSE(comparison.differences.empty());
    std::string said;
    for (const auto &difference : comparison.differences)
        said += difference.text.toStdString() + " | " + difference.before + " | " + difference.after + '\n';
    EXPECT_THAT(sameCase(said.substr(0, said.find('\n'))), HasSubstr(GetParam().difference)) << said;
    EXPECT_THAT(sameCase(said), HasSubstr(GetParam().culprit));
}

INSTANTIATE_TEST_SUITE_P(Fleeting, KeptSeries, testing::ValuesIn(rows), [](const auto &row) {
    std::string name = row.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(AllKeptSeries, AreThoseThatTheRecorderWrites)
{
    std::set<std::string> written, kept, tested;
    for (const Series &each : series())
        written.insert(each.take.name);
    for (const QFileInfo &each : QDir(folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files))
        kept.insert(each.completeBaseName().toStdString());
    for (const Row &row : rows)
        tested.insert(row.name);
    EXPECT_EQ(kept, written);
    EXPECT_EQ(tested, written);
}

// The firewall laboratory does the same with ports that swallow; here the dead one refuses, which takes no time.
TEST(Repeated, TwentyWalksNameTheOneDirectoryServerOfThreeThatIsDead)
{
    practice::Plan plan = practice::wholePlan();
    practice::applyFault("one-directory-of-three-dead", plan);
    plan.machine("gc2.corp.test").mapper = practice::Door::refused;
    const practice::Organisation organisation(plan);
    const auto request = requestFor(accountOf(organisation, "alice"), {"--server", practice::typedServer, "--via", "direct"});
    std::vector<trace::Trace> walks;
    while (walks.size() < 20)
        walks.push_back(walk(organisation, request).trace);
    const auto repetition = diagnosis::summarise(walks);
    ASSERT_TRUE(repetition.culprit) << repetition.sentence.toStdString();
    EXPECT_EQ(repetition.culprit->group, Group::directoryServer);
    EXPECT_EQ(repetition.culprit->name, "gc2.corp.test");
    EXPECT_EQ(repetition.culprit->failed, (diagnosis::Ratio{7, 7}));
    EXPECT_EQ(std::count(repetition.runs.begin(), repetition.runs.end(), Verdict::fails), 7);
}
