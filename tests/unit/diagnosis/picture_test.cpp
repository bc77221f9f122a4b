#include "diagnosis/picture.h"

#include "support/trace_builder.h"

#include <chrono>
#include <gtest/gtest.h>

namespace mailwalk::diagnosis {

using namespace trace;
using test::TraceBuilder;

namespace {

constexpr auto direct = Transport::direct, proxied = Transport::rpcHttps;

const Station &at(const std::vector<Station> &stations, Place place, std::optional<Transport> lane = {})
{
    static const Station none;
    for (const Station &station : stations)
        if (station.place == place && station.lane == lane)
            return station;
    ADD_FAILURE() << "no station " << nameOf(place);
    return none;
}

std::vector<Station> pictured(TraceBuilder &walk, Colouring colouring = Colouring::fresh)
{
    return pictureOf(walk.trace(), diagnose(walk.trace()), colouring);
}

std::vector<Station> live(TraceBuilder &walk)
{
    Picture picture;
    picture.take(walk.trace().hops);
    return picture.stations(Colouring::fresh);
}

std::string states(const std::vector<Station> &stations)
{
    std::string all;
    for (const Station &station : stations)
        all += std::string(all.empty() ? "" : " ") + std::string(nameOf(station.state)) + (station.isLit ? "*" : "");
    return all;
}

TraceBuilder &close(TraceBuilder &walk, Outcome outcome)
{
    for (Hop &hop : walk.trace().hops)
        if (hop.outcome == Outcome::running)
            hop.outcome = outcome;
    return walk;
}

TraceBuilder &desk(TraceBuilder &walk, Stage stage, const std::string &interface, const std::string &host,
                   const std::string &port)
{
    walk.stage(stage).connect(host + ":135").is(Outcome::passed).map(interface, host).is(Outcome::passed);
    return walk.connect(host + ":" + port).is(Outcome::passed).bind(interface, host + ":" + port).is(Outcome::passed);
}

TraceBuilder found()
{
    TraceBuilder walk;
    walk.stage(Stage::discover).resolve("ex1.corp.test").is(Outcome::passed);
    return walk;
}

TraceBuilder untilDirectory()
{
    TraceBuilder walk = found();
    desk(walk, Stage::refer, "RFR", "ex1.corp.test", "49200").call("RfrGetNewDSA", "ex1.corp.test:49200").is(Outcome::passed);
    close(walk, Outcome::passed).stage(Stage::lookUp).resolve("gc1.corp.test").is(Outcome::passed);
    walk.last().needed = Needed::bothUnlessCached;
    walk.trace().hops[0].outcome = Outcome::running;
    return walk;
}

void needs(TraceBuilder &walk, Stage stage, Needed needed)
{
    for (Hop &hop : walk.trace().hops)
        if (hop.stage == stage)
            hop.needed = needed;
}

TraceBuilder dynamicPortFiltered()
{
    TraceBuilder walk = untilDirectory();
    walk.connect("gc1.corp.test:135").is(Outcome::passed).map("NSPI", "gc1.corp.test").is(Outcome::passed);
    walk.connect("gc1.corp.test:49213").fails(Code::timeout);
    needs(walk, Stage::lookUp, Needed::bothUnlessCached);
    walk.stage(Stage::open).trace().hops.back().outcome = Outcome::notRun;
    walk.trace().hops.back().reason = Reason::earlierFailure;
    return walk;
}

} // namespace

TEST(Picture, HasBeforeTheFirstHopTheSharedStationsAndTwoLanesNotReached)
{
    const auto stations = Picture().stations(Colouring::fresh);
    ASSERT_EQ(stations.size(), 12u);
    for (const Station &station : stations) {
        EXPECT_EQ(station.state, State::notReached) << nameOf(station.place);
        EXPECT_EQ(station.hop, 0u);
        EXPECT_FALSE(station.caption.isEmpty());
        EXPECT_FALSE(station.explanation.isEmpty());
    }
    EXPECT_EQ(stations[3].place, Place::autodiscover);
    EXPECT_EQ(stations[4].lane, direct);
    EXPECT_EQ(stations[8].lane, proxied);
}

TEST(Picture, LightsTheDeskWhosePortDoesNotAnswerAndNamesThePort)
{
    TraceBuilder walk = dynamicPortFiltered();
    const auto stations = pictured(walk);
    EXPECT_EQ(states(stations), "passed passed passed not-run passed passed failed* not-reached");
    const Station &directory = at(stations, Place::directory, direct);
    EXPECT_EQ(directory.label, QStringLiteral("port 49213: no answer"));
    EXPECT_EQ(walk.trace().hop(directory.hop)->target, "gc1.corp.test:49213");
    EXPECT_EQ(at(stations, Place::entrance, direct).label, QStringLiteral("port 135"));
    EXPECT_EQ(at(stations, Place::referral, direct).label, QStringLiteral("port 49200"));
}

TEST(Picture, TellsNoNameOfAMachineInLabels)
{
    TraceBuilder walk = dynamicPortFiltered();
    for (const Station &station : pictured(walk)) {
        EXPECT_FALSE(station.label.contains(QStringLiteral("corp.test")));
        EXPECT_FALSE(station.caption.contains(QStringLiteral("corp.test")));
    }
}

TEST(Picture, PutsPort135OfTheFirstServerAtTheWayInAndThatOfAnotherAtItsDesk)
{
    TraceBuilder shut = found();
    shut.stage(Stage::refer).connect("ex1.corp.test:135").fails(Code::timeout);
    EXPECT_EQ(states(pictured(shut)), "passed passed passed not-run failed* not-reached not-reached not-reached");

    TraceBuilder other = untilDirectory();
    other.connect("gc1.corp.test:135").fails(Code::refused);
    const auto stations = pictured(other);
    EXPECT_EQ(states(stations), "passed passed passed not-run passed passed failed* not-reached");
    EXPECT_EQ(at(stations, Place::directory, direct).label, QStringLiteral("port 135: refused"));
}

TEST(Picture, LeavesAStationPassedWhoseSecondAddressAnswers)
{
    TraceBuilder walk = found();
    walk.stage(Stage::refer).connect("ex1.corp.test:135", "10.0.0.1").failsAlone(Code::timeout);
    walk.connect("ex1.corp.test:135", "10.0.0.2").is(Outcome::passed);
    EXPECT_EQ(at(live(walk), Place::entrance, direct).state, State::passed);
}

TEST(Picture, LeavesAutodiscoverPassedWhenACandidateLoses)
{
    TraceBuilder walk;
    walk.stage(Stage::discover, std::nullopt).attempt().resolve("corp.test").failsAlone(Code::nameNotFound).groupFails();
    walk.attempt().resolve("autodiscover.corp.test").is(Outcome::passed);
    walk.act(Kind::connect, "Connect", "autodiscover.corp.test:443", "10.0.0.5").is(Outcome::passed);
    walk.act(Kind::http, "POST", "https://autodiscover.corp.test/x").is(Outcome::passed);
    close(walk, Outcome::passed);
    const auto stations = pictured(walk);
    EXPECT_EQ(at(stations, Place::autodiscover).state, State::passed);
    EXPECT_EQ(at(stations, Place::nameService).state, State::passed);
}

TEST(Picture, SaysThatAnUnknownNameIsTheLanesTroubleWhereOthersAreKnown)
{
    TraceBuilder walk = untilDirectory();
    walk.stage(Stage::lookUp).resolve("gc9.corp.test").fails(Code::nameNotFound);
    const auto stations = pictured(walk);
    EXPECT_EQ(at(stations, Place::nameService).state, State::passed);
    EXPECT_TRUE(at(stations, Place::directory, direct).isLit);
    EXPECT_EQ(at(stations, Place::directory, direct).label, QStringLiteral("no such name"));
}

TEST(Picture, LightsTheNameServiceThatAnswersNobody)
{
    TraceBuilder walk;
    walk.stage(Stage::discover).resolve("ex1.corp.test").fails(Code::timeout);
    EXPECT_EQ(states(pictured(walk)), "passed not-reached failed* not-run not-reached not-reached not-reached not-reached");
}

TEST(Picture, BlamesThisPcForWhatItForbidsAndTheNetworkWhenThereIsNone)
{
    TraceBuilder forbidden = found();
    forbidden.stage(Stage::refer).connect("ex1.corp.test:135").fails(Code::permission);
    EXPECT_TRUE(at(pictured(forbidden), Place::computer).isLit);

    TraceBuilder unplugged = found();
    unplugged.stage(Stage::refer).connect("ex1.corp.test:135").fact("said by", "this machine").fails(Code::unreachable);
    EXPECT_TRUE(at(pictured(unplugged), Place::network).isLit);
}

TEST(Picture, ShowsWhatIsAskedNow)
{
    TraceBuilder walk = untilDirectory();
    walk.connect("gc1.corp.test:135").is(Outcome::running);
    for (const HopId group : {HopId(1), walk.last().parent})
        walk.trace().hops[group - 1].outcome = Outcome::running;
    const auto stations = live(walk);
    const Station &directory = at(stations, Place::directory, direct);
    EXPECT_EQ(directory.state, State::asking);
    EXPECT_EQ(directory.hop, walk.last().id);
    EXPECT_EQ(directory.label, QStringLiteral("port 135"));
    EXPECT_EQ(at(stations, Place::mailbox, direct).state, State::notReached);
}

TEST(Picture, IsTheSameWhetherHopsComeAtOnceOrChangeByAndBy)
{
    TraceBuilder walk = dynamicPortFiltered();
    Picture picture;
    for (const Hop &hop : walk.trace().hops) {
        Hop before = hop;
        before.outcome = Outcome::running;
        before.failure.reset();
        picture.take({before});
        picture.take({hop});
        picture.take({hop});
    }
    picture.conclude(diagnose(walk.trace()));
    EXPECT_EQ(picture.stations(Colouring::fresh), pictured(walk));
}

TEST(Picture, FinishedNeedsNeitherAutodiscoverNorReferralAndClaimsNothingThatWasNotSeen)
{
    TraceBuilder walk = found();
    walk.stage(Stage::refer).connect("ex1.corp.test:135").is(Outcome::passed).map("RFR", "ex1.corp.test").fails(Code::status);
    const auto stations = pictured(walk, Colouring::finished);
    EXPECT_EQ(states(stations), "passed passed passed not-needed passed not-needed not-reached not-reached");
    const Station &directory = at(stations, Place::directory, direct);
    EXPECT_TRUE(directory.explanation.contains(QStringLiteral("only without a local copy"))) << qPrintable(directory.explanation);
}

TEST(Picture, FinishedStillShowsTheWayInShut)
{
    TraceBuilder walk = found();
    walk.stage(Stage::refer).connect("ex1.corp.test:135").fails(Code::timeout);
    EXPECT_TRUE(at(pictured(walk, Colouring::finished), Place::entrance, direct).isLit);
}

TEST(Picture, SaysWhyItWasLeftOut)
{
    TraceBuilder walk = found();
    desk(walk, Stage::refer, "RFR", "ex1.corp.test", "49200").bind("RFR", "ex1.corp.test:49200").notRun(Reason::needsPassword);
    close(walk, Outcome::passed);
    walk.stage(Stage::open).trace().hops.back().outcome = Outcome::notRun;
    walk.trace().hops.back().reason = Reason::needsPassword;
    walk.trace().hops[0].outcome = Outcome::passed;
    const auto stations = pictured(walk);
    for (const Place place : {Place::referral, Place::directory, Place::mailbox})
        EXPECT_EQ(at(stations, place, direct).state, State::notRun) << nameOf(place);
    EXPECT_EQ(at(stations, Place::referral, direct).label, QStringLiteral("takes a password"));
    EXPECT_EQ(at(stations, Place::mailbox, direct).label, QString()) << "it was said once";
    EXPECT_EQ(at(stations, Place::entrance, direct).state, State::passed);
}

TEST(Picture, ShowsWhatWasNotAgreedToAsNotRun)
{
    TraceBuilder walk;
    walk.trace().asked.address = "alice@corp.test";
    walk.trace().asked.server.reset();
    walk.stage(Stage::discover, std::nullopt).resolve("autodiscover.corp.test").is(Outcome::passed);
    walk.act(Kind::http, "GET", "http://autodiscover.corp.test/x").fails(Code::consent, {}, "host.example is outside corp.test");
    const Station autodiscover = at(pictured(walk), Place::autodiscover);
    EXPECT_EQ(autodiscover.state, State::notRun);
    EXPECT_EQ(autodiscover.label, QStringLiteral("not agreed to"));
    EXPECT_FALSE(autodiscover.isLit);
}

TEST(Picture, PutsWhatTheProxyCannotReachAtTheDeskBehindIt)
{
    TraceBuilder walk;
    walk.stage(Stage::lookUp, proxied).connect("mail.corp.test:443").is(Outcome::passed);
    walk.act(Kind::http, "RPC_IN_DATA", "https://mail.corp.test/rpc/rpcproxy.dll?ex1.corp.test:6004").is(Outcome::passed);
    walk.act(Kind::channel, "Open the virtual connection through mail.corp.test", "ex1.corp.test:6004");
    walk.fails(Code::httpStatus, "503 RPC Error: 6ba");
    const auto stations = pictured(walk);
    EXPECT_TRUE(at(stations, Place::directory, proxied).isLit);
    EXPECT_EQ(at(stations, Place::directory, proxied).label, QStringLiteral("port 6004: not through the proxy"));
}

TEST(Picture, LeavesOutALaneThatIsNotOfferedAsAWhole)
{
    TraceBuilder walk;
    walk.stage(Stage::open, proxied).trace().hops.back().outcome = Outcome::notRun;
    walk.trace().hops.back().reason = Reason::notOffered;
    for (const Place place : {Place::entrance, Place::referral, Place::directory, Place::mailbox})
        EXPECT_EQ(at(pictured(walk), place, proxied).state, State::notRun) << nameOf(place);
}

TEST(Picture, NeverSaysThatAutodiscoverPassedWhenItsNameIsUnknown)
{
    TraceBuilder walk;
    walk.trace().asked.address = "alice@corp.test";
    walk.trace().asked.server.reset();
    walk.stage(Stage::discover, std::nullopt).attempt().last().title = "https://corp.test/autodiscover/autodiscover.xml";
    walk.resolve("corp.test").is(Outcome::passed);
    walk.connect("corp.test:443", "198.51.100.1").is(Outcome::passed);
    walk.act(Kind::http, "POST", "https://corp.test/autodiscover/autodiscover.xml")
        .failsAlone(Code::httpStatus, "404")
        .groupFails();
    walk.attempt().last().title = "https://autodiscover.corp.test/autodiscover/autodiscover.xml";
    walk.resolve("autodiscover.corp.test").fails(Code::nameNotFound);
    const auto stations = pictured(walk);
    EXPECT_TRUE(at(stations, Place::nameService).isLit);
    EXPECT_EQ(at(stations, Place::autodiscover).state, State::notReached);
}

TEST(Picture, WarnsAtADeskThatTheWalkWentOnWithout)
{
    TraceBuilder walk = found();
    walk.trace().asked.outlook = "2003";
    walk.stage(Stage::refer).connect("ex1.corp.test:135").is(Outcome::passed);
    walk.map("RFR", "ex1.corp.test").fails(Code::status, "0x16c9a0d6");
    for (const Stage stage : {Stage::lookUp, Stage::open})
        desk(walk, stage, stage == Stage::open ? "EMSMDB" : "NSPI", "ex1.corp.test", "49300").all(Outcome::passed);
    const auto stations = pictured(walk);
    EXPECT_EQ(states(stations), "passed passed passed not-run passed warned passed passed");
}

struct Said {
    Kind kind;
    std::string target;
    Code code;
    std::string got;
    const char *label;
};

class WhatIsSaid : public testing::TestWithParam<Said>
{
};

TEST_P(WhatIsSaid, BesideABrokenConnection)
{
    TraceBuilder walk;
    walk.stage(Stage::refer, proxied).act(GetParam().kind, "Act", GetParam().target).fails(GetParam().code, GetParam().got);
    const auto stations = pictured(walk);
    const bool isAtDesk = GetParam().got.find("6ba") != std::string::npos;
    const Station &entrance = at(stations, isAtDesk ? Place::referral : Place::entrance, proxied);
    EXPECT_EQ(entrance.label, QLatin1String(GetParam().label));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WhatIsSaid,
    testing::Values(Said{Kind::connect, "mail.corp.test:443", Code::refused, "", "port 443: refused"},
                    Said{Kind::secure, "mail.corp.test:443", Code::certificate, "expired", "certificate has run out"},
                    Said{Kind::secure, "mail.corp.test:443", Code::certificate, "of marzipan", "certificate does not fit"},
                    Said{Kind::secure, "mail.corp.test:443", Code::otherProtocol, "", "port 443: something else answers"},
                    Said{Kind::http, "https://mail.corp.test/rpc", Code::httpStatus, "404 Not Found", "web server: error 404"},
                    Said{Kind::http, "https://mail.corp.test/rpc", Code::authRejected, "401", "sign-in refused"},
                    Said{Kind::channel, "ex1.corp.test:6002", Code::timeout, "", "no answer"},
                    Said{Kind::channel, "ex1.corp.test:6002", Code::httpStatus, "413 Too Large", "web server: error 413"},
                    Said{Kind::channel, "ex1.corp.test:6002", Code::httpStatus, "503 RPC Error: 6ba",
                         "port 6002: not through the proxy"}));

TEST(Picture, ProbesBlameNobody)
{
    TraceBuilder walk = found();
    desk(walk, Stage::refer, "RFR", "ex1.corp.test", "49200").probe();
    walk.connect("ex1.corp.test:49999").failsAlone(Code::refused).groupFails();
    close(walk, Outcome::passed);
    EXPECT_EQ(at(pictured(walk), Place::referral, direct).state, State::passed);
}

TEST(Picture, TakesTenThousandHopsInAMoment)
{
    TraceBuilder walk = found();
    walk.stage(Stage::refer);
    for (int i = 0; i < 10'000; ++i)
        walk.connect("ex1.corp.test:" + std::to_string(1024 + i)).failsAlone(Code::refused);
    Picture picture;
    picture.take(walk.trace().hops);
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 1000; ++i) { // what comes later costs what is new, however many came before
        picture.take({walk.last()});
        EXPECT_FALSE(picture.stations(Colouring::fresh).empty());
    }
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
}

} // namespace mailwalk::diagnosis
