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

// Of this program; Qt keeps some in a pool for its pictures.
long threads()
{
    long found = 0;
    for (const QFileInfo &thread : QDir(QStringLiteral("/proc/self/task")).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile name(thread.filePath() + QStringLiteral("/comm"));
        found += name.open(QIODevice::ReadOnly) && !name.readAll().startsWith("Thread (pooled");
    }
    return found;
}

class StoppingAWalk : public testing::TestWithParam<Hanging>
{
protected:
    // Until something is asked at this desk that gets no answer.
    void SetUp() override
    {
        QObject::connect(&driver.session(), &wizard::Session::grew, &driver.session(),
                         [this](const std::vector<trace::Hop> &hops) { see(hops); });
        before = threads();
        company.beginWalk(driver);
        ASSERT_TRUE(waitFor([this] { return isHanging(); }));
        ASSERT_TRUE(driver.session().isWalking());
        since.start();
    }

    void see(const std::vector<trace::Hop> &hops)
    {
        for (const trace::Hop &hop : hops)
            if (hop.outcome != trace::Outcome::running)
                asked.erase(hop.id);
            else if (hop.stage == GetParam().stage && !hop.isGroup())
                asked.emplace(hop.id, Clock::now());
    }
    bool isHanging() const
    {
        return std::any_of(asked.begin(), asked.end(),
                           [](const auto &hop) { return Clock::now() - hop.second > Milliseconds(300); });
    }

    // What another lane has found by then stays true.
    bool isCancelled()
    {
        const diagnosis::Verdict &verdict = driver.session().told()->verdict;
        const auto lane = verdict.lanes.find(trace::Transport::direct);
        return verdict.outcome == diagnosis::Result::cancelled ||
               (lane != verdict.lanes.end() && lane->second.outcome == diagnosis::Result::cancelled);
    }

    Company company{GetParam().change};
    Driver driver;
    std::map<trace::HopId, Clock::time_point> asked; ///< and not answered yet
    long before{};
    QElapsedTimer since;
};

TEST_P(StoppingAWalk, EndsItAtOnceAndSaysSo)
{
    driver.press("stop");
    driver.waitForPage("result");
    EXPECT_LT(since.elapsed(), 1500);
    EXPECT_TRUE(isCancelled());
    EXPECT_FALSE(driver.said("verdict").isEmpty());
}

TEST_P(StoppingAWalk, ByEscapeKeepsTheWindow)
{
    QTest::keyClick(driver.wizard().focusWidget() ? driver.wizard().focusWidget() : &driver.wizard(), Qt::Key_Escape);
    driver.waitForPage("result");
    EXPECT_TRUE(driver.wizard().isVisible());
    EXPECT_TRUE(isCancelled());
}

TEST_P(StoppingAWalk, ByClosingTheWindowLeavesNothingBehind)
{
    driver.wizard().close();
    driver.close();
    EXPECT_LT(since.elapsed(), 1500);
    EXPECT_TRUE(waitFor([this] { return threads() <= before; }, 5000)) << threads() - before; // the company's go as well
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
