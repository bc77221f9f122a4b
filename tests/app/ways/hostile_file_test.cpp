#include "report/json.h"
#include "support/driver.h"
#include "support/spoken.h"
#include "support/trace_builder.h"
#include "trace/json.h"

#include <QJsonDocument>
#include <QLabel>
#include <QTabWidget>

namespace mailwalk::test {
namespace {

QByteArray bytesOf(const trace::Trace &trace) { return QJsonDocument(trace::toJson(trace)).toJson(QJsonDocument::Compact); }

QByteArray healthy() { return bytesOf(healthyWalk().trace()); }

QByteArray nested(int deep) { return "{\"format\":" + QByteArray(deep, '[') + QByteArray(deep, ']') + "}"; }

trace::Trace withParent(trace::HopId hop, trace::HopId parent)
{
    trace::Trace trace = healthyWalk().trace();
    trace.hops[hop - 1].parent = parent;
    return trace;
}

struct Row {
    const char *name;
    QByteArray content;
};

void PrintTo(const Row &row, std::ostream *out) { *out << row.name; }

std::vector<Row> brokenFiles()
{
    return {{"Empty", {}},
            {"NoJson", "dear helpdesk, it does not work"},
            {"Truncated", healthy().left(1000)},
            {"DeeplyNested", nested(100'000)},
            {"AnotherFormat", "{\"format\":\"something-else\",\"version\":1}"},
            {"LaterVersion", QByteArray(healthy()).replace("\"version\":1", "\"version\":99")},
            {"HopsThatAreNone", "{\"format\":\"mailwalk-trace\",\"version\":1,\"hops\":{\"a\":1}}"},
            {"OwnParent", bytesOf(withParent(3, 3))},
            {"ParentsInACircle", bytesOf(withParent(2, 5))},
            {"ParentThatIsMissing", bytesOf(withParent(4, 4000))},
            {"TooLarge", QByteArray(trace::mostFileBytes + 1, ' ')},
            {"Zeros", QByteArray(100'000, '\0')}};
}

class ABrokenFile : public testing::TestWithParam<Row>
{
};

// It is refused with one sentence, the window stays where it is and can go on.
TEST_P(ABrokenFile, IsRefusedWithOneSentence)
{
    Driver driver;
    QString sentence;
    QObject::connect(&driver.session(), &wizard::Session::troubled, &driver.wizard(),
                     [&](const QString &said) { sentence = said; });
    driver.wizard().openSaved(fileWith(GetParam().content));
    ASSERT_TRUE(waitFor([&] { return !sentence.isEmpty(); }));
    EXPECT_EQ(driver.page(), QStringLiteral("symptom"));
    EXPECT_FALSE(sentence.contains(QLatin1Char('\n')));
    EXPECT_LT(sentence.size(), 400);
    const auto texts = writtenIn(driver.wizard());
    EXPECT_TRUE(std::any_of(texts.begin(), texts.end(), [&](const Spoken &spoken) { return spoken.text.contains(sentence); }));
    driver.choose("new-profile");
    driver.waitForPage("account");
}

INSTANTIATE_TEST_SUITE_P(Of, ABrokenFile, testing::ValuesIn(brokenFiles()),
                         [](const auto &row) { return std::string(row.param.name); });

TEST(AFileThatIsNotThere, IsSaidSo)
{
    Driver driver;
    bool isTroubled = false;
    QObject::connect(&driver.session(), &wizard::Session::troubled, &driver.wizard(), [&] { isTroubled = true; });
    driver.wizard().openSaved(QStringLiteral("/nonexistent/walk.json"));
    ASSERT_TRUE(waitFor([&] { return isTroubled; }));
    EXPECT_EQ(driver.page(), QStringLiteral("symptom"));
}

TEST(AFileThatIsNotThere, ChangesNeitherWhatIsWalkedNorWhatIsShown)
{
    Driver driver;
    driver.choose("used-to-work");
    driver.waitForPage("account");
    int troubles = 0;
    QObject::connect(&driver.session(), &wizard::Session::troubled, &driver.wizard(), [&] { ++troubles; });
    driver.wizard().openSaved(QStringLiteral("/nonexistent/walk.json"));
    ASSERT_TRUE(waitFor([&] { return troubles == 1; }));
    EXPECT_EQ(driver.session().symptom(), wizard::Symptom::usedToWork);

    driver.open(fileWith(healthy()));
    driver.wizard().openSaved(QStringLiteral("/nonexistent/walk.json"));
    ASSERT_TRUE(waitFor([&] { return troubles == 2; }));
    EXPECT_EQ(driver.page(), QStringLiteral("result"));
    EXPECT_TRUE(driver.session().told());
    EXPECT_TRUE(driver.session().file().endsWith(QStringLiteral("walk.json")));
}

// What a server may have called itself.
const std::string evil = "<b>bold</b><img src=x>&amp; \x1b[31m\r\n\t\u202Eevil\u202C \u200b\u0007 ";

trace::Trace evilWalk()
{
    TraceBuilder b;
    b.stage(trace::Stage::refer).connect(evil + ":135", evil);
    b.fact(evil, evil).fails(trace::Code::timeout, evil, evil);
    b.last().title = evil;
    b.last().excerpt = evil;
    b.trace().asked.server = evil;
    b.trace().asked.mailbox = evil;
    b.trace().system = evil;
    return b.trace();
}

bool isClean(QChar c)
{
    return c == QLatin1Char('\n') || c == QLatin1Char('\t') ||
           (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format && c != QChar(0xfffe));
}

void visitTabs(Driver &driver, const std::function<void()> &look)
{
    look();
    auto &tabs = driver.part<QTabWidget>("tabs");
    for (int i = 0; i < tabs.count(); ++i) {
        tabs.setCurrentIndex(i);
        QCoreApplication::processEvents();
        look();
    }
}

TEST(AHostileName, IsNeverMarkupNorControl)
{
    Driver driver;
    driver.open(fileWith(bytesOf(evilWalk())));
    visitTabs(driver, [&] {
        for (const Spoken &spoken : writtenIn(driver.wizard()))
            EXPECT_TRUE(std::all_of(spoken.text.begin(), spoken.text.end(), isClean))
                << spoken.where.toStdString() << ": " << spoken.text.toStdString();
        for (const QLabel *label : driver.wizard().findChildren<QLabel *>())
            EXPECT_FALSE(label->textFormat() != Qt::PlainText && label->text().contains(QStringLiteral("bold")))
                << label->objectName().toStdString();
        for (const QWidget *widget : driver.wizard().findChildren<QWidget *>()) // tips may be a paragraph, of escaped text
            EXPECT_FALSE(widget->toolTip().contains(QStringLiteral("<b>")) && Qt::mightBeRichText(widget->toolTip()))
                << widget->toolTip().toStdString();
    });
}

trace::Trace longWalk(int hops)
{
    TraceBuilder b = healthyWalk();
    while (int(b.trace().hops.size()) < hops)
        b.connect("ex1.corp.test:" + std::to_string(1024 + b.trace().hops.size() % 60000));
    b.fails(trace::Code::timeout);
    return b.trace();
}

TEST(ALongWalk, OfTenThousandHopsIsShownInEveryTab)
{
    Driver driver;
    driver.open(fileWith(bytesOf(longWalk(10'000))));
    visitTabs(driver, [&] { EXPECT_EQ(driver.page(), QStringLiteral("result")); });
    EXPECT_EQ(driver.session().told()->document.trace.hops.size(), 10'000u);
}

TEST(ALongWalk, OfDeeplyNestedGroupsIsShown)
{
    TraceBuilder b;
    b.stage(trace::Stage::discover);
    for (int i = 0; i < trace::deepestHop - 4; ++i)
        b.attempt();
    b.resolve("ex1.corp.test").fails(trace::Code::nameNotFound);
    Driver driver;
    driver.open(fileWith(bytesOf(b.trace())));
    EXPECT_FALSE(driver.said("verdict").isEmpty());
}

} // namespace
} // namespace mailwalk::test
