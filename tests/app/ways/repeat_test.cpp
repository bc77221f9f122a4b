#include "diagnosis/quiet.h"
#include "practice/versions.h"
#include "support/company.h"
#include "support/recorded_walks.h"
#include "support/spoken.h"
#include "wire/dcerpc/interface.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>

namespace mailwalk::test {
namespace {

using practice::Door;
using practice::Plan;

// Directory servers are named in turns; one of three has nobody listening, so that no walk has to wait.
void oneDirectoryDead(Plan &plan)
{
    practice::haveDirectoryServers({"gc2.corp.test", "gc3.corp.test", practice::directoryHost}, plan);
    practice::Machine &dead = plan.machine("gc2.corp.test");
    dead.mapper = dead.service(wire::dcerpc::nspiInterface).door = Door::refused;
}

void silentDirectory(Plan &plan)
{
    plan.machine(practice::directoryHost).service(wire::dcerpc::nspiInterface).door = Door::silent;
}

QString plain(QString text) { return text.remove(QChar(0x200b)); }

class WalkingManyTimes : public testing::Test
{
protected:
    // From the first page on, directly alone.
    void comeTo(const Company &company, const char *wrongPassword = nullptr)
    {
        password = QString::fromStdString(company.account().password);
        driver.session().setSurroundings(company.surroundings());
        driver.choose("only-sometimes");
        driver.waitForPage("account");
        driver.type("address", QStringLiteral("alice@corp.test"));
        driver.type("password", wrongPassword ? QLatin1String(wrongPassword) : password);
        driver.press("more");
        driver.select("transport", QStringLiteral("direct only"));
        driver.next();
        driver.waitForPage("repeat");
    }

    void start(int times)
    {
        driver.part<QSpinBox>("times").setValue(times);
        driver.press("start");
    }

    wizard::Repeating &repeating() { return driver.session().repeating(); }
    bool isSummedUp() { return !repeating().isWalking() && repeating().repeats() && runs() == repeating().series().walks.size(); }
    std::size_t runs() { return repeating().repeats()->summary.runs.size(); }
    void walk(int times)
    {
        start(times);
        ASSERT_TRUE(waitFor([this] { return isSummedUp(); }));
    }

    QString said(const char *name) { return plain(driver.said(name)); }
    const QAbstractItemModel &grid() { return *driver.part<QTableView>("grid").model(); }
    QString spokenOf(int row, int column) { return grid().index(row, column).data(Qt::AccessibleTextRole).toString(); }

    // The first cell of the runs that has this symbol, and says this.
    QModelIndex cellWith(const QString &symbol, const QString &words = {})
    {
        for (int row = 0; row < grid().rowCount(); ++row)
            for (int column = wizardColumns; column < grid().columnCount(); ++column)
                if (grid().index(row, column).data().toString() == symbol && spokenOf(row, column).contains(words))
                    return grid().index(row, column);
        return {};
    }

    static constexpr int wizardColumns = 2; ///< before the runs
    QString password;                       ///< of the company that it came to
    Driver driver;
};

TEST_F(WalkingManyTimes, NamesTheOneDirectoryServerOfThreeThatIsDead)
{
    const Company company(oneDirectoryDead);
    comeTo(company);
    EXPECT_FALSE(driver.isThere("password")) << "it was typed on the page before";
    walk(6);
    EXPECT_TRUE(said("sentence").contains(QStringLiteral("2 of 6"))) << said("sentence").toStdString();
    EXPECT_TRUE(said("sentence").contains(QStringLiteral("gc2.corp.test"))) << said("sentence").toStdString();
    EXPECT_TRUE(said("culprit").contains(QStringLiteral("2 of 2"))) << said("culprit").toStdString();
    EXPECT_EQ(grid().columnCount(), wizardColumns + 6);
    EXPECT_GT(grid().rowCount(), 8);
    const QModelIndex failed = cellWith(QStringLiteral("✘"), QStringLiteral("failed, gc2.corp.test"));
    ASSERT_TRUE(failed.isValid());
    EXPECT_TRUE(spokenOf(failed.row(), 0).contains(QStringLiteral(" of "))) << spokenOf(failed.row(), 0).toStdString();
}

TEST_F(WalkingManyTimes, FillsTheGridWhileItRunsAndEndsAtOnceWhenStopped)
{
    const Company company(silentDirectory);
    comeTo(company);
    start(50);
    ASSERT_TRUE(waitFor([this] { return repeating().isWalking() && driver.isThere("stop") && !said("now").isEmpty(); }));
    EXPECT_FALSE(driver.isThere("start"));
    QElapsedTimer since;
    since.start();
    driver.press("stop");
    ASSERT_TRUE(waitFor([this] { return !repeating().isWalking(); }));
    EXPECT_LT(since.elapsed(), 1500);
    EXPECT_EQ(driver.page(), QStringLiteral("repeat"));
    EXPECT_EQ(repeating().series().ended, "stopped");
    EXPECT_TRUE(waitFor([this] { return isSummedUp(); }));
    EXPECT_FALSE(said("sentence").isEmpty());
}

TEST_F(WalkingManyTimes, EndsAtOnceWhenTheWindowIsClosedOrLeft)
{
    const Company company(silentDirectory);
    comeTo(company);
    start(50);
    ASSERT_TRUE(waitFor([this] { return repeating().isWalking(); }));
    driver.back();
    driver.waitForPage("account");
    EXPECT_TRUE(waitFor([this] { return !repeating().isWalking(); }, 1500));
    EXPECT_EQ(driver.part<QLineEdit>("password").text(), QString());
}

TEST_F(WalkingManyTimes, TriesAWrongPasswordOnce)
{
    const Company company;
    comeTo(company, "Wrong.1");
    walk(5);
    EXPECT_EQ(runs(), 1u);
    EXPECT_EQ(repeating().series().ended, "password-refused");
    EXPECT_TRUE(said("sentence").contains(QStringLiteral("lock"))) << said("sentence").toStdString();
}

TEST_F(WalkingManyTimes, AsksForThePasswordAgainWhenItIsStartedAnew)
{
    const Company company;
    comeTo(company);
    walk(2);
    EXPECT_TRUE(repeating().series().walks.front().trace.asked.signedIn);
    ASSERT_TRUE(driver.isThere("password"));
    EXPECT_EQ(driver.part<QLineEdit>("password").text(), QString());
    walk(2);
    EXPECT_FALSE(repeating().series().walks.front().trace.asked.signedIn);
    driver.type("password", password);
    walk(2);
    EXPECT_TRUE(repeating().series().walks.front().trace.asked.signedIn);
    EXPECT_EQ(repeating().repeats()->summary.failed.bad, 0u);
}

TEST_F(WalkingManyTimes, FollowsAResultAndShowsOneOfTheWalks)
{
    driver.walkThrough(QStringLiteral("store-busy-at-times"));
    driver.press("repeat");
    driver.waitForPage("repeat");
    EXPECT_FALSE(driver.isThere("password")) << "the made-up company's is known";
    walk(4);
    EXPECT_TRUE(said("sentence").contains(QStringLiteral("2 of 4"))) << said("sentence").toStdString();
    const QModelIndex failed = cellWith(QStringLiteral("✘"));
    ASSERT_TRUE(failed.isValid());
    driver.part<QTableView>("grid").setCurrentIndex(failed);
    driver.press("show-run");
    driver.waitForPage("result");
    EXPECT_EQ(driver.session().told()->verdict.outcome, diagnosis::Result::fails);
    driver.press("repeat");
    driver.waitForPage("repeat");
    EXPECT_EQ(runs(), 4u) << "what was walked is still there";
}

TEST_F(WalkingManyTimes, LeadsBackToTheResultItCameFrom)
{
    driver.open(recorded::file("works-by-address"));
    driver.press("repeat");
    driver.waitForPage("repeat");
    EXPECT_TRUE(driver.isThere("password"));
    driver.back();
    driver.waitForPage("result");
}

TEST_F(WalkingManyTimes, IsSavedAndOpenedAgain)
{
    const Company company(oneDirectoryDead);
    comeTo(company);
    walk(3);
    const QString before = said("sentence");
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("many.json"));
    driver.willTakeFile(file);
    driver.press("save-series");
    ASSERT_TRUE(waitFor([&] { return QFileInfo::exists(file) && driver.isThere("told"); }));
    driver.back();
    driver.waitForPage("account");
    driver.wizard().openSaved(file);
    driver.waitForPage("repeat");
    ASSERT_TRUE(waitFor([this] { return isSummedUp(); }));
    EXPECT_EQ(said("sentence"), before);
    EXPECT_EQ(grid().columnCount(), wizardColumns + 3);
}

TEST_F(WalkingManyTimes, ShowsNoNameOnASharedScreen)
{
    const Company company(oneDirectoryDead);
    QTest::keyClick(&driver.wizard(), Qt::Key_F9);
    comeTo(company);
    const auto expectMasked = [this] {
        for (const auto &texts : {writtenIn(driver.wizard()), heardFrom(driver.wizard())})
            for (const Spoken &spoken : texts)
                for (const char *name : {"corp.test", "alice", "gc2", "127.77."})
                    ASSERT_FALSE(spoken.text.contains(QLatin1String(name), Qt::CaseInsensitive))
                        << spoken.where.toStdString() << ": " << spoken.text.left(300).toStdString();
    };
    std::size_t looks = 0;
    QObject::connect(&repeating(), &wizard::Repeating::glanced, &driver.wizard(), [&] {
        if (++looks % 10 == 1)
            expectMasked();
    });
    walk(3);
    EXPECT_GT(looks, 0u);
    expectMasked();
    EXPECT_TRUE(said("sentence").contains(QStringLiteral("1 of 3"))) << said("sentence").toStdString();
    QTest::keyClick(&driver.wizard(), Qt::Key_F9);
    ASSERT_TRUE(waitFor([this] { return isSummedUp(); }));
    EXPECT_TRUE(said("sentence").contains(QStringLiteral("gc2.corp.test"))) << said("sentence").toStdString();
}

constexpr Milliseconds forgottenAfter{2500}, silence{5000}; // no walk is silent for so long by itself

wizard::Errand quietly(const Company &company)
{
    wizard::Errand errand;
    errand.request.address = company.account().address;
    errand.request.via = trace::Transport::direct;
    errand.request.identity = auth::identityFrom(company.account().user, Secret(std::string(company.account().password)));
    errand.deadlines = Deadlines::all(Milliseconds(3000));
    errand.quiet = silence;
    return errand;
}

std::ptrdiff_t walksHeldQuiet(const report::Repeats &series)
{
    return std::count_if(series.walks.begin(), series.walks.end(), [](const trace::Document &walk) {
        const auto &hops = walk.trace.hops;
        return std::any_of(hops.begin(), hops.end(), [](const trace::Hop &hop) { return hop.fact(diagnosis::quietFact); });
    });
}

TEST_F(WalkingManyTimes, TellsThatAQuietConnectionWasForgotten)
{
    const Company company([](Plan &plan) { plan.quiet = {practice::QuietPolicy::Manner::forgets, forgottenAfter}; });
    comeTo(company);
    driver.session().repeat(quietly(company), 2);
    ASSERT_TRUE(waitFor([this] { return isSummedUp(); }));
    EXPECT_EQ(walksHeldQuiet(repeating().series()), 1);
    EXPECT_EQ(repeating().repeats()->summary.failed.bad, 0u);
    ASSERT_TRUE(driver.isThere("quiet-told"));
    EXPECT_TRUE(said("quiet-told").contains(QStringLiteral("quiet connections"))) << said("quiet-told").toStdString();
}

TEST_F(WalkingManyTimes, TellsThatAQuietConnectionStillWorkedInAWholeCompany)
{
    const Company company;
    comeTo(company);
    driver.session().repeat(quietly(company), 2);
    ASSERT_TRUE(waitFor([this] { return isSummedUp(); }));
    EXPECT_EQ(walksHeldQuiet(repeating().series()), 1);
    ASSERT_TRUE(driver.isThere("quiet-told"));
    EXPECT_TRUE(said("quiet-told").contains(QStringLiteral("still worked"))) << said("quiet-told").toStdString();
}

TEST_F(WalkingManyTimes, HoldsAConnectionQuietAsChosenAndLetsGoOfItAtOnce)
{
    const Company company;
    comeTo(company);
    EXPECT_EQ(driver.part<QComboBox>("quiet").currentText(), QStringLiteral("no"));
    driver.select("quiet", QStringLiteral("15 minutes"));
    bool isQuiet = false;
    QObject::connect(&repeating(), &wizard::Repeating::glanced, &driver.wizard(), [&] {
        for (const trace::Hop &hop : repeating().glance().changes)
            if (const std::string *time = hop.fact(diagnosis::quietFact))
                isQuiet = isQuiet || *time == "900 s";
    });
    start(2);
    ASSERT_TRUE(waitFor([&] { return isQuiet; }));
    EXPECT_FALSE(driver.isThere("quiet"));
    QElapsedTimer since;
    since.start();
    driver.press("stop");
    ASSERT_TRUE(waitFor([this] { return !repeating().isWalking(); }));
    EXPECT_LT(since.elapsed(), 1500);
    ASSERT_TRUE(waitFor([this] { return isSummedUp(); }));
    EXPECT_FALSE(driver.isThere("quiet-told")) << said("quiet-told").toStdString();
}

} // namespace
} // namespace mailwalk::test
