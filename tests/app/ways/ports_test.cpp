#include "support/driver.h"
#include "support/recorded_walks.h"

#include <QComboBox>
#include <QFile>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>

namespace mailwalk::test {
namespace {

void seePorts(Driver &driver)
{
    driver.choose("ports-only");
    driver.waitForPage("ports");
}

void openPortsOf(Driver &driver, const char *walk)
{
    driver.open(recorded::file(walk));
    auto &tabs = driver.part<QTabWidget>("tabs");
    tabs.setCurrentWidget(tabs.findChild<QWidget *>(QStringLiteral("ports-tab")));
    driver.press("ports-advice");
    driver.waitForPage("ports");
}

void turnTo(Driver &driver, int tab) { driver.part<QTabWidget>("ports-tabs").setCurrentIndex(tab); }

TEST(PortsAndFirewall, NeedsNoAccountAndNoWalk)
{
    Driver driver;
    seePorts(driver);
    EXPECT_GT(driver.said("sentence").size(), 40);
    EXPECT_FALSE(driver.said("in-short").isEmpty());
    EXPECT_FALSE(driver.said("notes").isEmpty());
    EXPECT_FALSE(driver.part<QTabWidget>("ports-tabs").isTabVisible(3)) << "no walk, no tab of it";
    driver.back();
    driver.waitForPage("symptom");
}

TEST(PortsAndFirewall, AreWrittenForAFirewall)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("ports.nft"));
    Driver driver;
    seePorts(driver);
    driver.press("more-places");
    driver.type("client", QStringLiteral("192.0.2.0/24"));
    driver.type("exchange-hosts", QStringLiteral("198.51.100.7"));
    driver.select("format", QStringLiteral("nft"));
    driver.willTakeFile(file);
    driver.press("save");
    ASSERT_TRUE(waitFor([&] { return driver.isThere("told") && driver.said("told").contains(QStringLiteral("ports.nft")); }));
    QFile written(file);
    ASSERT_TRUE(written.open(QIODevice::ReadOnly));
    const QByteArray content = written.readAll();
    turnTo(driver, 4);
    EXPECT_EQ(QString::fromUtf8(content), driver.said("preview"));
    EXPECT_TRUE(content.contains("198.51.100.7")) << content.constData();
    EXPECT_EQ(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

TEST(PortsAndFirewall, KeepWhatWasChosenOnTheWayBackAndForth)
{
    Driver driver;
    seePorts(driver);
    driver.select("exchange", QStringLiteral("2003"));
    const QString said = driver.said("sentence");
    driver.back();
    seePorts(driver);
    EXPECT_EQ(driver.part<QComboBox>("exchange").currentData().toString(), QStringLiteral("2003"));
    EXPECT_EQ(driver.said("sentence"), said);
}

TEST(PortsAndFirewall, TellsOfAWalkWhatItUsedAndWhichRuleIsMissing)
{
    Driver driver;
    openPortsOf(driver, "epm-ok-dynamic-port-filtered");
    turnTo(driver, 3);
    const auto &used = driver.part<QTableView>("used");
    ASSERT_GT(used.model()->rowCount(), 3);
    QString all;
    for (int row = 0; row < used.model()->rowCount(); ++row)
        for (int column = 0; column < used.model()->columnCount(); ++column)
            all += used.model()->index(row, column).data().toString() + QLatin1Char('\n');
    EXPECT_TRUE(all.contains(QStringLiteral("no answer")) && all.contains(QStringLiteral("when it started")))
        << all.toStdString();
    EXPECT_TRUE(driver.said("missing").contains(QStringLiteral("From Outlook's computer")))
        << driver.said("missing").toStdString();
    driver.back();
    driver.waitForPage("result");
    EXPECT_TRUE(driver.session().told());
}

TEST(PortsAndFirewall, MissNothingOfAWalkThatArrived)
{
    Driver driver;
    openPortsOf(driver, "works-by-address");
    turnTo(driver, 3);
    EXPECT_TRUE(driver.said("missing").contains(QStringLiteral("has answered"))) << driver.said("missing").toStdString();
}

TEST(PortsAndFirewall, AnswerForEveryPairOfVersionsAtOnce)
{
    Driver driver;
    seePorts(driver);
    for (const char *list : {"exchange", "outlook", "transport", "where", "profile", "windows", "format"}) {
        auto &combo = driver.part<QComboBox>(list);
        for (int row = combo.count() - 1; row >= 0; --row) {
            combo.setCurrentIndex(row);
            EXPECT_FALSE(driver.said("sentence").isEmpty()) << list << ' ' << row;
        }
    }
}

} // namespace
} // namespace mailwalk::test
