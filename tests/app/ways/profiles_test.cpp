#include "support/company.h"
#include "support/spoken.h"
#include "wire/dcerpc/interface.h"

#include <QTableView>

namespace mailwalk::test {
namespace {

using practice::Door;
using practice::Plan;

class BothProfiles : public testing::Test
{
protected:
    // From the first page to the result, and until the other profile has been walked as well.
    void measure(const Company &company, const char *password = nullptr)
    {
        company.typeAccount(driver);
        if (password)
            driver.type("password", QLatin1String(password));
        driver.next();
        driver.waitForPage("result");
        ASSERT_TRUE(waitFor([this] { return !driver.session().isMeasuring(); }));
        QCoreApplication::processEvents();
    }

    const std::optional<wizard::Counterpart> &counterpart() { return driver.session().told()->counterpart; }
    QString said(const char *name) { return driver.said(name).remove(QChar(0x200b)); }

    Driver driver;
};

void deadDirectory(Plan &plan)
{
    practice::Machine &directory = plan.machine(practice::directoryHost);
    directory.mapper = directory.service(wire::dcerpc::nspiInterface).door = Door::refused;
    plan.webHost(practice::proxyHost).secure.door = Door::refused;
}

TEST_F(BothProfiles, AreWalkedAndComparedStepByStep)
{
    const Company company;
    measure(company);
    ASSERT_TRUE(counterpart());
    EXPECT_EQ(counterpart()->trace.asked.profile, "finished");
    EXPECT_EQ(counterpart()->verdict.outcome, diagnosis::Result::works);
    EXPECT_TRUE(said("difference").contains(QStringLiteral("Both were walked"))) << said("difference").toStdString();
    EXPECT_GT(driver.part<QTableView>("profile-differences").model()->rowCount(), 0);
}

TEST_F(BothProfiles, DifferWhereANewOneNeedsWhatAFinishedOneDoesNot)
{
    const Company company(deadDirectory);
    measure(company);
    ASSERT_TRUE(counterpart());
    EXPECT_EQ(driver.session().told()->verdict.outcome, diagnosis::Result::fails);
    EXPECT_EQ(counterpart()->verdict.outcome, diagnosis::Result::works);
    EXPECT_TRUE(said("difference").contains(QStringLiteral("New profile: fails. Finished profile: works.")))
        << said("difference").toStdString();
    driver.press("finished");
    EXPECT_FALSE(said("difference").isEmpty());
}

// Another try could lock the account.
TEST_F(BothProfiles, AreNotWalkedWithAPasswordThatWasRefused)
{
    const Company company;
    measure(company, "Wrong.1");
    EXPECT_FALSE(counterpart());
    EXPECT_FALSE(driver.isThere("measured"));
}

TEST_F(BothProfiles, ShowNoNameOnASharedScreen)
{
    const Company company;
    QTest::keyClick(&driver.wizard(), Qt::Key_F9);
    measure(company);
    ASSERT_TRUE(counterpart());
    for (const auto &texts : {writtenIn(driver.wizard()), heardFrom(driver.wizard())})
        for (const Spoken &spoken : texts)
            for (const char *name : {"corp.test", "alice", "127.77."})
                EXPECT_FALSE(spoken.text.contains(QLatin1String(name), Qt::CaseInsensitive))
                    << spoken.where.toStdString() << ": " << spoken.text.left(300).toStdString();
}

TEST_F(BothProfiles, GoOnNoLongerWhenAnotherWalkBegins)
{
    const Company company;
    company.beginWalk(driver);
    driver.waitForPage("result");
    driver.trigger("again-all");
    driver.waitForPage("account");
    driver.type("password", QString::fromStdString(company.account().password));
    driver.next();
    driver.waitForPage("result");
    ASSERT_TRUE(waitFor([this] { return !driver.session().isMeasuring(); }));
    EXPECT_TRUE(counterpart());
}

} // namespace
} // namespace mailwalk::test
