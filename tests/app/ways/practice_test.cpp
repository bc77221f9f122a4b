#include "diagnosis/short_code.h"
#include "practice/organisation.h"
#include "support/driver.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QPlainTextEdit>

namespace mailwalk::test {
namespace {

using diagnosis::Result;

Result outcomeOf(Driver &driver) { return driver.session().told()->verdict.outcome; }

TEST(Practising, WalksTheWholeCompanyToAnOpenMailbox)
{
    Driver driver;
    driver.walkThrough({});
    EXPECT_EQ(outcomeOf(driver), Result::works);
    EXPECT_FALSE(driver.said("verdict").isEmpty());
}

TEST(Practising, SaysWhatIsBrokenWhoCanMendItAndWhatToTellThem)
{
    Driver driver;
    driver.walkThrough(QStringLiteral("mapi-disabled-for-user"));
    EXPECT_EQ(outcomeOf(driver), Result::fails);
    EXPECT_FALSE(driver.said("meaning").isEmpty());
    EXPECT_FALSE(driver.said("fixers").isEmpty());
    const auto &told = *driver.session().told();
    EXPECT_TRUE(driver.said("code").contains(QString::fromStdString(diagnosis::shortCode(told.verdict, told.document.trace))));
    driver.press("copy-letter");
    EXPECT_EQ(QApplication::clipboard()->text().trimmed(), driver.said("letter").trimmed());
    EXPECT_GT(driver.said("letter").size(), 80);
}

TEST(Practising, WalksAgain)
{
    Driver driver;
    driver.walkThrough(QStringLiteral("mapi-disabled-for-user"));
    driver.trigger("again-all");
    EXPECT_TRUE(waitFor([&] { return driver.page() != QStringLiteral("result"); }));
    if (driver.page() == QStringLiteral("practice")) {
        driver.select("fault", {});
        driver.next();
    }
    driver.waitForPage("result");
    EXPECT_TRUE(driver.session().told());
}

TEST(Practising, GoesOnByEnterInTheListOfFaultsAndNoFurther)
{
    Driver driver;
    driver.choose("practise");
    driver.waitForPage("practice");
    auto &faults = driver.part<QAbstractItemView>("fault");
    driver.select("fault", QStringLiteral("server-silent"));
    faults.setFocus();
    QTest::keyClick(&faults, Qt::Key_Return);
    driver.waitForPage("walking");
    EXPECT_TRUE(driver.wizard().isVisible());
    EXPECT_TRUE(driver.session().isWalking());
    driver.press("stop");
    driver.waitForPage("result");
}

TEST(Practising, BreaksSomethingItselfAndDoesNotSayWhat)
{
    Driver driver;
    driver.choose("practise");
    driver.waitForPage("practice");
    driver.press("surprise");
    EXPECT_FALSE(driver.isThere("fault"));
    driver.next();
    driver.waitForPage("walking");
    ASSERT_TRUE(driver.session().practised());
    EXPECT_TRUE(driver.session().practised()->fault);
}

TEST(Practising, LetsOneGuessWhatItHasBroken)
{
    Driver driver;
    driver.beSurprised(QStringLiteral("mapi-disabled-for-user"));
    ASSERT_TRUE(driver.session().practised());
    const QString before = driver.said("judgement");
    auto &guesses = driver.part<QAbstractItemView>("guesses");
    ASSERT_GT(guesses.model()->rowCount(), 1);
    guesses.setFocus();
    guesses.setCurrentIndex(guesses.model()->index(0, 0));
    QTest::keyClick(&guesses, Qt::Key_Return);
    EXPECT_TRUE(waitFor([&] { return driver.said("judgement") != before; }, 2000));
    driver.next();
    driver.waitForPage("result");
}

TEST(SkippingAStep, GoesOnWithWhatComesAfterIt)
{
    Driver driver;
    QElapsedTimer since;
    driver.practise(QStringLiteral("server-silent"));
    ASSERT_TRUE(waitFor([&] { return driver.isThere("skip"); }));
    since.start();
    while (driver.page() == QStringLiteral("walking") && since.elapsed() < 6000) {
        if (driver.isThere("skip"))
            driver.press("skip");
        QTest::qWait(50);
    }
    driver.waitForPage("result");
    EXPECT_LT(since.elapsed(), 7000); // less than one deadline
    EXPECT_NE(outcomeOf(driver), Result::cancelled);
}

} // namespace
} // namespace mailwalk::test
