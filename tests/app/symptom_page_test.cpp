#include "wizard/pages/symptom_page.h"

#include "wizard/choice_button.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QWizard>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

namespace {

class TheSymptomPage : public testing::Test
{
protected:
    void SetUp() override
    {
        window.addPage(page);
        window.show();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    }

    template <class Widget> Widget *part(const char *name) const { return page->findChild<Widget *>(QLatin1String(name)); }
    void press(const char *name) const { QTest::mouseClick(part<QAbstractButton>(name), Qt::LeftButton); }

    Session session;
    QWizard window;
    SymptomPage *page = new SymptomPage(session);
};

} // namespace

TEST_F(TheSymptomPage, LeadsOnAtOnceFromEveryEntry)
{
    const std::pair<const char *, Symptom> rows[] = {{"new-profile", Symptom::newProfile},
                                                     {"used-to-work", Symptom::usedToWork},
                                                     {"only-sometimes", Symptom::onlySometimes},
                                                     {"one-account", Symptom::oneAccount},
                                                     {"ports-only", Symptom::portsOnly},
                                                     {"how-it-connects", Symptom::howItConnects},
                                                     {"practise", Symptom::practise}};
    QSignalSpy wentOn(page, &SymptomPage::wentOn);
    int count = 0;
    for (const auto &[name, symptom] : rows) {
        part<QAbstractButton>(name)->click();
        EXPECT_EQ(session.symptom(), symptom) << name;
        EXPECT_EQ(wentOn.count(), ++count) << name;
    }
}

TEST_F(TheSymptomPage, AsksForAFileWhereOneIsToBeOpened)
{
    QSignalSpy asked(page, &SymptomPage::openAsked);
    part<QAbstractButton>("open-saved")->click();
    EXPECT_EQ(asked.count(), 1);
}

TEST_F(TheSymptomPage, IsGoneThroughByArrowsAndChosenByEnter)
{
    QSignalSpy wentOn(page, &SymptomPage::wentOn);
    part<QWidget>("new-profile")->setFocus();
    QTest::keyClick(window.focusWidget(), Qt::Key_Down);
    EXPECT_EQ(window.focusWidget()->objectName(), QStringLiteral("used-to-work"));
    QTest::keyClick(window.focusWidget(), Qt::Key_Down);
    QTest::keyClick(window.focusWidget(), Qt::Key_Up);
    QTest::keyClick(window.focusWidget(), Qt::Key_Return);
    EXPECT_EQ(wentOn.count(), 1);
    EXPECT_EQ(session.symptom(), Symptom::usedToWork);
}

TEST_F(TheSymptomPage, EveryEntryHasAMnemonicOfItsOwnAndALine)
{
    QSet<QChar> letters;
    const auto entries = page->findChildren<ChoiceButton *>();
    EXPECT_EQ(entries.size(), 8);
    for (const ChoiceButton *entry : entries) {
        const qsizetype mark = entry->text().indexOf(QLatin1Char('&'));
        ASSERT_GE(mark, 0) << entry->text().toStdString();
        EXPECT_FALSE(letters.contains(entry->text().at(mark + 1).toLower())) << entry->text().toStdString();
        letters += entry->text().at(mark + 1).toLower();
        EXPECT_FALSE(entry->description().isEmpty());
        EXPECT_FALSE(entry->QPushButton::icon().isNull()) << entry->objectName().toStdString();
    }
}

TEST_F(TheSymptomPage, DoesNotSpeakOfExchange)
{
    EXPECT_FALSE(page->subTitle().contains(QStringLiteral("Exchange")));
    for (const ChoiceButton *entry : page->findChildren<ChoiceButton *>())
        EXPECT_FALSE((entry->text() + entry->description()).contains(QStringLiteral("Exchange"))) << entry->text().toStdString();
}

TEST_F(TheSymptomPage, GrowsWithItsTextInsteadOfCuttingIt)
{
    const auto *entry = part<ChoiceButton>("new-profile");
    EXPECT_GT(entry->heightForWidth(entry->sizeHint().width() / 3), entry->heightForWidth(entry->sizeHint().width()));
    EXPECT_GE(entry->height(), entry->heightForWidth(entry->width()));
}

} // namespace mailwalk::wizard
