#include "support/company.h"
#include "wire/dcerpc/interface.h"

#include <QDir>
#include <QElapsedTimer>

namespace mailwalk::test {
namespace {

using practice::Door;
using practice::Plan;

/// Something that hangs at one of the desks.
struct Hanging {
    const char *name;
    trace::Stage stage;
    std::function<void(Plan &)> change;
};

void PrintTo(const Hanging &row, std::ostream *out) { *out << row.name; }

void deafWeb(Plan &plan)
{
    for (practice::WebHost &host : plan.web)
        host.secure.door = Door::swallowed;
}

void silent(Plan &plan, const char *host, const wire::dcerpc::Interface &service)
{
    plan.machine(host).service(service).door = Door::silent;
}

const Hanging hangings[] = {
    {"discover", trace::Stage::discover, deafWeb},
    {"refer", trace::Stage::refer, [](Plan &p) { silent(p, practice::typedServer, wire::dcerpc::rfrInterface); }},
    {"lookUp", trace::Stage::lookUp, [](Plan &p) { silent(p, practice::directoryHost, wire::dcerpc::nspiInterface); }},
    {"open", trace::Stage::open, [](Plan &p) { silent(p, practice::typedServer, wire::dcerpc::emsmdbInterface); }},
};

long threads() { return long(QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size()); }

class StoppingAWalk : public testing::TestWithParam<Hanging>
{
protected:
    // Until something is asked at this desk and has not been answered.
    void SetUp() override
    {
        QObject::connect(&driver.session(), &wizard::Session::grew, &driver.session(),
                         [this](const std::vector<trace::Hop> &hops) {
                             for (const trace::Hop &hop : hops)
                                 if (hop.stage == GetParam().stage && !hop.isGroup())
                                     isAsking = hop.outcome == trace::Outcome::running;
                         });
        before = threads();
        company.beginWalk(driver);
        ASSERT_TRUE(waitFor([this] { return isAsking; }));
        ASSERT_TRUE(driver.session().isWalking());
        since.start();
    }

    Company company{GetParam().change};
    Driver driver;
    bool isAsking{};
    long before{};
    QElapsedTimer since;
};

TEST_P(StoppingAWalk, EndsItAtOnceAndSaysSo)
{
    driver.press("stop");
    driver.waitForPage("result");
    EXPECT_LT(since.elapsed(), 1500);
    EXPECT_EQ(driver.session().told()->verdict.outcome, diagnosis::Result::cancelled);
    EXPECT_FALSE(driver.said("verdict").isEmpty());
}

TEST_P(StoppingAWalk, ByEscapeKeepsTheWindow)
{
    QTest::keyClick(driver.wizard().focusWidget() ? driver.wizard().focusWidget() : &driver.wizard(), Qt::Key_Escape);
    driver.waitForPage("result");
    EXPECT_TRUE(driver.wizard().isVisible());
    EXPECT_EQ(driver.session().told()->verdict.outcome, diagnosis::Result::cancelled);
}

TEST_P(StoppingAWalk, ByClosingTheWindowLeavesNothingBehind)
{
    driver.wizard().close();
    driver.close();
    EXPECT_LT(since.elapsed(), 1500);
    EXPECT_LE(threads(), before);
}

TEST_P(StoppingAWalk, ByGoingBackIsDoneAtOnceToo)
{
    driver.back();
    driver.waitForPage("account");
    EXPECT_TRUE(waitFor([this] { return !driver.session().isWalking(); }, 1500));
    EXPECT_EQ(driver.page(), QStringLiteral("account"));
}

INSTANTIATE_TEST_SUITE_P(At, StoppingAWalk, testing::ValuesIn(hangings),
                         [](const auto &row) { return std::string(row.param.name); });

} // namespace
} // namespace mailwalk::test
