#include "wizard/result/steps_tab.h"

#include "support/made_walk.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

namespace {

constexpr int patience = 60000; ///< ms; only a failing test waits so long

class TheStepsTab : public testing::Test
{
protected:
    void open(trace::Trace trace, trace::HopId lit)
    {
        walk = std::move(trace);
        tab.resize(900, 500);
        tab.show(walk, lit);
        tab.show();
    }

    template <class Widget> Widget *part(const char *name) { return tab.findChild<Widget *>(QLatin1String(name)); }
    QTreeView *tree() { return part<QTreeView>("steps"); }
    QString details() { return part<QPlainTextEdit>("details")->toPlainText(); }
    QString chosen() { return tree()->currentIndex().siblingAtColumn(StepModel::number).data().toString(); }

    std::vector<int> seen()
    {
        std::vector<int> numbers;
        for (QModelIndex index = tree()->model()->index(0, 0); index.isValid(); index = tree()->indexBelow(index))
            numbers.push_back(index.siblingAtColumn(StepModel::number).data().toInt());
        return numbers;
    }
    bool comesToSee(const std::vector<int> &numbers)
    {
        return QTest::qWaitFor([&] { return seen() == numbers; }, patience);
    }
    void search(const QString &text)
    {
        part<QLineEdit>("search")->clear();
        QTest::keyClicks(part<QLineEdit>("search"), text);
    }

    trace::Trace walk;
    StepsTab tab;
};

} // namespace

TEST_F(TheStepsTab, ShowsEveryStepAndChoosesTheOneAtWhichItStopped)
{
    open(test::aliceIsStopped(), 10);
    EXPECT_EQ(seen(), (std::vector{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
    EXPECT_EQ(chosen(), QStringLiteral("10"));
    EXPECT_TRUE(details().contains(QStringLiteral("no answer within 7 s"))) << details().toStdString();
}

TEST_F(TheStepsTab, FindsAWordAnywhereInWhatWasRecordedAndKeepsTheGroupsAroundIt)
{
    open(test::aliceIsStopped(), 10);
    const std::pair<const char *, std::vector<int>> rows[] = {
        {"49213", {1, 7, 9, 10}},     // a fact, a target
        {"alice EXAMPLE", {1, 2}},    // whatever the case
        {"directory server", {1, 4}}, // the name of a fact
        {"within 7", {1, 7, 10}},     // the failure
        {"an earlier step", {1, 11}}, // the reason
        {"11", {1, 11}},              // the number of a step
        {"nothing like that", {}},
    };
    for (const auto &[word, numbers] : rows) {
        search(QLatin1String(word));
        EXPECT_TRUE(comesToSee(numbers)) << word;
    }
    search({});
    EXPECT_TRUE(comesToSee({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
}

TEST_F(TheStepsTab, NarrowsToWhatWentWrong)
{
    open(test::aliceIsStopped(), 10);
    part<QCheckBox>("problems")->click();
    EXPECT_TRUE(comesToSee({1, 7, 10}));
    EXPECT_EQ(chosen(), QStringLiteral("10"));
    search(QStringLiteral("gc1"));
    EXPECT_TRUE(comesToSee({1, 7, 10}));
    search(QStringLiteral("ex1"));
    EXPECT_TRUE(comesToSee({}));
    part<QCheckBox>("problems")->click();
    EXPECT_TRUE(comesToSee({1, 2, 4, 5, 6, 11}));
}

TEST_F(TheStepsTab, ShowsAStepThatIsAskedForAlthoughTheSearchLeftItOut)
{
    open(test::aliceIsStopped(), 10);
    search(QStringLiteral("49213"));
    ASSERT_TRUE(comesToSee({1, 7, 9, 10}));
    tab.select(3);
    EXPECT_EQ(chosen(), QStringLiteral("3"));
    EXPECT_TRUE(details().contains(QStringLiteral("autodiscover.corp.test")));
    EXPECT_EQ(seen().size(), 11u);
}

TEST_F(TheStepsTab, KeepsTheChosenStepWhenTheSameWalkIsToldInOtherWords)
{
    open(test::aliceIsStopped(), 10);
    tab.select(5);
    trace::Trace other = walk;
    other.hops[4].target = "host-1:135";
    tab.show(other, 10);
    EXPECT_EQ(chosen(), QStringLiteral("5"));
    EXPECT_TRUE(details().contains(QStringLiteral("host-1:135")));
    walk = other; // the tab reads it as long as it lives
    tab.show(walk, 10);
}

TEST_F(TheStepsTab, CopiesTheChosenRowsFromTopToBottomAsText)
{
    open(test::aliceIsStopped(), 10);
    tab.select(10);
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&tab));
    tab.activateWindow();
    tree()->setFocus();
    ASSERT_TRUE(QTest::qWaitFor([&] { return tree()->hasFocus(); }, patience));
    tree()->selectionModel()->select(tree()->indexAbove(tree()->currentIndex()),
                                     QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTest::keySequence(tree(), QKeySequence::Copy);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    ASSERT_EQ(lines.size(), 2);
    EXPECT_TRUE(lines[0].startsWith(QStringLiteral("9\tAsk the end-point mapper\t"))) << lines[0].toStdString();
    EXPECT_TRUE(lines[1].startsWith(QStringLiteral("10\tConnect\t"))) << lines[1].toStdString();
}

TEST_F(TheStepsTab, OpensALongWalkAtTheStepAtWhichItStopped)
{
    open(test::longWalk(10'000), 9990);
    EXPECT_EQ(chosen(), QStringLiteral("9990"));
    EXPECT_TRUE(tree()->viewport()->rect().intersects(tree()->visualRect(tree()->currentIndex())));
    search(QStringLiteral("gc9990.corp"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return tree()->model()->rowCount(tree()->model()->index(0, 0)) == 1; }, patience));
    EXPECT_EQ(chosen(), QStringLiteral("9990"));
}

// A search that goes on while the walk it looks through is replaced.
TEST_F(TheStepsTab, ForgetsASearchOfAWalkThatIsGone)
{
    auto before = std::make_unique<trace::Trace>(test::longWalk(5'000));
    tab.show(*before, 0);
    search(QStringLiteral("gc"));
    walk = test::aliceIsStopped();
    tab.show(walk, 10);
    before.reset();
    EXPECT_TRUE(comesToSee({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
    EXPECT_TRUE(part<QLineEdit>("search")->text().isEmpty());
}

} // namespace mailwalk::wizard
