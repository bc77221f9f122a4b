#include "cli/program.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailwalk::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string recordedAs(const char *name) { return std::string(MAILWALK_SOURCE_DIR "/tests/walks/") + name + ".json"; }

TEST(Compare, PointsAtWhatStoppedOneOfTwoSavedWalks)
{
    const Ran program = ran({"compare", recordedAs("works-typed"), recordedAs("referral-to-unreachable-gc"), "--json", "-"});
    EXPECT_EQ(program.exit, 0);
    const QJsonObject first = json(program.out).value(QLatin1String("differences")).toArray().first().toObject();
    EXPECT_EQ(first.value(QLatin1String("role")).toString(), QStringLiteral("direct/look-up/connect mapper"));
    EXPECT_THAT(program.err, HasSubstr("gc2.corp.test"));
}

TEST(Compare, MasksBothWalks)
{
    const Ran program = ran({"compare", recordedAs("works-typed"), recordedAs("referral-to-unreachable-gc"), "--mask"});
    EXPECT_EQ(program.exit, 0);
    EXPECT_THAT(program.out, Not(HasSubstr("corp.test")));
}

TEST(Compare, SaysThatOneOfTheWalksWasMaskedBefore)
{
    const QTemporaryDir folder;
    const std::string masked = folder.filePath(QStringLiteral("masked.json")).toStdString();
    ASSERT_EQ(ran({"show", recordedAs("works-typed"), "--mask", "--json", masked}).exit, 0);
    for (const Words &options : {Words{}, Words{"--quiet"}, Words{"--mask"}, Words{"--json", "-"}}) {
        Words arguments{"compare", masked, recordedAs("works-typed")};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Ran program = ran(arguments);
        EXPECT_EQ(program.exit, 0) << program.err;
        EXPECT_EQ(QString::fromStdString(program.out).simplified().count(QStringLiteral("first walk was saved masked")), 1)
            << program.out;
    }
}

TEST(Compare, OfAWalkWithItselfFindsNothing)
{
    const Ran program = ran({"compare", recordedAs("works-typed"), recordedAs("works-typed"), "--quiet"});
    EXPECT_EQ(program.exit, 0);
    EXPECT_THAT(program.out, HasSubstr("do not differ"));
}

} // namespace
} // namespace mailwalk::test
