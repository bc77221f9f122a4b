#include "report/advice.h"
#include "support/driver.h"
#include "support/recorded_walks.h"
#include "support/spoken.h"
#include "wizard/result/saving.h"

#include <QDir>
#include <QJsonDocument>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTreeView>

namespace mailwalk::test {
namespace {

// What the page says of a walk is what the advice says of it, in every part of the page.
void expectItsAdvice(Driver &driver, const std::string &name)
{
    SCOPED_TRACE(name);
    const wizard::Told &told = *driver.session().told();
    const report::Advice advice = report::adviceOf(told.document.trace, told.verdict);
    EXPECT_TRUE(driver.said("verdict").contains(advice.sentence)) << driver.said("verdict").toStdString();
    EXPECT_EQ(driver.isThere("code"), advice.step != 0);
    EXPECT_TRUE(advice.shortCode.isEmpty() || driver.said("code").contains(advice.shortCode));
    for (const QString &line : advice.meaning)
        EXPECT_TRUE(driver.said("meaning").contains(line)) << line.toStdString();
    for (const QString &line : advice.remedies)
        EXPECT_TRUE(driver.said("remedy").contains(line)) << line.toStdString();
    EXPECT_EQ(driver.isThere("letter"), !advice.letters.empty());
    if (!advice.letters.empty() && driver.isThere("letter")) {
        EXPECT_EQ(driver.said("letter"), advice.letters.front().text);
    }
}

TEST(ASavedWalk, IsShownWithItsVerdictWhateverItsCause)
{
    ASSERT_GT(recorded::names().size(), 50u);
    Driver driver;
    for (const std::string &name : recorded::names()) {
        driver.open(recorded::file(name));
        expectItsAdvice(driver, name);
        if (testing::Test::HasFailure())
            break;
    }
}

TEST(ASavedWalk, HasEveryPartOfItsPageFilled)
{
    Driver driver;
    driver.open(recorded::file("epm-ok-dynamic-port-filtered"));
    EXPECT_TRUE(driver.said("verdict").size() > 20);
    for (const char *name : {"meaning", "remedy", "fixers", "code", "letter"})
        EXPECT_FALSE(driver.said(name).trimmed().isEmpty()) << name;
    auto &tabs = driver.part<QTabWidget>("tabs");
    for (const char *tab : {"steps-tab", "settings-tab", "timing-tab", "ports-tab"}) {
        auto *page = tabs.findChild<QWidget *>(QLatin1String(tab));
        ASSERT_TRUE(page) << tab;
        tabs.setCurrentWidget(page);
        QCoreApplication::processEvents();
        EXPECT_TRUE(page->isVisible()) << tab;
    }
}

TEST(ASavedWalk, IsSearchedAndReadStepByStep)
{
    Driver driver;
    driver.open(recorded::file("epm-ok-dynamic-port-filtered"));
    auto &tabs = driver.part<QTabWidget>("tabs");
    tabs.setCurrentWidget(tabs.findChild<QWidget *>(QStringLiteral("steps-tab")));
    auto &steps = driver.part<QTreeView>("steps");
    const auto shownRows = [&] {
        int rows = 0;
        for (QModelIndex index = steps.model()->index(0, 0); index.isValid(); index = steps.indexBelow(index))
            ++rows;
        return rows;
    };
    steps.expandAll();
    const int all = shownRows();
    ASSERT_GT(all, 10);
    driver.press("problems");
    EXPECT_TRUE(waitFor([&] { return steps.expandAll(), shownRows() > 0 && shownRows() < all; }, 3000));
    driver.press("problems");
    driver.type("search", QStringLiteral("NSPI"));
    EXPECT_TRUE(waitFor([&] { return steps.expandAll(), shownRows() > 0 && shownRows() < all; }, 3000));
    driver.type("search", QStringLiteral("no such word anywhere"));
    EXPECT_TRUE(waitFor([&] { return shownRows() == 0; }, 3000));
    driver.type("search", {});
    EXPECT_TRUE(waitFor([&] { return steps.expandAll(), shownRows() == all; }, 3000));
    steps.setCurrentIndex(steps.indexBelow(steps.model()->index(0, 0)));
    EXPECT_FALSE(driver.said("details").isEmpty());
}

// A button that Enter presses, and be it Close, is none of a list's.
TEST(ASavedWalk, StaysWhereItIsWhenEnterIsPressedInAList)
{
    Driver driver;
    driver.open(recorded::file("epm-ok-dynamic-port-filtered"));
    auto &tabs = driver.part<QTabWidget>("tabs");
    for (int i = 0; i < tabs.count(); ++i) {
        tabs.setCurrentIndex(i);
        for (auto *list : tabs.currentWidget()->findChildren<QAbstractItemView *>()) {
            if (!list->isVisible())
                continue;
            list->setFocus();
            list->setCurrentIndex(list->model()->index(0, 0));
            QTest::keyClick(list, Qt::Key_Return);
            QCoreApplication::processEvents();
            EXPECT_EQ(driver.page(), QStringLiteral("result")) << list->objectName().toStdString();
            EXPECT_TRUE(driver.wizard().isVisible()) << list->objectName().toStdString();
        }
    }
}

TEST(ASavedWalk, IsColouredForAFinishedProfile)
{
    Driver driver;
    driver.open(recorded::file("no-rfr-breaks-new-profile"));
    const auto said = [&] {
        QString all;
        for (const Spoken &spoken : heardFrom(driver.part<QWidget>("path")))
            all += spoken.text + QLatin1Char('\n');
        return all;
    };
    const QString fresh = said();
    driver.press("finished");
    EXPECT_TRUE(waitFor([&] { return said() != fresh; }, 3000));
    driver.press("fresh");
    EXPECT_TRUE(waitFor([&] { return said() == fresh; }, 3000));
}

// Whoever saves a walk and opens it has the same walk.
TEST(ASavedWalk, IsSavedAsItWasOpened)
{
    const QString original = recorded::file("wrong-password");
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("copy.json"));
    Driver driver;
    driver.open(original);
    driver.save("save-plain", copy);
    const auto hopsOf = [](const QString &name) {
        QFile file(name);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("hops")];
    };
    EXPECT_EQ(hopsOf(copy), hopsOf(original));
    EXPECT_EQ(QFile::permissions(copy) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
}

TEST(ASavedWalk, IsReportedInEveryForm)
{
    const QTemporaryDir folder;
    Driver driver;
    driver.open(recorded::file("wrong-password"));
    driver.saveEverythingInto(folder.path());
    for (const QFileInfo &file : QDir(folder.path()).entryInfoList(QDir::Files)) {
        EXPECT_GT(file.size(), 1000) << file.fileName().toStdString();
        QFile content(file.filePath());
        ASSERT_TRUE(content.open(QIODevice::ReadOnly));
        const bool isNamed = content.readAll().contains("corp.test");
        if (!file.fileName().endsWith(QStringLiteral(".pdf"))) {
            EXPECT_NE(isNamed, file.fileName().startsWith(QStringLiteral("masked"))) << file.fileName().toStdString();
        }
    }
}

TEST(ASavedWalk, ThatCannotBeSavedIsNotLost)
{
    const QTemporaryDir folder;
    Driver driver;
    driver.open(recorded::file("wrong-password"));
    const QString nowhere = folder.filePath(QStringLiteral("blocked/walk.json"));
    QFile file(folder.filePath(QStringLiteral("blocked")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly)); // a file where a folder should be
    auto *saving = driver.wizard().findChild<wizard::Saving *>();
    saving->save(driver.session().share(), {}, nowhere);
    ASSERT_TRUE(waitFor([&] { return driver.isThere("told"); }));
    EXPECT_GT(driver.said("told").size(), 30);
    EXPECT_TRUE(driver.session().told());
    driver.save("save-plain", folder.filePath(QStringLiteral("walk.json")));
}

} // namespace
} // namespace mailwalk::test
