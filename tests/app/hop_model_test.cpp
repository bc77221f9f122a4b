#include "wizard/hop_model.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

namespace {

using trace::Hop;
using trace::Outcome;

Hop hop(trace::HopId id, trace::HopId parent, std::string title, Outcome outcome = Outcome::running)
{
    Hop hop;
    hop.id = id;
    hop.parent = parent;
    hop.title = std::move(title);
    hop.outcome = outcome;
    return hop;
}

QString text(const HopModel &model, trace::HopId id, int column)
{
    return model.data(model.indexOf(id).siblingAtColumn(column)).toString();
}

} // namespace

TEST(HopModel, GrowsAsATreeAndKeepsItsIndexes)
{
    HopModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.take({hop(1, 0, "walk"), hop(2, 1, "stage")});
    const QPersistentModelIndex stage = model.indexOf(2);
    model.take({hop(3, 2, "connect"), hop(4, 1, "next stage"), hop(2, 1, "stage", Outcome::passed)});
    EXPECT_EQ(model.rowCount(), 1);
    EXPECT_EQ(model.rowCount(model.indexOf(1)), 2);
    EXPECT_EQ(QModelIndex(stage), model.indexOf(2));
    EXPECT_EQ(model.parent(model.indexOf(3)), model.indexOf(2));
    EXPECT_TRUE(text(model, 2, HopModel::state).contains(QStringLiteral("passed")));
    model.clear();
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(HopModel, TakesAHopWhoseParentIsUnknownAsATop)
{
    HopModel model;
    model.take({hop(5, 4, "orphan"), hop(0, 0, "no hop at all")});
    EXPECT_EQ(model.rowCount(), 1);
    EXPECT_FALSE(model.parent(model.indexOf(5)).isValid());
}

TEST(HopModel, LightsOneHopInColourAndInWords)
{
    HopModel model;
    model.take({hop(1, 0, "walk", Outcome::failed), hop(2, 1, "connect", Outcome::failed)});
    EXPECT_FALSE(model.data(model.indexOf(2), Qt::BackgroundRole).isValid());
    model.light(2);
    EXPECT_TRUE(model.data(model.indexOf(2), Qt::BackgroundRole).isValid());
    EXPECT_FALSE(model.data(model.indexOf(1), Qt::BackgroundRole).isValid());
    EXPECT_TRUE(text(model, 2, HopModel::state).contains(QStringLiteral("stopped here")));
    EXPECT_FALSE(text(model, 1, HopModel::state).contains(QStringLiteral("stopped here")));
    model.light(0);
    EXPECT_FALSE(model.data(model.indexOf(2), Qt::BackgroundRole).isValid());
}

TEST(HopModel, TellsEveryOutcomeApartWithoutColour)
{
    HopModel model;
    std::set<QString> states;
    trace::HopId id = 0;
    for (const Outcome outcome :
         {Outcome::running, Outcome::passed, Outcome::warned, Outcome::failed, Outcome::notRun, Outcome::cancelled}) {
        model.take({hop(++id, 0, "act", outcome)});
        states.insert(text(model, id, HopModel::state));
    }
    EXPECT_EQ(states.size(), 6u);
}

TEST(HopModel, GivesNoTimeToWhatWasNotRun)
{
    HopModel model;
    for (const Outcome outcome : {Outcome::passed, Outcome::notRun}) {
        trace::Hop act = hop(outcome == Outcome::passed ? 1 : 2, 0, "act", outcome);
        act.opened = 5;
        act.closed = 5;
        model.take({act});
    }
    EXPECT_EQ(text(model, 1, HopModel::time), QStringLiteral("0.0 ms"));
    EXPECT_EQ(text(model, 2, HopModel::time), QString());
}

TEST(HopModel, ShowsWhatAServerChoseAsPlainHarmlessText)
{
    HopModel model;
    model.take({hop(1, 0, "Ask <b>ex1</b>\x1b[31m\n\xe2\x80\xae")});
    const QString title = text(model, 1, HopModel::title);
    EXPECT_TRUE(title.startsWith(QStringLiteral("Ask <b>ex1</b>"))); // views show item text plain
    EXPECT_FALSE(title.contains(QLatin1Char('\x1b')) || title.contains(QLatin1Char('\n')) || title.contains(QChar(0x202e)));
}

} // namespace mailwalk::wizard
