#include "wizard/pages/account_page.h"

#include "wizard/password_field.h"

#include <QComboBox>
#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <QWizard>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

namespace {

class TheAccountPage : public testing::Test
{
protected:
    void SetUp() override
    {
        QSettings(QStringLiteral("Mailwalk"), QStringLiteral("Mailwalk")).clear();
        open(Symptom::newProfile);
    }

    void open(Symptom symptom)
    {
        session.choose(symptom);
        window = std::make_unique<QWizard>();
        page = new AccountPage(session);
        window->addPage(page);
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
    }

    QLineEdit *field(const char *name) const { return page->findChild<QLineEdit *>(QLatin1String(name)); }
    void type(const char *name, const QString &text) const { field(name)->setText(text); }
    QString hint() const { return page->findChild<QLabel *>(QStringLiteral("hint"))->text(); }
    QToolButton *more() const { return page->findChild<QToolButton *>(QStringLiteral("more")); }

    Session session;
    std::unique_ptr<QWizard> window;
    AccountPage *page{};
};

struct Row {
    const char *what;
    Typed typed;
    const char *word; ///< in the hint; none is: it can be walked
};

std::ostream &operator<<(std::ostream &out, const Row &row) { return out << row.what; }

Typed address(const char *text) { return {.address = QString::fromUtf8(text)}; }

Typed server(const char *text)
{
    Typed typed = address("alice@corp.test");
    typed.server = QString::fromUtf8(text);
    return typed;
}

Typed with(Typed typed, QString Typed::*member, const char *text)
{
    typed.*member = QString::fromUtf8(text);
    return typed;
}

Typed finished(Typed typed)
{
    typed.profile = path::Profile::finished;
    return typed;
}

Typed of2003(Typed typed)
{
    typed.outlook = path::Outlook::v2003;
    return typed;
}

class WhatIsTyped : public testing::TestWithParam<Row>
{
};

} // namespace

TEST_P(WhatIsTyped, IsJudgedWithAHelpfulWord)
{
    const auto obstacle = obstacleIn(GetParam().typed);
    if (!GetParam().word) {
        EXPECT_FALSE(obstacle) << obstacle->sentence.toStdString();
        return;
    }
    ASSERT_TRUE(obstacle);
    EXPECT_TRUE(obstacle->sentence.contains(QLatin1String(GetParam().word))) << obstacle->sentence.toStdString();
}

INSTANTIATE_TEST_SUITE_P(
    Address, WhatIsTyped,
    testing::Values(
        Row{"nothing", {}, "Type your e-mail address"}, Row{"no @", address("alice"), "with the @"},
        Row{"nothing behind", address("alice@"), "after the @"}, Row{"nothing before", address("@corp.test"), "before the @"},
        Row{"space", address("alice archer@corp.test"), "no spaces"}, Row{"two", address("a@b@corp.test"), "one @"},
        Row{"web", address("https://mail.corp.test/owa"), "web address"},
        Row{"owa", address("mail.corp.test/owa"), "web address"}, Row{"user name", address("CORP\\alice"), "user name"},
        Row{"number", address("alice@10.0.0.1"), "name of a company"},
        Row{"no host", address("alice@cor_!p"), "name of a company"}, Row{"free", address("alice@gmail.com"), "for everybody"},
        Row{"free, large", address("Alice@GMail.com"), "for everybody"}, Row{"good", address("alice@corp.test"), nullptr},
        Row{"other letters", address("alice@m\xc3\xbcnchen.test"), nullptr}));

INSTANTIATE_TEST_SUITE_P(
    Rest, WhatIsTyped,
    testing::Values(
        Row{"web", server("https://mail.corp.test/owa"), "without https://"},
        Row{"slash", server("mail.corp.test/owa"), "without https://"}, Row{"port", server("ex1.corp.test:135"), "port number"},
        Row{"address", server("alice@corp.test"), "at the top"}, Row{"share", server("\\\\ex1"), "without \\\\"},
        Row{"odd", server("no such host!"), "letters, digits"}, Row{"1.2.3.400", server("1.2.3.400"), "0 to 255"},
        Row{"10.0.0", server("10.0.0"), "0 to 255"}, Row{"good", server("ex1.corp.test"), nullptr},
        Row{"number", server("192.0.2.10"), nullptr}, Row{"no mailbox", with({}, &Typed::server, "ex1.corp.test"), "mailbox"},
        Row{"proxy alone", with(address("alice@corp.test"), &Typed::rpcProxy, "mail.corp.test"), "behind it"},
        Row{"principal alone", with(address("alice@corp.test"), &Typed::principal, "msstd:mail.corp.test"), "RPC proxy"},
        Row{"principal", with(server("ex1"), &Typed::principal, "mail.corp.test"), "msstd:"},
        Row{"2003", of2003(address("alice@corp.test")), "does not look"},
        Row{"2003 with server", of2003(server("ex1.corp.test")), nullptr},
        Row{"finished", finished(address("alice@corp.test")), nullptr},
        Row{"finished, no name", finished(server("ex1")), "inner name"},
        Row{"finished, whole", with(finished(server("ex1")), &Typed::mailbox, "/o=Corp/cn=alice"), nullptr}));

TEST(TheRequest, HasWhatWasTypedAndWhoSignsIn)
{
    Typed typed = with(server("ex1.corp.test"), &Typed::rpcProxy, "mail.corp.test");
    typed.outlook = path::Outlook::v2007;
    const path::Request request = requestFrom(typed, Secret(std::string("Practice.1")));
    EXPECT_EQ(request.address, "alice@corp.test");
    EXPECT_EQ(request.server, "ex1.corp.test");
    EXPECT_EQ(request.rpcProxy, "mail.corp.test");
    EXPECT_EQ(request.outlook, path::Outlook::v2007);
    ASSERT_TRUE(request.identity);
    EXPECT_EQ(request.identity->user, "alice@corp.test");
    EXPECT_EQ(requestFrom(with(typed, &Typed::user, "CORP\\alice"), Secret(std::string("x"))).identity->domain, "CORP");
    EXPECT_FALSE(requestFrom(typed, {}).identity);
}

TEST(TheRequest, OfAFinishedProfileHasWhatThatStores)
{
    const Typed typed = with(with(finished(server("ex1")), &Typed::mailbox, "/o=Corp/cn=alice"), &Typed::directory, "gc1");
    const path::Request request = requestFrom(typed, {});
    ASSERT_TRUE(request.remembered);
    EXPECT_EQ(request.remembered->server, "ex1");
    EXPECT_EQ(request.remembered->mailboxDn, "/o=Corp/cn=alice");
    EXPECT_EQ(request.remembered->directory, "gc1");
    EXPECT_EQ(typedFrom(request).directory, QStringLiteral("gc1"));
    EXPECT_FALSE(requestFrom(finished(address("alice@corp.test")), {}).remembered);
}

TEST_F(TheAccountPage, LetsTheWalkBeginOnlyWhenItCan)
{
    EXPECT_FALSE(page->isComplete());
    QTest::keyClicks(field("address"), QStringLiteral("alice@corp.test"));
    EXPECT_TRUE(page->isComplete());
    EXPECT_TRUE(hint().contains(QStringLiteral("Without a password"))) << hint().toStdString();
    QTest::keyClicks(field("password"), QStringLiteral("Practice.1"));
    EXPECT_TRUE(hint().contains(QStringLiteral("kept nowhere"))) << hint().toStdString();
    QCoreApplication::processEvents();
    EXPECT_EQ(field("password")->text().size(), 10);
    type("address", QStringLiteral("alice@gmail.com"));
    EXPECT_FALSE(page->isComplete());
}

TEST_F(TheAccountPage, HandsTheErrandToTheSessionAndForgetsThePassword)
{
    type("address", QStringLiteral(" alice@corp.test "));
    QTest::keyClicks(field("password"), QStringLiteral("Practice.1"));
    const QString buffer = field("password")->text(); // the field's own characters, shared
    ASSERT_TRUE(page->validatePage());
    EXPECT_TRUE(session.isPrepared());
    EXPECT_EQ(field("password")->text(), QString());
    EXPECT_EQ(buffer.count(QChar::Null), buffer.size());
    EXPECT_FALSE(field("password")->isUndoAvailable());
    EXPECT_EQ(field("address")->text(), QStringLiteral(" alice@corp.test ")) << "stays for another walk";
}

TEST_F(TheAccountPage, RemembersWhatWasTypedButNeverThePassword)
{
    type("address", QStringLiteral("alice@corp.test"));
    type("password", QStringLiteral("Practice.1"));
    page->findChild<QComboBox *>(QStringLiteral("outlook"))->setCurrentIndex(1);
    ASSERT_TRUE(page->validatePage());
    open(Symptom::newProfile);
    EXPECT_EQ(field("address")->text(), QStringLiteral("alice@corp.test"));
    EXPECT_EQ(page->typed().outlook, path::Outlook::v2007);
    const QSettings settings(QStringLiteral("Mailwalk"), QStringLiteral("Mailwalk"));
    for (const QString &key : settings.allKeys())
        EXPECT_FALSE(settings.value(key).toString().contains(QStringLiteral("Practice"))) << key.toStdString();
}

TEST_F(TheAccountPage, OpensTheRestWhenTheObstacleLiesThere)
{
    type("address", QStringLiteral("alice@corp.test"));
    EXPECT_FALSE(more()->isChecked());
    type("server", QStringLiteral("mail.corp.test/owa"));
    EXPECT_TRUE(more()->isChecked());
    EXPECT_TRUE(field("server")->isVisible());
    EXPECT_TRUE(field("server")->accessibleDescription().contains(QStringLiteral("without https://")));
}

TEST_F(TheAccountPage, ShowsNothingReadableWhileTheScreenIsShared)
{
    type("address", QStringLiteral("alice@corp.test"));
    type("server", QStringLiteral("ex1.corp.test"));
    session.setSharing(Sharing::on);
    for (const char *name : {"address", "user", "mailbox", "server", "rpc-proxy", "principal", "directory", "password"})
        EXPECT_EQ(field(name)->echoMode(), QLineEdit::Password) << name;
    EXPECT_FALSE(page->findChild<QToolButton *>(QStringLiteral("show-password"))->isEnabled());
    session.setSharing(Sharing::off);
    EXPECT_EQ(field("address")->echoMode(), QLineEdit::Normal);
    EXPECT_EQ(field("password")->echoMode(), QLineEdit::Password);
}

TEST_F(TheAccountPage, ShowsThePasswordOnlyWhileTheButtonIsPressed)
{
    auto *eye = page->findChild<QToolButton *>(QStringLiteral("show-password"));
    QTest::mousePress(eye, Qt::LeftButton);
    EXPECT_EQ(field("password")->echoMode(), QLineEdit::Normal);
    QTest::mouseRelease(eye, Qt::LeftButton);
    EXPECT_EQ(field("password")->echoMode(), QLineEdit::Password);
}

TEST_F(TheAccountPage, AsksWhatAFinishedProfileStoresOnlyWhereThereIsOne)
{
    more()->setChecked(true);
    EXPECT_FALSE(field("directory")->isVisible());
    open(Symptom::usedToWork);
    more()->setChecked(true);
    EXPECT_TRUE(field("directory")->isVisible());
    EXPECT_EQ(page->typed().profile, path::Profile::finished);
}

TEST_F(TheAccountPage, TakesUpWhatIsProposedForAnotherWalk)
{
    path::Request request;
    request.address = "carol@corp.test";
    request.outlook = path::Outlook::v2010;
    session.propose(std::move(request));
    open(Symptom::newProfile);
    EXPECT_EQ(field("address")->text(), QStringLiteral("carol@corp.test"));
    EXPECT_EQ(page->typed().outlook, path::Outlook::v2010);
}

TEST(ThePasswordField, IsEmptyAsSoonAsItIsHidden)
{
    PasswordField field;
    field.show();
    QTest::keyClicks(&field, QStringLiteral("Practice.1"));
    const QString buffer = field.text();
    ASSERT_EQ(buffer.size(), 10);
    field.hide();
    QCoreApplication::processEvents();
    EXPECT_EQ(field.text(), QString());
    EXPECT_EQ(buffer.count(QChar::Null), 10);
}

// As a wizard does whenever it arranges its buttons anew.
TEST(ThePasswordField, OutlastsAMomentOfHiding)
{
    PasswordField field;
    field.show();
    QTest::keyClicks(&field, QStringLiteral("Practice.1"));
    field.hide();
    field.show();
    QCoreApplication::processEvents();
    EXPECT_EQ(field.text().size(), 10);
}

TEST(ThePasswordField, NeitherUndoesNorCopies)
{
    PasswordField field;
    field.show(PasswordField::Sight::shown);
    QTest::keyClicks(&field, QStringLiteral("Practice.1"));
    QTest::keySequence(&field, QKeySequence::Undo);
    EXPECT_EQ(field.text().size(), 10);
    field.selectAll();
    QTest::keySequence(&field, QKeySequence::Cut);
    EXPECT_EQ(field.text().size(), 10);
}

} // namespace mailwalk::wizard
