#include "wizard/pages/guess_page.h"

#include "diagnosis/catalogue.h"
#include "practice/organisation.h"
#include "wizard/session.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QWizard>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

namespace {

constexpr int patience = 60000; ///< ms; only a failing test waits so long

// A walk that a machine's closed port ended.
trace::Trace refusedAtTheMapper()
{
    trace::Trace trace;
    trace.asked.address = "alice@corp.test";
    trace::Hop walk;
    walk.id = 1;
    walk.outcome = trace::Outcome::failed;
    trace::Hop connect;
    connect.id = 2;
    connect.parent = 1;
    connect.kind = trace::Kind::connect;
    connect.transport = trace::Transport::direct;
    connect.stage = trace::Stage::refer;
    connect.target = "ex1.corp.test:135";
    connect.outcome = trace::Outcome::failed;
    connect.failure = trace::Failure{trace::Code::refused, "refused", {}, {}};
    trace.hops = {walk, connect};
    return trace;
}

diagnosis::Verdict verdictWith(const trace::Trace &trace, const char *cause)
{
    diagnosis::Verdict verdict;
    verdict.outcome = diagnosis::Result::fails;
    verdict.hop = 2;
    verdict.findings = {diagnosis::findingAt(trace, trace.hops[1], cause)};
    return verdict;
}

std::set<std::string> causesIn(const Riddle &riddle)
{
    std::set<std::string> causes;
    for (const diagnosis::Finding &guess : riddle.guesses())
        causes.insert(guess.cause);
    return causes;
}

} // namespace

TEST(TheRiddle, HidesEveryCauseAmongFourOthersWhatever)
{
    const trace::Trace trace = refusedAtTheMapper();
    for (const diagnosis::Cause &cause : diagnosis::catalogue()) {
        const Riddle riddle = Riddle::of(trace, verdictWith(trace, cause.id), std::mt19937(1));
        ASSERT_EQ(riddle.guesses().size(), Riddle::mostGuesses) << cause.id;
        EXPECT_EQ(causesIn(riddle).size(), Riddle::mostGuesses) << cause.id;
        EXPECT_EQ(riddle.answer().cause, cause.id);
        for (std::size_t at = 0; at < riddle.guesses().size(); ++at) {
            EXPECT_EQ(riddle.isRight(at), riddle.guesses()[at].cause == cause.id);
            EXPECT_FALSE(riddle.guesses()[at].text.empty());
        }
    }
}

TEST(TheRiddle, OffersNothingThatIsTrueAsWell)
{
    const trace::Trace trace = refusedAtTheMapper();
    diagnosis::Verdict verdict = verdictWith(trace, "tcp135-filtered-by-provider");
    const std::set<std::string> offered = causesIn(Riddle::of(trace, verdict, std::mt19937(1)));
    for (const std::string &other : offered)
        if (other != "tcp135-filtered-by-provider")
            verdict.findings.push_back(diagnosis::findingAt(trace, trace.hops[1], other));
    for (const std::string &other : causesIn(Riddle::of(trace, verdict, std::mt19937(1))))
        EXPECT_TRUE(other == "tcp135-filtered-by-provider" || !offered.contains(other)) << other;
}

TEST(TheRiddle, ComesInAnotherOrderAnotherTime)
{
    const trace::Trace trace = refusedAtTheMapper();
    const diagnosis::Verdict verdict = verdictWith(trace, "tcp135-filtered-by-provider");
    std::set<std::string> firsts;
    for (unsigned seed = 0; seed < 20; ++seed)
        firsts.insert(Riddle::of(trace, verdict, std::mt19937(seed)).guesses().front().cause);
    EXPECT_GT(firsts.size(), 2u);
}

TEST(TheRiddle, IsNoneWhereNothingWasFound)
{
    EXPECT_EQ(Riddle::answerIn({}), nullptr);
    EXPECT_TRUE(Riddle::of(refusedAtTheMapper(), {}, std::mt19937(1)).guesses().empty());
}

namespace {

class TheGuessPage : public testing::Test
{
protected:
    void walk(const char *fault, std::size_t account = 0)
    {
        Errand errand;
        errand.practice.emplace();
        errand.practice->account = account;
        if (*fault)
            errand.practice->fault = fault;
        session.prepare(std::move(errand));
        session.begin();
        ASSERT_TRUE(QTest::qWaitFor([this] { return session.told() != nullptr; }, patience));
    }
    void enter()
    {
        wizard.addPage(page = new GuessPage(session));
        wizard.resize(1000, 760);
        wizard.show();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&wizard));
    }
    QListWidget *guesses() const { return page->findChild<QListWidget *>(QStringLiteral("guesses")); }
    QString judgement() const { return page->findChild<QLabel *>(QStringLiteral("judgement"))->text(); }
    // The row whose text tells this cause's sentence.
    int rowOf(const std::string &text) const
    {
        for (int row = 0; row < guesses()->count(); ++row)
            if (guesses()->item(row)->text().remove(QChar(0x200b)).toStdString() == text)
                return row;
        return -1;
    }
    void guess(int row)
    {
        guesses()->setCurrentRow(row);
        page->findChild<QPushButton *>(QStringLiteral("judge"))->click();
    }
    void picture(const char *name)
    {
        QCoreApplication::processEvents();
        const QString folder = qEnvironmentVariable("MAILWALK_PICTURES");
        EXPECT_TRUE(folder.isEmpty() ||
                    wizard.grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png")));
    }

    Session session;
    QWizard wizard;
    GuessPage *page = nullptr;
};

} // namespace

TEST_F(TheGuessPage, JudgesRightAndWrongInWords)
{
    walk("wrong-password");
    ASSERT_TRUE(GuessPage::hasRiddle(session));
    enter();
    picture("guess");
    ASSERT_EQ(guesses()->count(), 5);
    EXPECT_TRUE(judgement().isEmpty());
    const std::string right = Riddle::answerIn(session.told()->verdict)->text;
    const int row = rowOf(right);
    ASSERT_GE(row, 0) << right;
    guess((row + 1) % guesses()->count());
    EXPECT_TRUE(judgement().contains(QStringLiteral("Not quite")));
    EXPECT_TRUE(judgement().contains(QString::fromStdString(right))) << judgement().toStdString();
    picture("guess-wrong");
    guess(row);
    EXPECT_TRUE(judgement().contains(QStringLiteral("Right")));
    picture("guess-right");
}

TEST_F(TheGuessPage, DoesNotTellTheAnswerInThePicture)
{
    walk("wrong-password");
    enter();
    const QString right = QString::fromStdString(Riddle::answerIn(session.told()->verdict)->text);
    const auto stations = page->findChildren<QAbstractButton *>(QRegularExpression(QStringLiteral("^station-")));
    ASSERT_GT(stations.size(), 4);
    for (const QAbstractButton *station : stations) {
        EXPECT_FALSE(station->accessibleDescription().contains(right)) << station->objectName().toStdString();
        EXPECT_FALSE(station->toolTip().contains(right)) << station->objectName().toStdString();
    }
}

TEST_F(TheGuessPage, OutlivesAFileThatCannotBeRead)
{
    walk("wrong-password");
    enter();
    QSignalSpy troubled(&session, &Session::troubled);
    session.open(QStringLiteral("/nonexistent/walk.json"));
    ASSERT_TRUE(troubled.wait(patience));
    guess(0);
    EXPECT_FALSE(judgement().isEmpty());
    ASSERT_TRUE(session.told());
    EXPECT_TRUE(session.practised());
}

TEST_F(TheGuessPage, KnowsTheAccountThatFailsByItself)
{
    const auto accounts = practice::accounts();
    std::size_t account = 0;
    while (account < accounts.size() && accounts[account].expected == "works")
        ++account;
    ASSERT_LT(account, accounts.size());
    walk("", account);
    ASSERT_TRUE(GuessPage::hasRiddle(session));
    EXPECT_EQ(Riddle::answerIn(session.told()->verdict)->cause, accounts[account].expected);
}

TEST_F(TheGuessPage, IsPassedByWhenNothingIsBroken)
{
    walk("");
    EXPECT_FALSE(GuessPage::hasRiddle(session));
}

TEST_F(TheGuessPage, NamesNobodyOnASharedScreen)
{
    session.setSharing(Sharing::on);
    walk("wrong-password");
    enter();
    guess(0);
    for (int row = 0; row < guesses()->count(); ++row)
        EXPECT_FALSE(guesses()->item(row)->text().contains(QStringLiteral("corp"))) << guesses()->item(row)->text().toStdString();
    EXPECT_FALSE(judgement().contains(QStringLiteral("corp.test"))) << judgement().toStdString();
    const QString before = guesses()->item(0)->text();
    session.setSharing(Sharing::off);
    EXPECT_EQ(guesses()->currentRow(), 0);
    EXPECT_FALSE(judgement().isEmpty());
}

} // namespace mailwalk::wizard
