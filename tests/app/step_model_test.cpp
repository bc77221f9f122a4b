#include "wizard/result/step_model.h"

#include "support/made_walk.h"
#include "wizard/words.h"

#include <QAbstractItemModelTester>
#include <QTextDocument>
#include <gtest/gtest.h>
#include <set>

namespace mailwalk::wizard {

namespace {

using trace::Outcome;

QString text(const StepModel &model, trace::HopId id, int column)
{
    return model.data(model.indexOf(id).siblingAtColumn(column)).toString();
}

std::vector<bool> only(std::size_t hops, trace::HopId wanted)
{
    std::vector<bool> found(hops, false);
    found[wanted - 1] = true;
    return found;
}

// As a tool tip shows it.
QString rendered(const QString &tip)
{
    QTextDocument document;
    Qt::mightBeRichText(tip) ? document.setHtml(tip) : document.setPlainText(tip);
    return document.toPlainText().remove(QChar(0x200b));
}

} // namespace

TEST(StepModel, IsATreeOfAllHops)
{
    const trace::Trace walk = test::aliceIsStopped();
    StepModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(walk, 10);
    EXPECT_EQ(model.count(), walk.hops.size());
    EXPECT_EQ(model.rowCount(), 1);
    EXPECT_EQ(model.rowCount(model.indexOf(7)), 3);
    EXPECT_EQ(model.parent(model.indexOf(10)), model.indexOf(7));
    EXPECT_EQ(text(model, 10, StepModel::number), QStringLiteral("10"));
    EXPECT_FALSE(model.indexOf(99).isValid());
}

TEST(StepModel, KeepsTheGroupsAroundWhatIsWanted)
{
    const trace::Trace walk = test::aliceIsStopped();
    StepModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(walk, 10);
    model.keep(only(walk.hops.size(), 10));
    EXPECT_EQ(model.count(), 3u);
    for (const trace::HopId shown : {1u, 7u, 10u})
        EXPECT_TRUE(model.indexOf(shown).isValid()) << shown;
    EXPECT_FALSE(model.indexOf(8).isValid());
    EXPECT_EQ(model.indexOf(10).row(), 0);
    model.keepAll();
    EXPECT_EQ(model.indexOf(10).row(), 2);
}

TEST(StepModel, LightsTheHopAtWhichItStoppedInColourAndInWords)
{
    const trace::Trace walk = test::aliceIsStopped();
    StepModel model;
    model.show(walk, 10);
    EXPECT_TRUE(model.data(model.indexOf(10), Qt::BackgroundRole).isValid());
    EXPECT_FALSE(model.data(model.indexOf(7), Qt::BackgroundRole).isValid());
    EXPECT_TRUE(text(model, 10, StepModel::state).contains(QStringLiteral("stopped here")));
    EXPECT_FALSE(text(model, 7, StepModel::state).contains(QStringLiteral("stopped here")));
}

TEST(StepModel, TellsEveryOutcomeApartWithoutColour)
{
    trace::Trace walk;
    for (const Outcome outcome :
         {Outcome::running, Outcome::passed, Outcome::warned, Outcome::failed, Outcome::notRun, Outcome::cancelled}) {
        trace::Hop hop;
        hop.id = trace::HopId(walk.hops.size() + 1);
        hop.outcome = outcome;
        walk.hops.push_back(hop);
    }
    StepModel model;
    model.show(walk, 0);
    std::set<QString> states;
    for (const trace::Hop &hop : walk.hops)
        states.insert(text(model, hop.id, StepModel::state));
    EXPECT_EQ(states.size(), walk.hops.size());
}

TEST(StepModel, SaysNumberTitleAndStateInOneCell)
{
    const trace::Trace walk = test::aliceIsStopped();
    StepModel model;
    model.show(walk, 10);
    const QString spoken = model.indexOf(10).data(Qt::AccessibleTextRole).toString();
    for (const char *part : {"10", "Connect", "failed", "no answer"})
        EXPECT_TRUE(spoken.contains(QLatin1String(part))) << spoken.toStdString();
}

TEST(StepModel, GivesNoTimeToWhatWasNotRun)
{
    const trace::Trace walk = test::aliceIsStopped();
    StepModel model;
    model.show(walk, 10);
    EXPECT_EQ(text(model, 9, StepModel::time), QStringLiteral("10.0 ms"));
    EXPECT_EQ(text(model, 10, StepModel::time), QStringLiteral("7.0 s"));
    EXPECT_EQ(text(model, 11, StepModel::time), QString());
}

TEST(StepModel, ShowsWhatAServerChoseAsPlainHarmlessText)
{
    const trace::Trace walk = test::hostileWalk();
    StepModel model;
    model.show(walk, 3);
    for (trace::HopId id = 1; id <= 3; ++id)
        for (int column = 0; column < StepModel::columns; ++column) {
            const QModelIndex index = model.indexOf(id).siblingAtColumn(column);
            const QString shown = index.data().toString(), tip = index.data(Qt::ToolTipRole).toString();
            EXPECT_LE(shown.size(), 450);
            EXPECT_FALSE(shown.contains(QLatin1Char('\n')) || shown.contains(QChar(0x202e)) || shown.contains(QChar(0x1b)));
            EXPECT_EQ(rendered(tip), shown);
        }
    EXPECT_TRUE(text(model, 1, StepModel::title).startsWith(QStringLiteral("<img"))); // as it is, and not as markup
}

TEST(StepModel, IsEmptyBeforeAWalkIsShown)
{
    StepModel model;
    EXPECT_EQ(model.rowCount(), 0);
    EXPECT_FALSE(model.index(0, 0).isValid());
    EXPECT_FALSE(model.indexOf(1).isValid());
    model.keepAll();
    EXPECT_EQ(model.rowCount(), 0);
}

} // namespace mailwalk::wizard
