#include "wizard/pages/how_page.h"

#include "trace/json.h"
#include "wizard/pages/how_story.h"
#include "wizard/session.h"

#include <QComboBox>
#include <QFile>
#include <QListWidget>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>
#include <QWizard>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

namespace {

using trace::Transport;

trace::Trace bundled()
{
    QFile file(QStringLiteral(":/walks/how-it-connects.json"));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    auto document = trace::fromJson(file.readAll());
    EXPECT_TRUE(document);
    return document ? document->trace : trace::Trace();
}

QString textOf(const std::vector<HowStep> &steps)
{
    QString text;
    for (const HowStep &step : steps)
        text += step.plain + QLatin1Char('\n') + step.technical + QLatin1Char('\n');
    return text;
}

} // namespace

TEST(TheStory, TellsBothWaysFromTheBundledWalk)
{
    const trace::Trace trace = bundled();
    const auto direct = stepsOf(trace, Transport::direct), https = stepsOf(trace, Transport::rpcHttps);
    EXPECT_EQ(direct.size(), 15u) << textOf(direct).toStdString();
    EXPECT_EQ(https.size(), 11u) << textOf(https).toStdString();
    for (const auto &steps : {direct, https})
        EXPECT_FALSE(textOf(steps).contains(QLatin1Char('{')) || textOf(steps).contains(QStringLiteral(": .")))
            << textOf(steps).toStdString();
}

TEST(TheStory, MarksThePortsThatTheServersChose)
{
    const trace::Trace trace = bundled();
    std::size_t dynamic = 0;
    for (const HowStep &step : stepsOf(trace, Transport::direct)) {
        dynamic += step.isDynamic;
        EXPECT_FALSE(step.isDynamic && step.technical.endsWith(QStringLiteral(":135")));
    }
    EXPECT_EQ(dynamic, 3u);
    for (const HowStep &step : stepsOf(trace, Transport::rpcHttps))
        EXPECT_FALSE(step.isDynamic) << step.plain.toStdString();
}

TEST(TheStory, CountsTheDoorsInTheRecordItself)
{
    trace::Trace trace = bundled();
    const Doors https = doorsOf(trace, Transport::rpcHttps);
    EXPECT_EQ(https.toMapper, 0u);
    EXPECT_EQ(https.ports, std::set<std::uint16_t>{443});
    EXPECT_EQ(doorsOf(trace, Transport::direct).toMapper, 3u);
    const QString proof = mapperAnswer(trace);
    EXPECT_TRUE(proof.contains(QString::number(https.connections))) << proof.toStdString();

    trace::Hop asked;
    asked.id = trace::HopId(trace.hops.size() + 1);
    asked.kind = trace::Kind::connect;
    asked.transport = Transport::rpcHttps;
    asked.target = "ex1.corp.test:135";
    trace.hops.push_back(asked);
    EXPECT_EQ(doorsOf(trace, Transport::rpcHttps).toMapper, 1u);
    EXPECT_NE(mapperAnswer(trace).left(60), proof.left(60));
}

TEST(TheStory, FillsThePictureStepByStep)
{
    const trace::Trace trace = bundled();
    for (const Transport lane : {Transport::direct, Transport::rpcHttps}) {
        std::size_t before = 0;
        for (const HowStep &step : stepsOf(trace, lane)) {
            const auto stations = pictureAfter(trace, *trace.hop(step.hop), lane);
            std::size_t reached = 0;
            for (const diagnosis::Station &station : stations) {
                EXPECT_TRUE(!station.lane || station.lane == lane || station.state == diagnosis::State::notReached);
                reached += station.state != diagnosis::State::notReached;
            }
            EXPECT_GE(reached, before) << step.plain.toStdString();
            before = reached;
        }
        EXPECT_GE(before, 7u);
    }
}

namespace {

class TheHowPage : public testing::Test
{
protected:
    void SetUp() override
    {
        wizard.addPage(page = new HowPage(session));
        wizard.resize(1000, 760);
        wizard.show();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&wizard));
    }
    template <class Widget> Widget *part(const char *name) const { return page->findChild<Widget *>(QLatin1String(name)); }
    void picture(const char *name)
    {
        QCoreApplication::processEvents();
        const QString folder = qEnvironmentVariable("MAILWALK_PICTURES");
        EXPECT_TRUE(folder.isEmpty() ||
                    wizard.grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png")));
    }

    Session session;
    QWizard wizard;
    HowPage *page = nullptr;
};

} // namespace

TEST_F(TheHowPage, ShowsBothWaysSideBySideNumbered)
{
    picture("how");
    for (const char *name : {"direct", "rpc-https"}) {
        const auto *list = part<QListWidget>(name);
        ASSERT_GT(list->count(), 5) << name;
        for (int row = 0; row < list->count(); ++row)
            EXPECT_TRUE(list->item(row)->text().startsWith(QStringLiteral("%1. ").arg(row + 1)));
    }
    EXPECT_GT(part<QListWidget>("rpc-https")->mapTo(page, QPoint()).x(), part<QListWidget>("direct")->mapTo(page, QPoint()).x());
}

TEST_F(TheHowPage, AnswersTheThreeQuestions)
{
    std::set<QString> answers;
    for (int question = 0; question < part<QComboBox>("questions")->count(); ++question) {
        part<QComboBox>("questions")->setCurrentIndex(question);
        answers.insert(part<QTextBrowser>("answer")->toPlainText());
        picture(("how-answer-" + std::to_string(question)).c_str());
    }
    EXPECT_EQ(answers.size(), 3u);
    EXPECT_FALSE(answers.contains(QString()));
}

TEST_F(TheHowPage, PlaysTheListThatWasChosenFromToItsEnd)
{
    auto *list = part<QListWidget>("rpc-https");
    list->setCurrentRow(list->count() - 2);
    picture("how-step");
    auto *play = part<QPushButton>("play");
    play->click();
    EXPECT_EQ(list->currentRow(), list->count() - 1);
    EXPECT_FALSE(play->isChecked());
    play->click(); // and once more, from the beginning
    EXPECT_EQ(list->currentRow(), 0);
    EXPECT_TRUE(play->isChecked());
    play->click();
    EXPECT_FALSE(play->isChecked());
}

} // namespace mailwalk::wizard
