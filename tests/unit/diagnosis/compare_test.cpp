#include "diagnosis/compare.h"

#include "diagnosis/verdict.h"
#include "support/recorded_walks.h"
#include "support/trace_builder.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace mailwalk::diagnosis {
namespace {

using test::TraceBuilder;
using trace::Code;
using trace::Outcome;
using trace::Stage;

trace::Trace recorded(const std::string &name) { return test::recorded::read(name).trace; }

const Difference *first(const Comparison &comparison)
{
    return comparison.differences.empty() ? nullptr : &comparison.differences.front();
}

std::string listed(const Comparison &comparison)
{
    std::string lines = comparison.sentence.toStdString() + '\n';
    for (const Difference &each : comparison.differences)
        lines += std::string(nameOf(each.change)) + " [" + each.role + "] " + each.what + ": " + each.before + " -> " +
                 each.after + '\n';
    return lines;
}

/// The healthy walk, with the directory server and the ports as given.
TraceBuilder walkBy(const std::string &directory, const std::string &address, const std::string &port)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135").map("RFR", "ex1.corp.test").fact("mapped port", port);
    b.connect("ex1.corp.test:" + port).fact("local address", "10.0.0.77:" + port).bind("RFR", "ex1.corp.test:" + port);
    b.fact("assoc_group_id", "0x" + port).fact("ServerChallenge", "aa" + port);
    b.call("RfrGetNewDSA", "ex1.corp.test:" + port).fact("out.ppszServer", directory);
    b.stage(Stage::lookUp).resolve(directory).fact("dns address", address + ", TTL " + port + " s");
    b.connect(directory + ":135", address).map("NSPI", directory).connect(directory + ":4" + port, address);
    b.bind("NSPI", directory + ":4" + port).call("NspiBind", directory + ":4" + port);
    return b;
}

class OfRecordedWalk : public testing::TestWithParam<std::string>
{
};

TEST_P(OfRecordedWalk, AgainstItselfIsNothing)
{
    const auto walk = recorded(GetParam());
    const Comparison comparison = compare(walk, walk);
    EXPECT_TRUE(comparison.differences.empty()) << listed(comparison);
}

// The healthy walk by address, by RPC over HTTPS alone, or with the server typed, whichever was taken under the same conditions.
std::string healthyLike(const trace::Trace &walk)
{
    if (walk.asked.server)
        return "works-typed";
    const bool isDirect = std::any_of(walk.hops.begin(), walk.hops.end(),
                                      [](const trace::Hop &hop) { return hop.transport == trace::Transport::direct; });
    return isDirect ? "works-by-address" : "works-rpc-https";
}

TEST_P(OfRecordedWalk, AgainstAHealthyOnePointsWhereItStopped)
{
    const auto walk = recorded(GetParam()), healthy = recorded(healthyLike(walk));
    const Verdict verdict = diagnose(walk);
    if (verdict.outcome == Result::works || !verdict.hop)
        return;
    const Comparison there = compare(healthy, walk), back = compare(walk, healthy);
    ASSERT_TRUE(first(there) && first(back));
    EXPECT_EQ(first(there)->second, *verdict.hop) << listed(there);
    EXPECT_EQ(first(back)->first, *verdict.hop) << listed(back);
    EXPECT_EQ(first(there)->role, first(back)->role);
    for (const Difference &each : there.differences)
        EXPECT_FALSE(each.text.isEmpty());
    EXPECT_FALSE(there.sentence.isEmpty());
}

std::string asName(const testing::TestParamInfo<std::string> &info)
{
    std::string name = info.param;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Compare, OfRecordedWalk, testing::ValuesIn(test::recorded::names()), asName);

TEST(Compare, LeavesOutPortsTimesAndIds)
{
    const Comparison comparison =
        compare(walkBy("gc1.corp.test", "10.0.0.2", "9155").trace(), walkBy("gc1.corp.test", "10.0.0.2", "1002").trace());
    EXPECT_TRUE(comparison.differences.empty()) << listed(comparison);
}

TEST(Compare, OfTwoHealthyWalksBySeveralDirectoryServersTellsThatOnce)
{
    const Comparison comparison =
        compare(walkBy("gc1.corp.test", "10.0.0.2", "9155").trace(), walkBy("gc2.corp.test", "10.0.0.3", "1002").trace());
    ASSERT_EQ(comparison.differences.size(), 1u) << listed(comparison); // another name has another address
    EXPECT_EQ(first(comparison)->what, "out.ppszServer");
    EXPECT_NE(first(comparison)->text.indexOf(QStringLiteral("gc2.corp.test")), -1);
}

TEST(Compare, NamesTheReferralThatLedToAnotherDirectoryServer)
{
    TraceBuilder bad;
    bad.stage(Stage::refer).call("RfrGetNewDSA", "ex1.corp.test:1002").fact("out.ppszServer", "gc2.corp.test");
    bad.stage(Stage::lookUp).resolve("gc2.corp.test").connect("gc2.corp.test:135", "10.0.0.3").fails(Code::timeout);
    const Comparison comparison = compare(walkBy("gc1.corp.test", "10.0.0.2", "9155").trace(), bad.trace());
    ASSERT_GE(comparison.differences.size(), 2u);
    EXPECT_EQ(first(comparison)->role, "direct/look-up/connect mapper");
    EXPECT_EQ(first(comparison)->change, Change::outcome);
    EXPECT_NE(comparison.sentence.indexOf(QStringLiteral("directory server gc1.corp.test, the second to gc2.corp.test")), -1)
        << listed(comparison);
}

TEST(Compare, FindsAMappedPortThatIsBlockedWhateverItsNumber)
{
    const auto walk = [](const std::string &port, bool isBlocked) {
        TraceBuilder b;
        b.stage(Stage::open).connect("ex1.corp.test:135").map("EMSMDB", "ex1.corp.test").connect("ex1.corp.test:" + port);
        return isBlocked ? b.fails(Code::timeout).trace() : b.trace();
    };
    const Comparison comparison = compare(walk("49160", false), walk("50212", true));
    ASSERT_TRUE(first(comparison));
    EXPECT_EQ(first(comparison)->role, "direct/open/connect");
    EXPECT_EQ(first(comparison)->change, Change::outcome);
}

TEST(Compare, SaysWhichAddressOfANameWasBad)
{
    const auto walk = [](const std::string &address) {
        TraceBuilder b;
        b.stage(Stage::refer).resolve("ex1.corp.test").fact("dns address", "10.0.0.1, TTL 5 s").fact("dns address", "10.0.0.9");
        b.connect("ex1.corp.test:135", address);
        return b;
    };
    const Comparison comparison = compare(walk("10.0.0.1").trace(), walk("10.0.0.9").fails(Code::refused).trace());
    ASSERT_TRUE(first(comparison));
    EXPECT_EQ(first(comparison)->role, "direct/refer/connect mapper");
    EXPECT_NE(first(comparison)->text.indexOf(QStringLiteral("10.0.0.1")), -1) << listed(comparison);
}

TEST(Compare, BlamesNoNameThatOnlyOneWalkAskedFor)
{
    const auto walk = [](const std::string &server, const std::string &address) {
        TraceBuilder b;
        b.stage(Stage::refer).resolve(server).fact("dns address", address + ", TTL 5 s").connect(server + ":135", address);
        return b.trace();
    };
    const Comparison comparison = compare(walk("ex1.corp.test", "127.77.190.1"), walk("ex2.corp.test", "127.77.190.3"));
    ASSERT_EQ(comparison.differences.size(), 1u) << listed(comparison);
    EXPECT_EQ(first(comparison)->change, Change::place);
    EXPECT_NE(first(comparison)->text.indexOf(QStringLiteral("went to ex1.corp.test, the second to ex2.corp.test")), -1)
        << first(comparison)->text.toStdString();
    const Comparison same = compare(walk("ex1.corp.test", "127.77.190.1"), walk("EX1.corp.test", "127.77.190.3"));
    ASSERT_TRUE(first(same));
    EXPECT_EQ(first(same)->what, "dns address") << listed(same);
}

TEST(Compare, SaysBehindTheSameNameOnlyOfOneName)
{
    const auto walk = [](const std::string &host, const std::string &frontEnd) {
        TraceBuilder b;
        b.stage(Stage::discover, {}).act(trace::Kind::http, "POST https://" + host + '/', "https://" + host + '/');
        return b.fact("x-feserver", frontEnd).trace();
    };
    for (const Difference &each : compare(walk("mail1.corp.test", "CAS1"), walk("mail2.corp.test", "CAS2")).differences)
        EXPECT_EQ(each.text.indexOf(QStringLiteral("same name")), -1) << each.text.toStdString();
}

TEST(Compare, TakesAddressesInAnyOrderForTheSame)
{
    const auto walk = [](const std::string &one, const std::string &other) {
        TraceBuilder b;
        b.stage(Stage::refer).resolve("ex1.corp.test").fact("dns address", one).fact("dns address", other);
        return b.connect("ex1.corp.test:135").trace();
    };
    EXPECT_TRUE(compare(walk("10.0.0.1, TTL 60 s", "10.0.0.2, TTL 60 s"), walk("10.0.0.2, TTL 7 s", "10.0.0.1, TTL 7 s"))
                    .differences.empty());
}

TEST(Compare, LeavesOutALostRaceOfAddresses)
{
    TraceBuilder one, other;
    one.stage(Stage::refer).connect("ex1.corp.test:135", "10.0.0.1");
    other.stage(Stage::refer).connect("ex1.corp.test:135", "10.0.0.1");
    other.connect("ex1.corp.test:135", "10.0.0.9").is(Outcome::cancelled);
    EXPECT_TRUE(compare(one.trace(), other.trace()).differences.empty());
}

TEST(Compare, KeepsARefusalOfAnAddressThatStoppedNobody)
{
    TraceBuilder one, other;
    one.stage(Stage::refer).connect("ex1.corp.test:135", "10.0.0.1");
    other.stage(Stage::refer).connect("ex1.corp.test:135", "10.0.0.9").failsAlone(Code::refused);
    other.connect("ex1.corp.test:135", "10.0.0.1");
    const Comparison comparison = compare(one.trace(), other.trace());
    ASSERT_EQ(comparison.differences.size(), 1u) << listed(comparison);
    EXPECT_EQ(first(comparison)->change, Change::onlySecond);
}

TEST(Compare, LeavesOutWhatWasLookedAtMoreClosely)
{
    TraceBuilder one, other;
    one.stage(Stage::refer).connect("ex1.corp.test:135");
    other.stage(Stage::refer).connect("ex1.corp.test:135").probe().connect("ex1.corp.test:6001").failsAlone(Code::timeout);
    EXPECT_TRUE(compare(one.trace(), other.trace()).differences.empty());
}

TEST(Compare, TellsWhatAnswersBehindTheSameName)
{
    const auto walk = [](const std::string &frontEnd) {
        TraceBuilder b;
        b.stage(Stage::discover, {}).act(trace::Kind::http, "POST https://mail.corp.test/", "https://mail.corp.test/");
        return b.fact("x-feserver", frontEnd).fact("date", frontEnd).trace();
    };
    const Comparison comparison = compare(walk("CAS1"), walk("CAS2"));
    ASSERT_EQ(comparison.differences.size(), 1u) << listed(comparison);
    EXPECT_EQ(first(comparison)->what, "x-feserver");
}

TEST(Compare, SaysThatBothStopAlike)
{
    const auto walk = recorded("tcp135-refused");
    const Comparison comparison = compare(walk, walk);
    EXPECT_NE(comparison.sentence.indexOf(QStringLiteral("Neither walk")), -1) << comparison.sentence.toStdString();
}

TEST(Compare, OfHostileNamesStaysOneLineEach)
{
    TraceBuilder one, other;
    one.stage(Stage::refer).call("RfrGetNewDSA", "ex1.corp.test:1").fact("out.ppszServer", "a\nb");
    other.stage(Stage::refer).call("RfrGetNewDSA", "ex1.corp.test:1").fact("out.ppszServer", std::string(5000, 'x') + "\x1b[2J");
    const Comparison comparison = compare(one.trace(), other.trace());
    ASSERT_EQ(comparison.differences.size(), 1u);
    for (const QString &text : {comparison.sentence, first(comparison)->text, QString::fromStdString(first(comparison)->after)}) {
        EXPECT_EQ(text.indexOf(QLatin1Char('\n')), -1);
        EXPECT_EQ(text.indexOf(QChar(0x1b)), -1);
        EXPECT_LT(text.size(), 1000);
    }
}

} // namespace
} // namespace mailwalk::diagnosis
