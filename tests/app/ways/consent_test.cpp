#include "support/company.h"

#include <QLabel>
#include <QPushButton>

namespace mailwalk::test {
namespace {

// As companies do whose mail somebody else keeps: the redirect leads to another company's host.
QString toHoster() { return QStringLiteral("redirect-consent-declined"); }

bool isAsked(Driver &driver)
{
    return waitFor([&] { return driver.isThere("consent") || driver.page() != QStringLiteral("walking"); }) &&
           driver.isThere("consent");
}

const trace::Trace &walked(Driver &driver) { return driver.session().told()->document.trace; }

bool hasHop(const trace::Trace &trace, const std::function<bool(const trace::Hop &)> &fits)
{
    return std::any_of(trace.hops.begin(), trace.hops.end(), fits);
}

TEST(Consent, IsAskedInThePageWithTheSafeAnswerFirst)
{
    Driver driver;
    driver.practise(toHoster());
    ASSERT_TRUE(isAsked(driver));
    EXPECT_TRUE(driver.said("question").contains(QStringLiteral("hosting.test")));
    auto &no = driver.part<QPushButton>("no");
    EXPECT_TRUE(no.isDefault());
    EXPECT_EQ(driver.wizard().focusWidget(), &no);
    EXPECT_FALSE(driver.part<QPushButton>("yes").isDefault());
    EXPECT_FALSE(QApplication::activeModalWidget());
    driver.press("no");
    driver.waitForPage("result");
}

TEST(Consent, DeclinedIsShownAsNotRun)
{
    Driver driver;
    driver.practise(toHoster());
    ASSERT_TRUE(isAsked(driver));
    driver.press("no");
    driver.waitForPage("result");
    EXPECT_NE(driver.session().told()->verdict.outcome, diagnosis::Result::works);
    EXPECT_TRUE(hasHop(walked(driver), [](const trace::Hop &hop) {
        return hop.reason == trace::Reason::consent || (hop.failure && hop.failure->code == trace::Code::consent);
    }));
    EXPECT_FALSE(hasHop(walked(driver), [](const trace::Hop &hop) {
        return hop.kind == trace::Kind::secure && hop.target.find("hosting.test") != std::string::npos;
    }));
}

TEST(Consent, GivenGoesOnAndIsNotAskedForAgain)
{
    Driver driver;
    int questions = 0;
    QObject::connect(&driver.session(), &wizard::Session::asked, &driver.wizard(), [&] { ++questions; });
    driver.practise(toHoster());
    ASSERT_TRUE(isAsked(driver));
    driver.press("yes");
    driver.waitForPage("result");
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(hasHop(walked(driver), [](const trace::Hop &hop) {
        return hop.kind == trace::Kind::secure && hop.target.find("hosting.test") != std::string::npos;
    }));
}

TEST(Consent, OfACertificateThatDoesNotFitLooksOnButNeverSignsIn)
{
    Driver driver;
    driver.practise(QStringLiteral("autodiscover-cert-name-mismatch"));
    ASSERT_TRUE(isAsked(driver));
    driver.press("yes");
    driver.waitForPage("result");
    EXPECT_EQ(driver.session().told()->verdict.outcome, diagnosis::Result::fails);
}

TEST(Consent, IsNoWhenTheWalkIsStopped)
{
    Driver driver;
    driver.practise(toHoster());
    ASSERT_TRUE(isAsked(driver));
    driver.press("stop");
    driver.waitForPage("result");
    EXPECT_EQ(driver.session().told()->verdict.outcome, diagnosis::Result::cancelled);
}

TEST(Consent, ClosingTheWindowAtTheQuestionLeavesNothingBehind)
{
    Driver driver;
    driver.practise(toHoster());
    ASSERT_TRUE(isAsked(driver));
    const auto asked = Clock::now();
    driver.wizard().close();
    driver.close();
    EXPECT_LT(Clock::now() - asked, Milliseconds(1500));
}

TEST(Consent, EscapeIsNo)
{
    Driver driver;
    driver.practise(toHoster());
    ASSERT_TRUE(isAsked(driver));
    QTest::keyClick(&driver.part<QPushButton>("no"), Qt::Key_Escape);
    driver.waitForPage("result");
    EXPECT_TRUE(driver.wizard().isVisible());
    EXPECT_NE(driver.session().told()->verdict.outcome, diagnosis::Result::works);
}

} // namespace
} // namespace mailwalk::test
