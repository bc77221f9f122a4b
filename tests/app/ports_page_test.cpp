#include "wizard/pages/ports_page.h"

#include "support/spoken.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QWizard>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

namespace {

enum Column { from, to, port, service, way, needed, fixedBy };

class ThePortsPage : public testing::Test
{
protected:
    void SetUp() override
    {
        session.choose(Symptom::portsOnly);
        window.addPage(page);
        window.resize(1024, 768);
        window.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    }

    template <class Widget> Widget &part(const char *name) const { return *page->findChild<Widget *>(QLatin1String(name)); }
    QString said(const char *name) const { return part<QLabel>(name).text().remove(QChar(0x200b)); }
    QString preview() const { return part<QPlainTextEdit>("preview").toPlainText(); }
    void choose(const char *list, const char *data)
    {
        auto &combo = part<QComboBox>(list);
        const int row = combo.findData(QLatin1String(data));
        ASSERT_GE(row, 0) << list << ": " << data;
        combo.setCurrentIndex(row);
    }
    void type(const char *field, const char *text) { part<QLineEdit>(field).setText(QLatin1String(text)); }

    QStringList column(const char *table, int column) const
    {
        QStringList cells;
        const QAbstractItemModel &model = *part<QTableView>(table).model();
        for (int row = 0; row < model.rowCount(); ++row)
            cells += model.index(row, column).data().toString();
        return cells;
    }

    Session session;
    QWizard window;
    PortsPage *page = new PortsPage(session);
};

} // namespace

TEST_F(ThePortsPage, SaysTheFewPortsThatMatterInOneSentence)
{
    EXPECT_TRUE(said("sentence").contains(QStringLiteral("135"))) << said("sentence").toStdString();
    EXPECT_TRUE(said("sentence").contains(QStringLiteral("directory server"))) << said("sentence").toStdString();
    choose("transport", "rpc-https");
    EXPECT_TRUE(said("sentence").startsWith(QStringLiteral("One port is enough: TCP 443"))) << said("sentence").toStdString();
    choose("transport", "mapi-https"); // which 2007 has not
    EXPECT_TRUE(said("sentence").contains(QStringLiteral("no port helps"))) << said("sentence").toStdString();
    EXPECT_EQ(column("rules", port).size(), 0);
}

TEST_F(ThePortsPage, NeverAsksAnybodyToOpen135ToTheInternet)
{
    for (const char *exchange : {"2003", "2007", "2010", "2013", "2016", "2019", "se", "online"})
        for (const char *outside : {"internet", "dmz"})
            for (const char *lane : {"", "direct", "rpc-https", "mapi-https"}) {
                choose("exchange", exchange);
                choose("where", outside);
                choose("transport", lane);
                const QStringList openers = column("rules", from), ports = column("rules", port);
                for (int row = 0; row < ports.size(); ++row)
                    EXPECT_FALSE(ports[row] == QStringLiteral("TCP 135") && openers[row] == QStringLiteral("Outlook's computer"))
                        << exchange << outside << lane;
                EXPECT_FALSE(said("sentence").contains(QStringLiteral("needs TCP 135"))) << said("sentence").toStdString();
            }
}

TEST_F(ThePortsPage, ListsEveryLegWithTheServersThatAreForgotten)
{
    choose("transport", "direct");
    const QStringList asked = column("rules", to);
    for (const char *server : {"Exchange server", "directory server", "public-folder server", "name server (DNS)"})
        EXPECT_TRUE(asked.contains(QLatin1String(server))) << server;
    for (const QString &text : column("rules", service) + column("rules", needed) + column("rules", way))
        EXPECT_FALSE(text.isEmpty());
}

TEST_F(ThePortsPage, ShrinksTheDynamicRangeToThePortsThatAreTyped)
{
    choose("transport", "direct");
    const auto dynamic = [this] { return column("rules", port).filter(QStringLiteral("dynamic")); };
    EXPECT_FALSE(dynamic().isEmpty());
    part<QToolButton>("more-pins").click();
    for (const auto &[field, number] :
         {std::pair("pin-store", "5000"), {"pin-referral", "5001"}, {"pin-dsproxy", "5002"}, {"pin-gc", "5003"}})
        type(field, number);
    EXPECT_TRUE(column("rules", port).contains(QStringLiteral("TCP 5003")));
    EXPECT_TRUE(said("sentence").contains(QStringLiteral("135, 5000, 5001, 5003"))) << said("sentence").toStdString();
    EXPECT_TRUE(column("pins", 3).contains(QStringLiteral("5000"))) << column("pins", 3).join(u' ').toStdString();
}

TEST_F(ThePortsPage, SuggestsPortsWhereNobodyHasAnyInMind)
{
    part<QToolButton>("more-pins").click();
    part<QPushButton>("suggest").click();
    EXPECT_FALSE(part<QLineEdit>("pin-store").text().isEmpty());
    EXPECT_TRUE(part<QLabel>("hint").isHidden()) << said("hint").toStdString();
    EXPECT_TRUE(column("pins", 3).contains(part<QLineEdit>("pin-store").text()));
}

TEST_F(ThePortsPage, SaysWhatCannotBeTakenAsItIsTypedAndLeavesItOut)
{
    part<QToolButton>("more-pins").click();
    part<QToolButton>("more-places").click();
    EXPECT_TRUE(part<QLabel>("hint").isHidden());
    const std::pair<const char *, const char *> rows[] = {{"pin-store", "70000"},
                                                          {"pin-gc", "5000-5100"},
                                                          {"exchange-hosts", "ex1.corp.test"},
                                                          {"client", "192.0.2.0/24; reboot"},
                                                          {"pin-store", "6001"}};
    for (const auto &[field, text] : rows) {
        type(field, text);
        EXPECT_FALSE(part<QLabel>("hint").isHidden()) << text;
        EXPECT_FALSE(said("hint").isEmpty()) << text;
        for (const char *format : {"nft", "netsh"}) {
            choose("format", format);
            EXPECT_FALSE(preview().contains(QStringLiteral("reboot")) || preview().contains(QStringLiteral("corp.test"))) << text;
        }
        type(field, "");
        EXPECT_TRUE(part<QLabel>("hint").isHidden()) << text;
    }
}

TEST_F(ThePortsPage, ExplainsTheRowThatIsCurrent)
{
    choose("transport", "direct");
    part<QTabWidget>("ports-tabs").setCurrentIndex(1);
    auto &rules = part<QTableView>("rules");
    QSet<QString> details;
    for (int row = 0; row < rules.model()->rowCount(); ++row) {
        rules.setCurrentIndex(rules.model()->index(row, 0));
        EXPECT_FALSE(said("rule").isEmpty());
        details += said("rule");
    }
    EXPECT_GT(details.size(), rules.model()->rowCount() / 2);
    EXPECT_TRUE(details.values().join(u' ').contains(QStringLiteral("f5cc5a18-4264-101a-8c59-08002b2f8426"), Qt::CaseInsensitive))
        << "the address book's interface, for firewalls that look into RPC";
}

TEST_F(ThePortsPage, TellsOfARegistryValueWhereItBelongsAndWhatItDoes)
{
    choose("transport", "direct");
    auto &pins = part<QTableView>("pins");
    ASSERT_GE(pins.model()->rowCount(), 4);
    const QString keys = column("pins", 4).join(u'\n');
    for (const char *key : {"MSExchangeIS\\ParametersSystem", "MSExchangeSA\\Parameters", "NTDS\\Parameters"})
        EXPECT_TRUE(keys.contains(QLatin1String(key))) << key;
    for (int row = 0; row < pins.model()->rowCount(); ++row) {
        pins.setCurrentIndex(pins.model()->index(row, 0));
        EXPECT_TRUE(said("pin").contains(QStringLiteral("Afterwards: "))) << said("pin").toStdString();
    }
}

TEST_F(ThePortsPage, ShowsWhatItCopiesInEveryFormat)
{
    part<QToolButton>("more-pins").click();
    part<QPushButton>("suggest").click();
    auto &tabs = part<QTabWidget>("ports-tabs");
    const std::pair<const char *, const char *> rows[] = {{"text", "135"},
                                                          {"csv", ","},
                                                          {"json", "{"},
                                                          {"reg", "Windows Registry Editor Version 5.00"},
                                                          {"netsh", "netsh advfirewall"},
                                                          {"nft", "table inet"}};
    for (const auto &[format, sign] : rows) {
        choose("format", format);
        EXPECT_TRUE(preview().contains(QLatin1String(sign))) << format << ": " << preview().left(300).toStdString();
        part<QPushButton>("copy").click();
        EXPECT_EQ(QGuiApplication::clipboard()->text(), preview()) << format;
        EXPECT_FALSE(said("told").isEmpty());
    }
    QTest::keyClick(&part<QComboBox>("format"), Qt::Key_Home); // a person who chooses wants to see it
    EXPECT_EQ(tabs.currentWidget(), &part<QWidget>("preview"));
}

TEST_F(ThePortsPage, HasARegistryFileForEachKindOfMachineAndNoneWithoutAPort)
{
    choose("format", "reg");
    EXPECT_FALSE(part<QPushButton>("copy").isEnabled() || part<QPushButton>("save").isEnabled());
    EXPECT_FALSE(preview().isEmpty());
    part<QPushButton>("suggest").click();
    auto &files = part<QComboBox>("file");
    ASSERT_GE(files.count(), 2);
    EXPECT_TRUE(files.isVisible());
    QSet<QString> contents;
    for (int file = 0; file < files.count(); ++file) {
        files.setCurrentIndex(file);
        contents += preview();
    }
    EXPECT_EQ(contents.size(), files.count());
    EXPECT_TRUE(part<QPushButton>("copy").isEnabled());
}

TEST_F(ThePortsPage, HasNoFirewallFileWithoutARule)
{
    choose("where", "internet");
    choose("transport", "direct");
    for (const char *format : {"netsh", "nft"}) {
        choose("format", format);
        EXPECT_FALSE(part<QPushButton>("copy").isEnabled() || part<QPushButton>("save").isEnabled()) << format;
        EXPECT_TRUE(preview().contains(QStringLiteral("no rule for this way"))) << preview().toStdString();
    }
    choose("transport", "rpc-https");
    EXPECT_TRUE(part<QPushButton>("save").isEnabled());
}

TEST_F(ThePortsPage, ShowsNoAddressOnAScreenThatOthersSee)
{
    part<QToolButton>("more-places").click();
    type("exchange-hosts", "192.0.2.77");
    choose("format", "nft");
    ASSERT_TRUE(preview().contains(QStringLiteral("192.0.2.77")));
    session.setSharing(Sharing::on);
    EXPECT_FALSE(preview().contains(QStringLiteral("192.0.2.77")));
    EXPECT_NE(part<QLineEdit>("exchange-hosts").echoMode(), QLineEdit::Normal);
    for (const test::Spoken &spoken : test::heardFrom(window))
        EXPECT_FALSE(spoken.text.contains(QStringLiteral("192.0.2.77"))) << spoken.where.toStdString();
    session.setSharing(Sharing::off);
    EXPECT_TRUE(preview().contains(QStringLiteral("192.0.2.77")));
}

TEST_F(ThePortsPage, NamesAllThatCanBeReachedAndReachesItByKeyboard)
{
    for (const char *name :
         {"exchange", "outlook", "transport", "where", "profile", "windows", "format", "pin-store", "pin-referral", "pin-dsproxy",
          "pin-gc", "client", "exchange-hosts", "directories", "proxies", "rules", "pins", "preview"}) {
        EXPECT_FALSE(part<QWidget>(name).accessibleName().isEmpty()) << name;
        EXPECT_TRUE(part<QWidget>(name).focusPolicy() & Qt::TabFocus) << name;
    }
    for (const char *name : {"sentence", "in-short", "notes", "copy", "save", "more-pins", "more-places", "suggest"})
        EXPECT_TRUE(part<QWidget>(name).focusPolicy() & Qt::TabFocus) << name;
}

} // namespace mailwalk::wizard
