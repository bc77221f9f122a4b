#include "cli/program.h"

#include <QtCore/QJsonArray>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailwalk::test {
namespace {

using testing::HasSubstr;

// A made-up server whose port 135 lies elsewhere; its name needs no name service.
Words walkTo(const Port &port)
{
    return {"check",
            "--server",
            "ex1.corp.test",
            "--mailbox",
            "alice",
            "--resolve",
            "ex1.corp.test:127.0.0.1",
            "--connect-to",
            "ex1.corp.test:135:127.0.0.1:" + std::to_string(port.number()),
            "--json",
            "-"};
}

QJsonObject verdictOf(const QJsonObject &walk) { return walk.value(QLatin1String("verdict")).toObject(); }

QString text(const QJsonObject &object, const char *name) { return object.value(QLatin1String(name)).toString(); }

TEST(Check, ARefusedPortEndsWithOneAndTheCode)
{
    const Port port(Port::Kind::refuses);
    const Ran program = ran(walkTo(port));
    EXPECT_EQ(program.exit, 1) << program.err;
    const QJsonObject verdict = verdictOf(json(program.out));
    EXPECT_EQ(text(verdict, "outcome"), QLatin1String("fails"));
    EXPECT_EQ(text(verdict, "code"), QLatin1String("refused"));
    EXPECT_THAT(program.err, HasSubstr("ex1.corp.test"));
}

TEST(Check, ASilentServerEndsAtTheDeadlineThatWasAskedFor)
{
    const Port port(Port::Kind::isSilent);
    Words arguments = walkTo(port);
    arguments.insert(arguments.end(), {"--timeout", "1"});
    const Ran program = ran(arguments);
    EXPECT_EQ(program.exit, 1) << program.err;
    EXPECT_EQ(text(verdictOf(json(program.out)), "code"), QLatin1String("timeout"));
}

TEST(Check, ANameServerThatIsShutIsToldFromASilentOne)
{
    const Port shut(Port::Kind::refuses);
    const Ran program = ran({"check", "--server", "ex1.corp.test", "--dns", "127.0.0.1:" + std::to_string(shut.number()),
                             "--timeout", "1", "--json", "-"});
    EXPECT_EQ(program.exit, 1) << program.err;
    EXPECT_EQ(text(verdictOf(json(program.out)), "code"), QLatin1String("refused"));
}

TEST(Check, CtrlCEndsItWithinHalfASecondWithACompleteRecord)
{
    const Port port(Port::Kind::isSilent);
    Running program(walkTo(port));
    ASSERT_TRUE(port.awaitVisitor(20'000));
    program.interrupt();
    const Ran end = program.ended(500);
    EXPECT_EQ(end.exit, 3) << end.err;
    const QJsonObject walk = json(end.out);
    EXPECT_EQ(text(verdictOf(walk), "outcome"), QLatin1String("cancelled"));
    const auto hops = walk.value(QLatin1String("hops")).toArray();
    ASSERT_FALSE(hops.isEmpty());
    for (const auto hop : hops) {
        EXPECT_NE(text(hop.toObject(), "outcome"), QLatin1String("running"));
        EXPECT_TRUE(hop.toObject().value(QLatin1String("closed_ms")).isDouble());
    }
}

TEST(Check, CtrlCWhileItWaitsForThePasswordWalksNothing)
{
    const Port port(Port::Kind::isSilent);
    Words arguments = walkTo(port);
    arguments.push_back("--password-stdin");
    Running program(arguments);
    program.process().write("Half-a-pass"); // no end of line: it goes on waiting
    ASSERT_TRUE(program.process().waitForBytesWritten(5000));
    program.interrupt();
    const Ran end = program.ended(5000);
    EXPECT_EQ(end.exit == 3 || end.exit == -1, true) << end.exit; // before it listens for Ctrl+C it simply dies of it
    EXPECT_EQ(end.out, "");
    EXPECT_FALSE(port.awaitVisitor(0));
}

TEST(Check, AnOutputThatTakesNothingIsAFaultThatIsSaid)
{
    QProcess program;
    program.setStandardOutputFile(QStringLiteral("/dev/full"));
    program.start(QStringLiteral(MAILWALK_CLI), {QStringLiteral("explain")});
    ASSERT_TRUE(program.waitForFinished(20'000));
    EXPECT_EQ(program.exitCode(), 4);
    EXPECT_EQ(linesOf(program.readAllStandardError().toStdString()), 1);
}

} // namespace
} // namespace mailwalk::test
