#include "support/recorded_walks.h"
#include "walks/takes.h"

#include <QFile>
#include <gmock/gmock.h>
#include <set>

using namespace mailwalk;
using namespace mailwalk::test;
using trace::Stage;
using trace::Transport;

namespace {

trace::Trace bundledWalk()
{
    QFile file(QStringLiteral(MAILWALK_SOURCE_DIR "/resources/walks/how-it-connects.json"));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    const auto read = trace::fromJson(file.readAll());
    EXPECT_TRUE(bool(read));
    return read ? read->trace : trace::Trace{};
}

// What ran side by side comes in any order, and a question that was overtaken may be missing from one walk: so each once.
std::set<std::string> hopsOf(const trace::Trace &trace)
{
    std::set<std::string> lines;
    for (const trace::Hop &hop : trace.hops)
        if (hop.stage != Stage::discover)
            lines.insert(std::string(nameOf(hop.kind)) + ' ' + std::string(hop.stage ? nameOf(*hop.stage) : "-") + ' ' +
                         std::string(hop.transport ? nameOf(*hop.transport) : "-") + ' ' + hop.target);
    return lines;
}

std::set<std::uint16_t> portsOf(const trace::Trace &trace, Transport lane)
{
    std::set<std::uint16_t> ports;
    for (const trace::Hop &hop : trace.hops)
        if (hop.kind == trace::Kind::connect && hop.transport == lane)
            ports.insert(hop.port.value_or(0));
    return ports;
}

} // namespace

// Who changes what a walk does records the bundled one anew: record_walks how-it-connects.
TEST(BundledWalk, HasTheHopsOfAWalkOfToday)
{
    const trace::Trace bundled = bundledWalk();
    EXPECT_EQ(hopsOf(bundled), hopsOf(howItConnects()));
    EXPECT_EQ(bundled.version, MAILWALK_VERSION);
}

TEST(BundledWalk, OpensTheMailboxByBothWays)
{
    const diagnosis::Verdict verdict = diagnosis::diagnose(bundledWalk());
    EXPECT_EQ(verdict.outcome, diagnosis::Result::works);
    EXPECT_EQ(verdict.lanes.at(Transport::direct).outcome, diagnosis::Result::works);
    EXPECT_EQ(verdict.lanes.at(Transport::rpcHttps).outcome, diagnosis::Result::works);
    EXPECT_TRUE(verdict.findings.empty());
}

// Questions 1, 3 and 4, answered by what happened.
TEST(BundledWalk, AsksPort135AndDynamicPortsOnTheDirectWayAnd443AloneOnTheOther)
{
    const trace::Trace bundled = bundledWalk();
    EXPECT_EQ(portsOf(bundled, Transport::rpcHttps), std::set<std::uint16_t>{443});
    const auto direct = portsOf(bundled, Transport::direct);
    EXPECT_EQ(direct.size(), 4u); // the mapper's, and one for each of three services
    EXPECT_EQ(*direct.begin(), 135);
    for (const std::uint16_t port : direct)
        EXPECT_TRUE(port == 135 || port >= 49152) << port;
}

TEST(BundledWalk, TellsNothingOfTheComputerThatRecordedIt)
{
    QFile file(QStringLiteral(MAILWALK_SOURCE_DIR "/resources/walks/how-it-connects.json"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    EXPECT_FALSE(bytes.contains("127."));
    EXPECT_FALSE(bytes.contains("connect-to"));
    EXPECT_EQ(bundledWalk().system, "practice organisation");
}

TEST(KeptWalks, AreThoseThatTheRecorderWrites)
{
    std::set<std::string> written;
    for (const Take &take : takes())
        written.insert(take.name);
    const auto names = recorded::names();
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()), written)
        << "record_walks NAME writes a missing one; one that is no more is to be removed";
}
