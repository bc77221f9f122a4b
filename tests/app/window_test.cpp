#include "wizard/window.h"

#include "practice/organisation.h"
#include "wizard/form.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

namespace {

constexpr int patience = 60000; ///< ms; only a failing test waits so long

class TheWindow : public testing::Test
{
protected:
    void SetUp() override
    {
        window.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    }

    template <class Widget> Widget *part(const char *name) const { return window.findChild<Widget *>(QLatin1String(name)); }
    QString verdict() const { return part<QLabel>("verdict")->text(); }
    QString state(const QModelIndex &index) const { return index.siblingAtColumn(HopModel::state).data().toString(); }
    void press(const char *button) { QTest::mouseClick(part<QPushButton>(button), Qt::LeftButton); }

    void choose(const std::string &fault) { window.findChild<Form *>()->choosePractice("", fault); }

    void walk()
    {
        QSignalSpy ended(&window, &wizard::Window::ended);
        press("walk");
        ASSERT_TRUE(window.isWalking());
        ASSERT_TRUE(ended.wait(patience));
    }

    // Pictures to look at, where somebody asks for them.
    void picture(const char *name)
    {
        QCoreApplication::processEvents(); // the layout follows the text
        const QString folder = qEnvironmentVariable("MAILWALK_PICTURES");
        EXPECT_TRUE(folder.isEmpty() ||
                    window.grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png")));
    }

    std::vector<QModelIndex> lit() const
    {
        std::vector<QModelIndex> found;
        for (QModelIndex index = steps()->model()->index(0, 0); index.isValid(); index = steps()->indexBelow(index)) {
            if (index.data(Qt::BackgroundRole).isValid())
                found.push_back(index);
        }
        return found;
    }
    QTreeView *steps() const { return part<QTreeView>("steps"); }

    wizard::Window window;
};

} // namespace

TEST_F(TheWindow, WalksTheWholePracticeOrganisationGreen)
{
    choose("");
    walk();
    picture("works");
    EXPECT_TRUE(verdict().startsWith(QStringLiteral("✔"))) << verdict().toStdString();
    const QModelIndex top = steps()->model()->index(0, 0);
    ASSERT_TRUE(top.isValid());
    EXPECT_TRUE(state(top).contains(QStringLiteral("passed"))) << state(top).toStdString();
    EXPECT_TRUE(lit().empty());
}

TEST_F(TheWindow, LightsTheHopAtWhichABrokenOneStops)
{
    choose("wrong-password");
    walk();
    picture("broken");
    EXPECT_TRUE(verdict().startsWith(QStringLiteral("✘"))) << verdict().toStdString();
    ASSERT_EQ(lit().size(), 1u);
    EXPECT_TRUE(state(lit().front()).contains(QStringLiteral("failed"))) << state(lit().front()).toStdString();
    EXPECT_EQ(steps()->currentIndex(), lit().front());
    EXPECT_TRUE(part<QLabel>("advice")->text().contains(QStringLiteral("Who can mend it")));
    EXPECT_TRUE(part<QPlainTextEdit>("details")->toPlainText().startsWith(QStringLiteral("Message to pass on")));
}

TEST_F(TheWindow, WalksAgainAfterwards)
{
    choose("wrong-password");
    walk();
    choose("");
    walk();
    EXPECT_TRUE(verdict().startsWith(QStringLiteral("✔"))) << verdict().toStdString();
    EXPECT_TRUE(lit().empty());
}

TEST_F(TheWindow, StopsAtOnceWhenTold)
{
    choose("server-silent");
    QSignalSpy ended(&window, &wizard::Window::ended);
    press("walk");
    ASSERT_TRUE(QTest::qWaitFor([this] { return steps()->model()->rowCount() > 0; }, patience));
    const auto asked = Clock::now();
    press("stop");
    ASSERT_TRUE(ended.count() || ended.wait(patience));
    EXPECT_LT(Clock::now() - asked, Milliseconds(1500));
    picture("stopped");
    EXPECT_TRUE(verdict().startsWith(QStringLiteral("■"))) << verdict().toStdString();
    EXPECT_TRUE(part<QPushButton>("walk")->isEnabled());
}

TEST(TheKeyboard, GoesThroughTheWindowFromTopToBottom)
{
    wizard::Window window;
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    window.findChildren<QRadioButton *>().front()->setFocus();
    QStringList met;
    for (int tabs = 0; tabs < 6; ++tabs) {
        QTest::keyClick(&window, Qt::Key_Tab);
        met += QApplication::focusWidget()->accessibleName() + QApplication::focusWidget()->objectName();
    }
    const QStringList expected{QStringLiteral("Account"),
                               QStringLiteral("What is broken"),
                               QStringLiteral("Outlook version"),
                               QStringLiteral("walk"),
                               QStringLiteral("Steps of the walksteps"),
                               QStringLiteral("What was recorded of the chosen stepdetails")};
    EXPECT_EQ(met, expected) << met.join(QLatin1Char('/')).toStdString();
}

// Without a window manager a real screen has no active window, and shortcuts need one.
TEST(Escape, StopsTheWalk)
{
    wizard::Window window;
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    window.findChild<Form *>()->choosePractice("", "server-silent");
    window.start();
    QSignalSpy ended(&window, &wizard::Window::ended);
    QTest::keyClick(&window, Qt::Key_Escape);
    ASSERT_TRUE(ended.wait(patience));
    EXPECT_TRUE(window.findChild<QLabel *>(QStringLiteral("verdict"))->text().startsWith(QStringLiteral("■")));
}

TEST(ClosingTheWindow, StopsTheWalkAndWaitsForItsEnd)
{
    auto window = std::make_unique<wizard::Window>();
    window->findChild<Form *>()->choosePractice("", "server-silent");
    window->start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->findChild<QTreeView *>()->model()->rowCount() > 0; }, patience));
    const auto asked = Clock::now();
    window.reset();
    EXPECT_LT(Clock::now() - asked, Milliseconds(1500));
}

TEST(TheForm, AsksForWhatIsMissingAndForgetsThePassword)
{
    Form form;
    form.show();
    const auto radios = form.findChildren<QRadioButton *>();
    ASSERT_EQ(radios.size(), 2);
    QTest::mouseClick(radios[1], Qt::LeftButton, {}, {5, radios[1]->height() / 2});
    ASSERT_TRUE(radios[1]->isChecked());

    std::map<QString, QLineEdit *> fields;
    for (QLineEdit *field : form.findChildren<QLineEdit *>())
        fields[field->accessibleName()] = field;
    ASSERT_EQ(fields.size(), 4u);
    const auto type = [&](const char *name, const char *text) {
        fields[QLatin1String(name)]->clear();
        QTest::keyClicks(fields[QLatin1String(name)], QLatin1String(text));
    };
    EXPECT_TRUE(form.missing().contains(QStringLiteral("server")));
    type("Exchange server", "no such host!");
    EXPECT_FALSE(form.missing().isEmpty());
    for (const char *number : {"1.2.3.400", "10.0.0", "1.2.3.4.", "ex1.400"}) {
        type("Exchange server", number);
        EXPECT_TRUE(form.missing().contains(QStringLiteral("0 to 255"))) << number;
    }
    type("Exchange server", "192.0.2.10");
    EXPECT_TRUE(form.missing().contains(QStringLiteral("mailbox")));
    type("Exchange server", "ex1.corp.test");
    EXPECT_TRUE(form.missing().contains(QStringLiteral("mailbox")));
    type("Mailbox", "alice");
    EXPECT_EQ(form.missing(), QString());
    type("Password", "Practice.1");
    EXPECT_TRUE(form.missing().contains(QStringLiteral("user name")));
    type("User name", "CORP\\alice");
    EXPECT_EQ(form.missing(), QString());

    const QString buffer = fields[QStringLiteral("Password")]->text(); // the field's own, shared
    const Errand errand = form.takeErrand();
    EXPECT_EQ(buffer.count(QChar::Null), buffer.size());
    EXPECT_FALSE(fields[QStringLiteral("Password")]->isUndoAvailable());
    EXPECT_EQ(errand.request.server, "ex1.corp.test");
    EXPECT_EQ(errand.request.mailbox, "alice");
    ASSERT_TRUE(errand.request.identity);
    EXPECT_EQ(errand.request.identity->domain, "CORP");
    const View password = errand.request.identity->password.reveal();
    EXPECT_TRUE(std::string(password.begin(), password.end()) == "Practice.1");
    EXPECT_EQ(fields[QStringLiteral("Password")]->text(), QString());
}

TEST(TheForm, LeavesNoPasswordBehindWhenItCloses)
{
    auto form = std::make_unique<Form>();
    QString buffer;
    for (QLineEdit *field : form->findChildren<QLineEdit *>())
        if (field->echoMode() == QLineEdit::Password) {
            field->insert(QStringLiteral("Practice.1"));
            buffer = field->text();
        }
    ASSERT_EQ(buffer.size(), 10);
    form.reset();
    EXPECT_EQ(buffer.count(QChar::Null), 10);
}

TEST(TheForm, OffersTheAccountsInTheOrderOfTheOrganisation)
{
    const practice::Organisation organisation({});
    const auto accounts = practice::accounts();
    ASSERT_EQ(accounts.size(), organisation.accounts().size());
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        EXPECT_EQ(accounts[i].address, organisation.accounts()[i].address);
        Form form;
        form.choosePractice(accounts[i].address, "");
        EXPECT_EQ(form.takeErrand().practice->account, i);
    }
}

TEST(TheForm, OffersEveryFaultOfThePracticeOrganisation)
{
    Form form;
    for (const practice::FaultInfo &fault : practice::faults()) {
        form.choosePractice("", fault.id);
        EXPECT_EQ(form.takeErrand().practice->fault, fault.id);
    }
}

} // namespace mailwalk::wizard
