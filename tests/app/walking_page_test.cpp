#include "wizard/pages/walking_page.h"

#include "diagnosis/quiet.h"
#include "wizard/pages/consent_panel.h"
#include "wizard/picture/path_view.h"
#include "wizard/session.h"

#include <QApplication>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>
#include <QWizard>
#include <ctime>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

namespace {

using trace::Hop;
using trace::Kind;
using trace::Outcome;

constexpr int patience = 60000; ///< ms; only a failing test waits so long

enum Page { before, walking, after };

Errand practiceWith(const char *fault)
{
    Errand errand;
    errand.practice.emplace();
    if (*fault)
        errand.practice->fault = fault;
    return errand;
}

Hop running(trace::HopId id, Kind kind, const char *target, double opened = 0)
{
    Hop hop;
    hop.id = id;
    hop.kind = kind;
    hop.target = target;
    hop.opened = opened;
    return hop;
}

class TheWalkingPage : public testing::Test
{
protected:
    void SetUp() override
    {
        wizard.setPage(before, new QWizardPage);
        wizard.setPage(walking, page = new WalkingPage(session));
        wizard.setPage(after, new QWizardPage);
        wizard.resize(1000, 760);
        wizard.show();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&wizard));
    }

    template <class Widget = QWidget> Widget *part(const char *name) const
    {
        return page->findChild<Widget *>(QLatin1String(name));
    }
    QString now() const { return part<QLabel>("now")->text(); }

    void walk(const char *fault)
    {
        session.prepare(practiceWith(fault));
        wizard.next();
        ASSERT_EQ(wizard.currentId(), walking);
        ASSERT_TRUE(session.isWalking());
    }
    bool waitFor(const std::function<bool()> &isSo) { return QTest::qWaitFor(isSo, patience); }
    bool waitForEnd()
    {
        return waitFor([this] { return session.told() != nullptr; });
    }

    // Pictures to look at, where somebody asks for them.
    void picture(const char *name)
    {
        QCoreApplication::processEvents();
        const QString folder = qEnvironmentVariable("MAILWALK_PICTURES");
        EXPECT_TRUE(folder.isEmpty() ||
                    wizard.grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png")));
    }

    Session session;
    QWizard wizard;
    WalkingPage *page = nullptr;
};

} // namespace

TEST_F(TheWalkingPage, WalksWhatWasPreparedAndGoesOnByItself)
{
    walk("");
    EXPECT_FALSE(page->isComplete());
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(wizard.currentId(), after);
    EXPECT_EQ(session.told()->verdict.outcome, diagnosis::Result::works) << session.told()->verdict.sentence;
    EXPECT_TRUE(page->isComplete());
    EXPECT_EQ(part<QProgressBar>("progress")->value(), part<QProgressBar>("progress")->maximum());
    EXPECT_FALSE(part<QPushButton>("stop")->isEnabled());
}

TEST_F(TheWalkingPage, SaysWhatItWaitsForAndOffersToSkipOnlyThat)
{
    walk("server-silent");
    EXPECT_FALSE(part<QPushButton>("skip")->isEnabled());
    ASSERT_TRUE(waitFor([this] { return part<QPushButton>("skip")->isEnabled(); }));
    picture("walking-waits");
    EXPECT_TRUE(now().contains(QStringLiteral(".corp.test"))) << now().toStdString();
    EXPECT_TRUE(part<QLabel>("patience")->text().contains(QStringLiteral("No answer yet")));
    session.setSharing(Sharing::on);
    picture("walking-shared");
    EXPECT_FALSE(now().contains(QStringLiteral("corp"))) << now().toStdString();
    part<QPushButton>("skip")->click();
    ASSERT_TRUE(waitForEnd());
    EXPECT_LT(session.told()->document.trace.hops.front().closed.value_or(0), 12000) << "a skip must not wait for the deadline";
}

TEST_F(TheWalkingPage, StopsAtOnceByEscapeAndShowsWhatWasWalked)
{
    walk("server-silent");
    ASSERT_TRUE(waitFor([this] { return part<QProgressBar>("progress")->value() > 2; }));
    const auto asked = Clock::now();
    QTest::keyClick(&wizard, Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    EXPECT_LT(Clock::now() - asked, Milliseconds(3000));
    EXPECT_EQ(session.told()->verdict.outcome, diagnosis::Result::cancelled);
    EXPECT_EQ(wizard.currentId(), after);
    EXPECT_TRUE(wizard.isVisible());
}

TEST_F(TheWalkingPage, LetsWhoGoesBackStayThere)
{
    walk("server-silent");
    ASSERT_TRUE(waitFor([this] { return part<QProgressBar>("progress")->value() > 0; }));
    wizard.back();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(wizard.currentId(), before);
}

TEST_F(TheWalkingPage, BeginsAnewWithoutAnythingOfTheWalkBefore)
{
    walk("server-silent");
    ASSERT_TRUE(waitFor([this] { return part<QProgressBar>("progress")->value() > 2; }));
    wizard.back();
    walk("");
    EXPECT_TRUE(part<QPushButton>("stop")->isEnabled());
    EXPECT_LT(part<QProgressBar>("progress")->value(), 3);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(session.told()->verdict.outcome, diagnosis::Result::works) << session.told()->verdict.sentence;
    EXPECT_EQ(wizard.currentId(), after);
}

TEST_F(TheWalkingPage, TellsInThePageWhyThereWasNoWalk)
{
    wizard.next();
    Q_EMIT session.troubled(QStringLiteral("There is no free port."));
    picture("walking-trouble");
    EXPECT_TRUE(now().contains(QStringLiteral("There is no free port."))) << now().toStdString();
    EXPECT_FALSE(page->isComplete());
    EXPECT_TRUE(wizard.button(QWizard::BackButton)->isEnabled());
}

// The processor's time of this thread: what other programs do meanwhile does not count.
TEST_F(TheWalkingPage, NeverStallsTheWindowInALongWalk)
{
    wizard.next();
    const auto spent = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1000 + double(time.tv_nsec) / 1e6;
    };
    double longest = 0;
    trace::HopId id = 0;
    for (int batch = 0; batch < 20; ++batch) {
        std::vector<Hop> changes;
        for (int at = 0; at < 500; ++at) {
            Hop hop = running(++id, Kind::connect, "ex1.corp.test:135");
            hop.parent = id > 1 ? 1 : 0;
            hop.transport = trace::Transport::direct;
            hop.stage = trace::Stage::refer;
            hop.outcome = at % 50 ? Outcome::passed : Outcome::running;
            changes.push_back(hop);
        }
        const double begun = spent();
        Q_EMIT session.grew(changes);
        QCoreApplication::processEvents();
        longest = std::max(longest, spent() - begun);
    }
    RecordProperty("longest_gap_ms", int(longest));
    EXPECT_LT(longest, 50);
}

TEST(TheNowSentence, NamesTheMachineOfWhateverIsAskedAndNoneWhenMasked)
{
    for (const Kind kind : {Kind::resolve, Kind::connect, Kind::proxy, Kind::secure, Kind::http, Kind::channel, Kind::map,
                            Kind::bind, Kind::call}) {
        NowSentence now;
        now.take({running(1, Kind::walk, "alice@corp.test"), running(2, kind, "ex1.corp.test:135")});
        EXPECT_TRUE(now.text(report::Masking::none).contains(QStringLiteral("ex1.corp.test"))) << int(kind);
        const QString masked = now.text(report::Masking::masked);
        EXPECT_FALSE(masked.isEmpty() || masked.contains(QStringLiteral("corp")) || masked.contains(QLatin1Char('{')))
            << int(kind);
    }
}

TEST(TheNowSentence, TellsOfSeveralTheOneThatWaitsLongest)
{
    NowSentence now;
    now.take({running(3, Kind::connect, "ex1.corp.test:135", 100), running(4, Kind::connect, "mail.corp.test:443", 200)});
    EXPECT_TRUE(now.text({}).contains(QStringLiteral("ex1")));
    EXPECT_TRUE(now.patience(900).isEmpty());
    EXPECT_TRUE(now.patience(3200).contains(QStringLiteral("3"))) << now.patience(3200).toStdString();
    Hop answered = running(3, Kind::connect, "ex1.corp.test:135", 100);
    answered.outcome = Outcome::passed;
    now.take({answered});
    EXPECT_TRUE(now.text({}).contains(QStringLiteral("mail")));
    EXPECT_EQ(now.waited(1200), 1000);
    now.clear();
    EXPECT_TRUE(now.text({}).isEmpty());
}

TEST(TheNowSentence, TellsThatASilenceIsMeant)
{
    Hop silence = running(2, Kind::attempt, "ex1.corp.test:6001");
    NowSentence now;
    now.take({running(1, Kind::walk, "alice@corp.test"), silence});
    EXPECT_TRUE(now.text({}).isEmpty()); // a step that only holds others
    silence.facts = {{diagnosis::quietFact, "300 s"}};
    now.take({silence});
    EXPECT_TRUE(now.text({}).contains(QStringLiteral("ex1.corp.test"))) << now.text({}).toStdString();
    EXPECT_TRUE(now.text({}).contains(QStringLiteral("300 s"))) << now.text({}).toStdString();
    const QString masked = now.text(report::Masking::masked);
    EXPECT_TRUE(masked.contains(QStringLiteral("300 s")) && !masked.contains(QStringLiteral("corp"))) << masked.toStdString();
}

TEST(TheNowSentence, ShowsWhatAServerChoseHarmless)
{
    NowSentence now;
    now.take({running(1, Kind::resolve, "<b>x</b>\x1b[31m\n\xe2\x80\xae")});
    const QString text = now.text({});
    EXPECT_FALSE(text.contains(QLatin1Char('\x1b')) || text.contains(QLatin1Char('\n')) || text.contains(QChar(0x202e)));
}

namespace {

class TheConsent : public testing::Test
{
protected:
    void SetUp() override
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(button);
        layout->addWidget(panel);
        layout->addStretch();
        window.resize(760, 500);
        window.show();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
        button->setFocus();
        QObject::connect(panel, &ConsentPanel::answered, [this](http::Answer given) { answers.push_back(given); });
    }
    QPushButton *part(const char *name) const { return panel->findChild<QPushButton *>(QLatin1String(name)); }
    QString question() const { return panel->findChild<QLabel *>(QStringLiteral("question"))->text(); }
    void picture(const QString &name)
    {
        QCoreApplication::processEvents();
        const QString folder = qEnvironmentVariable("MAILWALK_PICTURES");
        EXPECT_TRUE(folder.isEmpty() || window.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
    }

    static http::Question about(http::Doubt doubt)
    {
        return {doubt, "mail.elsewhere.test", "https://autodiscover.corp.test/autodiscover/autodiscover.xml",
                doubt == http::Doubt::certificate
                    ? "The name does not fit: it is for www.elsewhere.test\nIssuer: CN=<b>Nobody</b>\n"
                      "SHA-256: 8cb007792d0494127f40c20a462213ce8151498efaed43894518688989728283"
                    : "",
                7};
    }

    QWidget window;
    QPushButton *button = new QPushButton(QStringLiteral("Before"));
    ConsentPanel *panel = new ConsentPanel;
    std::vector<http::Answer> answers;
};

} // namespace

TEST_F(TheConsent, OffersTheSafeAnswerFirstForEveryDoubt)
{
    for (const http::Doubt doubt : {http::Doubt::foreignHost, http::Doubt::unprovenServer, http::Doubt::certificate}) {
        panel->ask(about(doubt), report::Masking::none);
        picture(QStringLiteral("consent-%1").arg(int(doubt)));
        EXPECT_TRUE(panel->isVisible());
        EXPECT_EQ(QApplication::focusWidget(), part("no"));
        EXPECT_TRUE(part("no")->isDefault());
        EXPECT_LT(part("no")->x(), part("yes")->x());
        EXPECT_TRUE(question().contains(QStringLiteral("mail.elsewhere.test"))) << question().toStdString();
        EXPECT_EQ(part("no")->accessibleDescription(), question());
        answers.clear();
        part("no")->click();
        EXPECT_EQ(answers, std::vector{http::Answer::no});
        EXPECT_FALSE(panel->isVisible());
        EXPECT_EQ(QApplication::focusWidget(), button);
    }
}

TEST_F(TheConsent, SaysYesOnlyWhenYesIsPressed)
{
    panel->ask(about(http::Doubt::foreignHost), report::Masking::none);
    part("yes")->setFocus();
    QTest::keyClick(part("yes"), Qt::Key_Return);
    EXPECT_TRUE(answers.empty());
    QTest::keyClick(part("yes"), Qt::Key_Space);
    EXPECT_EQ(answers, std::vector{http::Answer::yes});
    panel->give(http::Answer::yes); // nothing is asked any more
    EXPECT_EQ(answers.size(), 1u);
}

TEST_F(TheConsent, NamesNobodyOnASharedScreenUntilThePersonWantsIt)
{
    panel->ask(about(http::Doubt::certificate), report::Masking::masked);
    picture(QStringLiteral("consent-shared"));
    EXPECT_FALSE(question().contains(QStringLiteral("elsewhere")) || question().contains(QStringLiteral("corp")));
    EXPECT_FALSE(panel->findChild<QPlainTextEdit *>()->isVisible());
    ASSERT_TRUE(part("consent-names")->isVisible());
    part("consent-names")->click();
    EXPECT_TRUE(question().contains(QStringLiteral("mail.elsewhere.test")));
    EXPECT_TRUE(panel->findChild<QPlainTextEdit *>()->toPlainText().contains(QStringLiteral("<b>Nobody</b>")));
    EXPECT_TRUE(answers.empty());
}

TEST_F(TheConsent, GoesWithoutAnAnswerWhenTheWalkIsOver)
{
    panel->ask(about(http::Doubt::unprovenServer), report::Masking::none);
    panel->close();
    EXPECT_FALSE(panel->isVisible());
    EXPECT_TRUE(answers.empty());
}

} // namespace mailwalk::wizard
