#include "wizard/pages/result_page.h"

#include "report/json.h"
#include "support/made_walk.h"
#include "wizard/picture/path_view.h"
#include "wizard/session.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

namespace {

constexpr int patience = 60000; ///< ms; only a failing test waits so long

class TheResultPage : public testing::Test
{
protected:
    void open(const trace::Trace &trace, const QJsonObject &also = {})
    {
        QJsonObject object = report::toJson(trace, diagnosis::diagnose(trace), report::Masking::none);
        for (auto member = also.begin(); member != also.end(); ++member)
            object.insert(member.key(), member.value());
        QFile file(folder.filePath(QStringLiteral("walk.json")));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(object).toJson());
        file.close();
        QSignalSpy ended(&session, &Session::ended);
        session.open(file.fileName());
        ASSERT_TRUE(ended.wait(patience));
        page.initializePage();
        page.resize(1000, 700);
        page.show();
        QCoreApplication::processEvents();
    }

    template <class Widget> Widget *part(const char *name) const { return page.findChild<Widget *>(QLatin1String(name)); }
    QString label(const char *name) const { return part<QLabel>(name)->text().remove(QChar(0x200b)); }
    QString letter() const { return part<QPlainTextEdit>("letter")->toPlainText(); }

    static void addCells(QString &all, const QAbstractItemModel &model, const QModelIndex &parent = {})
    {
        for (int row = 0; row < model.rowCount(parent); ++row) {
            for (int column = 0; column < model.columnCount(parent); ++column)
                for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole})
                    all += model.index(row, column, parent).data(role).toString() + QLatin1Char('\n');
            addCells(all, model, model.index(row, 0, parent));
        }
    }

    // All that can be read or heard on the page.
    QString everything() const
    {
        QString all;
        for (const QWidget *widget : page.findChildren<QWidget *>()) {
            all += widget->accessibleName() + widget->accessibleDescription() + widget->toolTip() + QLatin1Char('\n');
            if (const auto *shown = qobject_cast<const QLabel *>(widget))
                all += shown->text() + QLatin1Char('\n');
            if (const auto *text = qobject_cast<const QPlainTextEdit *>(widget))
                all += text->toPlainText() + QLatin1Char('\n');
            if (const auto *view = qobject_cast<const QAbstractItemView *>(widget); view && view->model())
                addCells(all, *view->model());
        }
        return all;
    }

    QTemporaryDir folder;
    Session session;
    ResultPage page{session};
};

trace::Trace cancelled()
{
    trace::Trace walk = test::aliceIsStopped();
    for (trace::Hop &hop : walk.hops)
        if (hop.outcome == trace::Outcome::failed) {
            hop.outcome = trace::Outcome::cancelled;
            hop.failure.reset();
        }
    return walk;
}

} // namespace

TEST_F(TheResultPage, SaysWhatHappenedWhatItMeansAndWhoCanMendIt)
{
    open(test::aliceIsStopped());
    const report::Advice &advice = session.told()->findings.advice;
    EXPECT_EQ(label("verdict"), advice.outcome + QStringLiteral(": ") + advice.sentence);
    EXPECT_EQ(label("meaning"), advice.meaning.join(QLatin1Char('\n')));
    ASSERT_FALSE(advice.remedies.isEmpty() || advice.fixers.isEmpty());
    for (const QString &remedy : advice.remedies)
        EXPECT_TRUE(label("remedy").contains(remedy)) << remedy.toStdString();
    for (const QString &fixer : advice.fixers)
        EXPECT_TRUE(label("fixers").contains(fixer)) << fixer.toStdString();
    ASSERT_FALSE(advice.letters.empty());
    EXPECT_EQ(letter(), advice.letters.front().text);
    EXPECT_TRUE(label("code").contains(advice.shortCode)) << label("code").toStdString();
    EXPECT_TRUE(label("code").contains(QStringLiteral("10")));
}

TEST_F(TheResultPage, CopiesTheCodeAndTheMessage)
{
    open(test::aliceIsStopped());
    part<QPushButton>("copy-code")->click();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), label("code"));
    part<QPlainTextEdit>("letter")->appendPlainText(QStringLiteral("Yours, Alice"));
    part<QPushButton>("copy-letter")->click();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), letter());
    EXPECT_TRUE(letter().endsWith(QStringLiteral("Yours, Alice")));
    EXPECT_FALSE(label("told").isEmpty());
}

TEST_F(TheResultPage, OffersAMessageForEachWhoCanMendIt)
{
    open(test::aliceIsStopped());
    const auto &letters = session.told()->findings.advice.letters;
    auto *to = part<QComboBox>("letter-to");
    ASSERT_EQ(std::size_t(to->count()), letters.size());
    EXPECT_EQ(to->isVisibleTo(&page), letters.size() > 1);
    for (std::size_t each = 0; each < letters.size(); ++each) {
        to->setCurrentIndex(int(each));
        EXPECT_EQ(letter(), letters[each].text);
    }
}

TEST_F(TheResultPage, OffersNoMessageAndNoCodeWhenAllWentWell)
{
    open(test::aliceArrives());
    EXPECT_EQ(session.told()->verdict.outcome, diagnosis::Result::works);
    for (const char *absent : {"letter", "copy-letter", "code", "copy-code", "remedy"})
        EXPECT_FALSE(part<QWidget>(absent)->isVisibleTo(&page)) << absent;
}

TEST_F(TheResultPage, MasksEverythingWhileOthersSeeTheScreenAndUnmasksItAgain)
{
    open(test::aliceIsStopped());
    session.setSharing(Sharing::on);
    const QString shared = everything().toLower();
    for (const char *name : {"alice", "corp.test", "ex1", "gc1", "192.168.7", "walk.json"})
        EXPECT_FALSE(shared.contains(QLatin1String(name))) << name;
    EXPECT_TRUE(label("code").contains(QStringLiteral("10"))); // what is read out over the phone stays
    session.setSharing(Sharing::off);
    EXPECT_TRUE(everything().contains(QStringLiteral("gc1.corp.test")));
}

TEST_F(TheResultPage, RecoloursThePictureForAFinishedProfileAndSaysWhatThatMeans)
{
    open(test::aliceIsStopped());
    const QString fresh = label("difference");
    EXPECT_TRUE(part<QRadioButton>("fresh")->isChecked());
    part<QRadioButton>("finished")->click();
    EXPECT_NE(label("difference"), fresh);
    EXPECT_TRUE(label("difference").contains(QStringLiteral("does not prove"))) << label("difference").toStdString();
}

TEST_F(TheResultPage, BeginsWithTheFinishedProfileWhereItUsedToWork)
{
    session.choose(Symptom::usedToWork);
    open(test::aliceIsStopped());
    EXPECT_TRUE(part<QRadioButton>("finished")->isChecked());
}

TEST_F(TheResultPage, GoesToTheStepOfAStationThatIsChosen)
{
    open(test::aliceIsStopped());
    Q_EMIT part<PathView>("path")->chosen(4);
    EXPECT_EQ(part<QTabWidget>("tabs")->currentWidget(), part<QWidget>("steps-tab"));
    EXPECT_TRUE(part<QPlainTextEdit>("details")->toPlainText().contains(QStringLiteral("ex1.corp.test")));
}

TEST_F(TheResultPage, SaysWhereAnOpenedWalkComesFrom)
{
    open(test::aliceIsStopped());
    for (const char *told : {"walk.json", "0.0.9", "same verdict"})
        EXPECT_TRUE(label("origin").contains(QLatin1String(told))) << label("origin").toStdString();
}

TEST_F(TheResultPage, SaysWhenTheFileHadAnotherVerdict)
{
    QJsonObject before = report::toJson(diagnosis::diagnose(test::aliceIsStopped()));
    before.insert(QStringLiteral("hop"), 4);
    before.insert(QStringLiteral("findings"),
                  QJsonArray{QJsonObject{{QStringLiteral("hop"), 4},
                                         {QStringLiteral("cause"), QStringLiteral("older")},
                                         {QStringLiteral("text"), QStringLiteral("It was <b>the moon</b>.\n")}}});
    open(test::aliceIsStopped(), {{QStringLiteral("verdict"), before}});
    EXPECT_TRUE(label("origin").contains(QStringLiteral("said: It was <b>the moon</b>."))) << label("origin").toStdString();
    EXPECT_EQ(part<QLabel>("origin")->textFormat(), Qt::PlainText);
}

TEST_F(TheResultPage, ShowsAWalkThatWasStoppedWithoutBlamingAnybody)
{
    open(cancelled());
    EXPECT_EQ(session.told()->verdict.outcome, diagnosis::Result::cancelled);
    EXPECT_FALSE(part<QWidget>("letter")->isVisibleTo(&page));
    EXPECT_TRUE(label("difference").contains(QStringLiteral("not come far enough"))) << label("difference").toStdString();
}

TEST_F(TheResultPage, SaysWhyATabIsEmpty)
{
    trace::Trace walk = test::aliceIsStopped();
    walk.hops.resize(1);
    walk.hops[0].outcome = trace::Outcome::notRun;
    open(walk);
    auto *tabs = part<QTabWidget>("tabs");
    for (const char *tab : {"settings-tab", "timing-tab", "ports-tab"}) {
        tabs->setCurrentWidget(part<QWidget>(tab));
        const auto *why = part<QWidget>(tab)->findChild<QLabel *>(QStringLiteral("why-empty"));
        EXPECT_TRUE(why->isVisible() && !why->text().isEmpty()) << tab;
    }
}

TEST_F(TheResultPage, StaysPlainAndNarrowWhateverServersAreCalled)
{
    open(test::hostileWalk());
    for (const QLabel *shown : page.findChildren<QLabel *>())
        EXPECT_NE(shown->textFormat(), Qt::RichText);
    const QString all = everything();
    EXPECT_FALSE(all.contains(QChar(0x202e)) || all.contains(QChar(0x1b)));
    EXPECT_LE(page.minimumSizeHint().width(), 1000);
    auto *tabs = part<QTabWidget>("tabs");
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        QCoreApplication::processEvents();
        EXPECT_LE(page.width(), 1000) << tab;
    }
}

TEST_F(TheResultPage, CanBeReachedInEveryPartByTheKeyboard)
{
    open(test::aliceIsStopped());
    for (const char *name : {"verdict", "fresh", "finished", "meaning", "letter", "copy-letter", "save-letter", "save", "report",
                             "again", "search", "problems", "steps", "details", "settings", "timing", "ports", "copy-code"})
        EXPECT_TRUE(part<QWidget>(name)->focusPolicy() & Qt::TabFocus) << name;
}

} // namespace mailwalk::wizard
