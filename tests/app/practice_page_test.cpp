#include "wizard/pages/practice_page.h"

#include "wizard/practice_faults.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QTest>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QWizard>
#include <gtest/gtest.h>
#include <set>

namespace mailwalk::wizard {

namespace {

class ThePracticePage : public testing::Test
{
protected:
    void SetUp() override
    {
        session.choose(Symptom::practise);
        window.addPage(page);
        window.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    }

    QTreeWidget *list() const { return page->findChild<QTreeWidget *>(QStringLiteral("fault")); }
    QAbstractButton *button(const char *name) const { return page->findChild<QAbstractButton *>(QLatin1String(name)); }

    std::vector<QTreeWidgetItem *> seen() const
    {
        std::vector<QTreeWidgetItem *> items;
        for (QTreeWidgetItemIterator at(list(), QTreeWidgetItemIterator::NotHidden); *at; ++at)
            if ((*at)->parent() && !(*at)->parent()->isHidden())
                items.push_back(*at);
        return items;
    }

    Session session;
    QWizard window;
    PracticePage *page = new PracticePage(session);
};

} // namespace

TEST(TheGroupsOfFaults, HoldEveryFaultOnceAndLeaveNoneOver)
{
    std::set<std::string> met;
    for (const FaultGroup &group : faultGroups()) {
        EXPECT_NE(group.caption, QStringLiteral("Others")) << group.faults.front()->id;
        EXPECT_GT(group.faults.size(), 3u) << group.caption.toStdString();
        for (const practice::FaultInfo *fault : group.faults)
            EXPECT_TRUE(met.insert(fault->id).second) << fault->id;
    }
    EXPECT_EQ(met.size(), practice::faults().size());
}

TEST_F(ThePracticePage, OffersEveryFault)
{
    EXPECT_EQ(page->fault(), std::nullopt) << "in order, to begin with";
    EXPECT_EQ(seen().size(), practice::faults().size());
    for (const practice::FaultInfo &fault : practice::faults()) {
        page->choose("", fault.id);
        EXPECT_EQ(page->fault(), fault.id);
        EXPECT_TRUE(page->isComplete());
    }
}

TEST_F(ThePracticePage, PreparesTheAccountAndTheFaultThatWereChosen)
{
    const auto accounts = practice::accounts();
    page->choose(accounts[1].address, "tcp135-refused");
    ASSERT_TRUE(page->validatePage());
    session.begin();
    ASSERT_TRUE(session.practised());
    EXPECT_EQ(session.practised()->account, 1u);
    EXPECT_EQ(session.practised()->fault, "tcp135-refused");
    session.stop();
}

TEST_F(ThePracticePage, FindsByWordsInAnyOrderAndById)
{
    auto *search = page->findChild<QLineEdit *>(QStringLiteral("search"));
    search->setText(QStringLiteral("refuses 135"));
    ASSERT_EQ(seen().size(), 1u);
    EXPECT_FALSE(page->isComplete()) << "what was chosen is not to be seen";
    list()->setCurrentItem(seen().front());
    EXPECT_EQ(page->fault(), "tcp135-refused");
    EXPECT_TRUE(page->isComplete());
    search->setText(QStringLiteral("cert-expired"));
    EXPECT_EQ(seen().size(), 2u);
    search->setText(QStringLiteral("no such thing at all"));
    EXPECT_EQ(seen().size(), 0u);
    search->clear();
    EXPECT_EQ(seen().size(), practice::faults().size());
}

TEST_F(ThePracticePage, BreaksSomethingWithoutSayingWhat)
{
    button("surprise")->click();
    EXPECT_TRUE(page->isSurprise());
    EXPECT_FALSE(list()->isVisible());
    EXPECT_TRUE(page->isComplete());
    ASSERT_TRUE(page->validatePage());
    session.begin();
    ASSERT_TRUE(session.practised());
    EXPECT_TRUE(session.practised()->fault.has_value());
    session.stop();
}

} // namespace mailwalk::wizard
