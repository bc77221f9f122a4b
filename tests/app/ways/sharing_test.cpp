#include "support/company.h"
#include "support/recorded_walks.h"
#include "support/spoken.h"

#include <QLineEdit>
#include <QSet>
#include <QTabWidget>

namespace mailwalk::test {
namespace {

// Whatever of a walk belongs to somebody: machines, people, addresses.
QSet<QString> namesIn(const trace::Trace &trace)
{
    QSet<QString> names{QStringLiteral("corp.test"), QStringLiteral("alice"), QStringLiteral("hosting.test")};
    for (const trace::Hop &hop : trace.hops)
        if (hop.address)
            names += QString::fromStdString(*hop.address);
    return names;
}

void expectNone(const QSet<QString> &names, const std::vector<Spoken> &texts, const char *how)
{
    for (const Spoken &spoken : texts)
        for (const QString &name : names)
            EXPECT_FALSE(spoken.text.contains(name, Qt::CaseInsensitive))
                << how << ' ' << spoken.where.toStdString() << ": " << spoken.text.left(300).toStdString();
}

void expectMasked(Driver &driver, const QSet<QString> &names)
{
    SCOPED_TRACE(driver.page().toStdString());
    expectNone(names, writtenIn(driver.wizard()), "written");
    expectNone(names, heardFrom(driver.wizard()), "heard");
}

void expectResultMasked(Driver &driver)
{
    const QSet<QString> names = namesIn(driver.session().told()->document.trace);
    expectMasked(driver, names);
    auto &tabs = driver.part<QTabWidget>("tabs");
    for (int i = 0; i < tabs.count(); ++i) {
        tabs.setCurrentIndex(i);
        QCoreApplication::processEvents();
        expectMasked(driver, names);
    }
}

void share(Driver &driver) { QTest::keyClick(&driver.wizard(), Qt::Key_F9); }

TEST(SharingTheScreen, ShowsNoNameOfAWalkThatIsOpened)
{
    for (const char *walk :
         {"epm-ok-dynamic-port-filtered", "cert-name-mismatch", "wrong-password", "msstd-mismatch", "store-moved"}) {
        SCOPED_TRACE(walk);
        Driver driver;
        share(driver);
        ASSERT_EQ(driver.session().sharing(), wizard::Sharing::on);
        driver.open(recorded::file(walk));
        expectResultMasked(driver);
    }
}

TEST(SharingTheScreen, HidesWhatIsShownAlready)
{
    Driver driver;
    driver.open(recorded::file("epm-ok-dynamic-port-filtered"));
    const auto names = [&] { return namesIn(driver.session().told()->document.trace); };
    ASSERT_TRUE(std::any_of(names().begin(), names().end(), [&](const QString &name) { return !name.isEmpty(); }));
    share(driver);
    expectResultMasked(driver);
    share(driver);
    EXPECT_EQ(driver.session().sharing(), wizard::Sharing::off);
}

TEST(SharingTheScreen, ShowsNoNameWhileItWalks)
{
    const Company company([](practice::Plan &plan) {
        for (practice::WebHost &host : plan.web)
            host.secure.door = practice::Door::swallowed;
    });
    Driver driver;
    share(driver);
    company.beginWalk(driver);
    QSet<QString> names{QStringLiteral("corp.test"), QStringLiteral("alice"), QStringLiteral("127.77.")};
    std::size_t looks = 0;
    QObject::connect(&driver.session(), &wizard::Session::grew, &driver.wizard(), [&] {
        if (++looks < 10)
            expectMasked(driver, names);
    });
    ASSERT_TRUE(waitFor([&] { return looks > 0 && driver.isThere("skip"); }));
    expectMasked(driver, names);
    driver.press("stop");
    driver.waitForPage("result");
    expectResultMasked(driver);
}

TEST(SharingTheScreen, NeverShowsAPassword)
{
    Driver driver;
    driver.choose("new-profile");
    driver.waitForPage("account");
    driver.type("password", QStringLiteral("Practice.1"));
    share(driver);
    EXPECT_EQ(driver.part<QLineEdit>("password").echoMode(), QLineEdit::Password);
    if (driver.isThere("show-password"))
        driver.press("show-password");
    EXPECT_EQ(driver.part<QLineEdit>("password").echoMode(), QLineEdit::Password);
}

TEST(SharingTheScreen, HasLargerType)
{
    Driver driver;
    const int before = driver.wizard().fontMetrics().height();
    share(driver);
    QCoreApplication::processEvents();
    EXPECT_GT(driver.wizard().fontMetrics().height(), before);
    share(driver);
    QCoreApplication::processEvents();
    EXPECT_EQ(driver.wizard().fontMetrics().height(), before);
}

} // namespace
} // namespace mailwalk::test
