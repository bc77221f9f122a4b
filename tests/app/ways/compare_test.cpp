#include "support/driver.h"
#include "support/recorded_walks.h"
#include "support/spoken.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QTableView>

namespace mailwalk::test {
namespace {

const QString good = QStringLiteral("works-by-address"), bad = QStringLiteral("epm-ok-dynamic-port-filtered");

QString fileOf(const QString &name) { return recorded::file(name.toStdString()); }

class ComparingWalks : public testing::Test
{
protected:
    QString said(const char *name) { return driver.said(name).remove(QChar(0x200b)); }
    const QAbstractItemModel &differences() { return *driver.part<QTableView>("differences").model(); }
    bool isCompared() { return driver.isThere("differences") && differences().rowCount() > 0; }
    bool has(const char *side) { return driver.part<QComboBox>(side).currentIndex() >= 0; }

    void drop(const QStringList &files)
    {
        QMimeData dragged;
        QList<QUrl> urls;
        for (const QString &file : files)
            urls += QUrl::fromLocalFile(file);
        dragged.setUrls(urls);
        const QPoint middle = driver.wizard().rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &dragged, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&driver.wizard(), &enter);
        ASSERT_TRUE(enter.isAccepted());
        QDropEvent event(middle, Qt::CopyAction, &dragged, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&driver.wizard(), &event);
    }

    Driver driver;
};

TEST_F(ComparingWalks, TellsTheFirstDifferenceFirst)
{
    driver.open(fileOf(good));
    driver.open(fileOf(bad));
    driver.press("compare");
    driver.waitForPage("compare");
    ASSERT_TRUE(waitFor([this] { return isCompared(); }));
    EXPECT_FALSE(said("sentence").isEmpty());
    const QString first = differences().index(0, 2).data().toString();
    EXPECT_TRUE(said("first-difference").contains(first)) << said("first-difference").toStdString();
    EXPECT_FALSE(driver.said("first-details").isEmpty());
    EXPECT_FALSE(driver.said("second-details").isEmpty());
    driver.back();
    driver.waitForPage("result");
}

TEST_F(ComparingWalks, AsksForWhatIsMissing)
{
    driver.trigger("compare-action");
    driver.waitForPage("compare");
    EXPECT_FALSE(isCompared());
    EXPECT_FALSE(said("sentence").isEmpty());
    driver.willTakeFile(fileOf(good));
    driver.press("open-first");
    ASSERT_TRUE(waitFor([this] { return has("first"); }));
    driver.willTakeFile(fileOf(bad));
    driver.press("open-second");
    ASSERT_TRUE(waitFor([this] { return isCompared(); }));
    driver.back();
    driver.waitForPage("symptom");
}

TEST_F(ComparingWalks, TakesTwoFilesThatAreDropped)
{
    drop({fileOf(good), fileOf(bad)});
    driver.waitForPage("compare");
    ASSERT_TRUE(waitFor([this] { return isCompared(); }));
    const QString before = said("sentence");
    driver.press("swap");
    ASSERT_TRUE(waitFor([this, before] { return isCompared() && said("sentence") != before; }));
}

TEST_F(ComparingWalks, TakesAFileThatIsDroppedBesideTheWalkThatIsShown)
{
    driver.open(fileOf(bad));
    driver.press("compare");
    driver.waitForPage("compare");
    EXPECT_TRUE(has("second"));
    EXPECT_FALSE(has("first"));
    drop({fileOf(good)});
    ASSERT_TRUE(waitFor([this] { return isCompared(); }));
    EXPECT_EQ(driver.page(), QStringLiteral("compare"));
}

TEST_F(ComparingWalks, SaysWhatCannotBeRead)
{
    driver.trigger("compare-action");
    driver.waitForPage("compare");
    drop({fileWith("no walk")});
    ASSERT_TRUE(waitFor([this] { return said("sentence").contains(QStringLiteral("walk.json")); }));
    EXPECT_FALSE(isCompared());
}

TEST_F(ComparingWalks, TheSameWalkHasNoDifference)
{
    driver.open(fileOf(good));
    driver.press("compare");
    driver.waitForPage("compare");
    driver.willTakeFile(fileOf(good));
    driver.press("open-first");
    ASSERT_TRUE(waitFor([this] { return has("first") && said("sentence").contains(QStringLiteral("not differ")); }))
        << said("sentence").toStdString();
    EXPECT_FALSE(isCompared());
}

TEST_F(ComparingWalks, FollowsAWalkWithAnotherAccount)
{
    driver.walkThrough(QStringLiteral("mapi-disabled-for-user"));
    driver.press("compare");
    driver.waitForPage("compare");
    driver.press("walk-other");
    driver.waitForPage("practice");
    driver.select("fault", QString());
    driver.next();
    driver.waitForPage("compare");
    ASSERT_TRUE(waitFor([this] { return isCompared(); }));
    EXPECT_TRUE(has("first") && has("second"));
    driver.back();
    driver.waitForPage("practice");
}

TEST_F(ComparingWalks, ShowsNoNameOnASharedScreen)
{
    driver.open(fileOf(good));
    driver.open(fileOf(bad));
    driver.press("compare");
    driver.waitForPage("compare");
    ASSERT_TRUE(waitFor([this] { return isCompared(); }));
    QTest::keyClick(&driver.wizard(), Qt::Key_F9);
    for (int round = 0; round < 2; ++round) { // at once, and when it is compared anew
        for (const auto &texts : {writtenIn(driver.wizard()), heardFrom(driver.wizard())})
            for (const Spoken &spoken : texts)
                for (const char *name : {"corp.test", "alice", "127.77.", "works-by"})
                    ASSERT_FALSE(spoken.text.contains(QLatin1String(name), Qt::CaseInsensitive))
                        << spoken.where.toStdString() << ": " << spoken.text.left(300).toStdString();
        ASSERT_TRUE(waitFor([this] { return isCompared(); }));
    }
}

} // namespace
} // namespace mailwalk::test
