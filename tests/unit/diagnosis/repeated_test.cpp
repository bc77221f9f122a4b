#include "diagnosis/repeated.h"

#include "support/trace_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

namespace mailwalk::diagnosis {
namespace {

using namespace trace;
using test::TraceBuilder;
using Walks = std::vector<Trace>;

/// A direct walk whose pieces can be other ones each time.
struct Course {
    std::string directory = "gc1.corp.test", directoryAddress = "10.0.0.2";
    std::string store = "10.0.0.1"; ///< its address
    std::optional<Code> directoryFails{}, storeFails{}, signInFails{}, mapperFails{};
};

TraceBuilder directWalk(const Course &course)
{
    TraceBuilder b;
    b.stage(Stage::discover).resolve("ex1.corp.test");
    b.stage(Stage::refer).connect("ex1.corp.test:135", course.store);
    if (course.mapperFails) {
        b.fails(*course.mapperFails);
        return b;
    }
    b.map("RFR", "ex1.corp.test").connect("ex1.corp.test:49152", course.store).bind("RFR", "ex1.corp.test:49152");
    if (course.signInFails) {
        b.fails(*course.signInFails);
        return b;
    }
    b.call("RfrGetNewDSA", "ex1.corp.test:49152");
    b.stage(Stage::lookUp);
    b.last().target = course.directory;
    b.resolve(course.directory).connect(course.directory + ":135", course.directoryAddress);
    if (course.directoryFails) {
        b.fails(*course.directoryFails);
        return b;
    }
    b.map("NSPI", course.directory).connect(course.directory + ":49155", course.directoryAddress);
    b.bind("NSPI", course.directory + ":49155").call("NspiBind", course.directory + ":49155");
    b.stage(Stage::open).connect("ex1.corp.test:135", course.store).map("EMSMDB", "ex1.corp.test");
    b.connect("ex1.corp.test:49160", course.store).bind("EMSMDB", "ex1.corp.test:49160");
    if (course.storeFails) {
        b.fails(*course.storeFails);
        return b;
    }
    b.call("EcDoConnectEx", "ex1.corp.test:49160").call("RopLogon", "ex1.corp.test:49160");
    return b;
}

Trace walkOf(const Course &course) { return directWalk(course).trace(); }

Trace good() { return walkOf({}); }
Trace badDirectory() { return walkOf({"gc2.corp.test", "192.0.2.17", "10.0.0.1", Code::timeout}); }
Trace otherDirectory() { return walkOf({"gc3.corp.test", "10.0.0.4"}); }
Trace storeAt(const std::string &address, std::optional<Code> fails = {})
{
    return walkOf({"gc1.corp.test", "10.0.0.2", address, {}, fails});
}

Trace throughFrontEnd(const std::string &frontEnd, bool fails)
{
    TraceBuilder b;
    b.stage(Stage::open, Transport::rpcHttps).connect("mail.corp.test:443", "192.0.2.4");
    b.act(Kind::http, "RPC_OUT_DATA", "https://mail.corp.test/rpc/rpcproxy.dll?ex1.corp.test:6001").fact("X-FEServer", frontEnd);
    b.last().facts.back().name = "x-feserver";
    if (fails)
        b.fails(Code::httpStatus, "503 Service Unavailable");
    else
        b.bind("EMSMDB", "ex1.corp.test:6001").call("RopLogon", "ex1.corp.test:6001");
    return b.trace();
}

// The mailbox opens by one way; the other goes to one directory server or another.
Trace bothWays(const std::string &directory, bool fails)
{
    TraceBuilder b;
    b.stage(Stage::refer, Transport::direct).connect("ex1.corp.test:135");
    b.stage(Stage::lookUp, Transport::direct);
    b.last().target = directory;
    b.connect(directory + ":135", directory == "gc2.corp.test" ? "192.0.2.17" : "10.0.0.2");
    if (fails)
        b.fails(Code::refused);
    else
        b.stage(Stage::open, Transport::direct).call("RopLogon", "ex1.corp.test:49160");
    b.stage(Stage::open, Transport::rpcHttps).call("RopLogon", "ex1.corp.test:6001");
    b.trace().hops[0].outcome = Outcome::passed;
    return b.trace();
}

// Two addresses of one name, and the second is taken when the first lets nobody in.
Trace bySecondAddress()
{
    TraceBuilder b;
    b.stage(Stage::open).connect("ex1.corp.test:135", "192.0.2.17").failsAlone(Code::refused);
    b.connect("ex1.corp.test:135", "192.0.2.18").map("EMSMDB", "ex1.corp.test");
    b.call("RopLogon", "ex1.corp.test:49160");
    return b.trace();
}

// The referral names another directory server, and the walk stops before anybody turns to it.
Trace referredElsewhere()
{
    TraceBuilder b;
    b.stage(Stage::refer).fact("directory server", "gc3.corp.test").connect("ex1.corp.test:135").fails(Code::reset);
    return b.trace();
}

Trace withoutPassword()
{
    TraceBuilder b;
    b.trace().asked.signedIn = false;
    b.stage(Stage::refer).connect("ex1.corp.test:135").map("RFR", "ex1.corp.test");
    b.bind("RFR", "ex1.corp.test:49152").notRun(Reason::needsPassword);
    b.stage(Stage::open).notRun(Reason::needsPassword);
    return b.trace();
}

Trace cancelled()
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135").is(Outcome::cancelled).all(Outcome::cancelled);
    return b.trace();
}

struct Row {
    const char *name;
    Walks walks;
    Ratio failed;
    const char *culprit; ///< "directory-server gc2.corp.test"; empty: nobody
    const char *says;    ///< the whole sentence, as the program's own English has it before plurals
};

std::vector<Row> rows()
{
    const char *const nobody = "No machine had a part in all of these and in none of the others.";
    static const std::string untold3 = "3 of 10 walk(s) failed. " + std::string(nobody);
    static const std::string untold1 = "1 of 3 walk(s) failed. " + std::string(nobody);
    const char *const refused2 = "1 of 2 walk(s) failed. The sign-in was refused in walk 2. It is not tried again: that could "
                                 "lock the account.";
    const Trace a = good(), b = otherDirectory();
    return {
        {"OneBadDirectoryServerOfThree",
         {a, badDirectory(), b, a, badDirectory(), b, a, badDirectory(), b, a},
         {3, 10},
         "directory-server gc2.corp.test",
         "3 of 10 walk(s) failed, always at gc2.corp.test (192.0.2.17)."},
        {"OneBadAddressOfTwo",
         {storeAt("192.0.2.16"), storeAt("192.0.2.17", Code::reset), storeAt("192.0.2.16"), storeAt("192.0.2.17", Code::timeout)},
         {2, 4},
         "address 192.0.2.17",
         "2 of 4 walk(s) failed, always at ex1.corp.test (192.0.2.17)."},
        {"OneBadFrontEnd",
         {throughFrontEnd("FE1", false), throughFrontEnd("FE2", true), throughFrontEnd("FE1", false),
          throughFrontEnd("FE2", true)},
         {2, 4},
         "front-end FE2",
         "2 of 4 walk(s) failed, always when the front end FE2 answered."},
        {"ASingleFailureIsNotAlways",
         {a, badDirectory(), b},
         {1, 3},
         "directory-server gc2.corp.test",
         "1 of 3 walk(s) failed, at gc2.corp.test (192.0.2.17)."},
        {"RandomFailuresBlameNobody",
         {a, walkOf({.storeFails = Code::reset}), a, walkOf({.mapperFails = Code::timeout}), a, a, a,
          walkOf({.directoryFails = Code::reset}), a, a},
         {3, 10},
         "",
         untold3.c_str()},
        {"FailuresOnTheSameGoodMachineBlameNobody",
         {a, walkOf({.storeFails = Code::reset}), a, walkOf({.storeFails = Code::reset}), a, a, a,
          walkOf({.storeFails = Code::reset}), a, a},
         {3, 10},
         "",
         untold3.c_str()},
        {"AllGood", {a, b, a}, {0, 3}, "", "All 3 walk(s) worked."},
        {"AllBad",
         {badDirectory(), badDirectory(), badDirectory()},
         {3, 3},
         "",
         "All 3 walk(s) failed: it does not come and go."},
        {"OneWalkDoesNotSayWhetherItComesAndGoes", {badDirectory()}, {1, 1}, "", "The walk failed."},
        {"AnotherDirectoryServerThatDidItsPart",
         {a, walkOf({.directory = "gc3.corp.test", .directoryAddress = "10.0.0.4", .storeFails = Code::reset}), a},
         {1, 3},
         "",
         untold1.c_str()},
        {"AnotherDirectoryServerThatWasOnlyReferredTo", {a, referredElsewhere(), a}, {1, 3}, "", untold1.c_str()},
        {"APasswordRefusedInRunTwo", {a, walkOf({.signInFails = Code::authRejected})}, {1, 2}, "", refused2},
        {"APasswordRefusedInTheOnlyRun",
         {walkOf({.signInFails = Code::authRejected})},
         {1, 1},
         "",
         "The walk failed. The sign-in was refused in walk 1. It is not tried again: that could lock the account."},
        {"APasswordRefusedAfterAnotherFailure",
         {badDirectory(), walkOf({.signInFails = Code::authRejected})},
         {2, 2},
         "",
         "2 of 2 walk(s) failed. The sign-in was refused in walk 2. It is not tried again: that could lock the account."},
        {"AWayThatFailsBesideOneThatWorks",
         {bothWays("gc1.corp.test", false), bothWays("gc2.corp.test", true), bothWays("gc1.corp.test", false)},
         {1, 3},
         "directory-server gc2.corp.test",
         "The mailbox opened each time, but not by every way. Direct connection: 1 of 3 walk(s) failed, at gc2.corp.test "
         "(192.0.2.17)."},
        {"ABadAddressThatStopsNobody",
         {bySecondAddress(), bySecondAddress()},
         {0, 2},
         "",
         "All 2 walk(s) worked. ex1.corp.test (192.0.2.17) failed whenever it was tried (2 walk(s)); another address of the same "
         "name served instead."},
        {"WithoutAPasswordNothingIsCalledWorking",
         {withoutPassword(), withoutPassword()},
         {0, 2},
         "",
         "None of 2 walk(s) failed."},
        {"ACancelledWalkDoesNotCount",
         {a, badDirectory(), cancelled()},
         {1, 2},
         "directory-server gc2.corp.test",
         "1 of 2 walk(s) failed, at gc2.corp.test (192.0.2.17). 1 more walk(s) came to no end and told nothing."},
        {"NothingToCount", {cancelled()}, {0, 0}, "", "No walk has come to an end, so nothing can be said."},
    };
}

std::string nameOfCulprit(const Repetition &repetition)
{
    return repetition.culprit ? std::string(nameOf(repetition.culprit->group)) + ' ' + repetition.culprit->name : std::string{};
}

class Repeated : public testing::TestWithParam<Row>
{
};

TEST_P(Repeated, NamesTheCulpritOrNobody)
{
    const Repetition repetition = summarise(GetParam().walks);
    EXPECT_EQ(repetition.failed, GetParam().failed) << repetition.failed.bad << " of " << repetition.failed.all;
    EXPECT_EQ(nameOfCulprit(repetition), GetParam().culprit);
    EXPECT_EQ(repetition.sentence.toStdString(), GetParam().says);
    EXPECT_EQ(repetition.runs.size(), GetParam().walks.size());
    for (const RepeatedHop &hop : repetition.hops)
        EXPECT_EQ(hop.runs.size(), GetParam().walks.size()) << hop.role;
}

// Whoever had a part in a good walk is no culprit, and whoever had none in a bad one neither, in whatever order they ran.
TEST_P(Repeated, TheOrderOfTheWalksChangesNothing)
{
    Walks walks = GetParam().walks;
    const Repetition before = summarise(walks);
    std::reverse(walks.begin(), walks.end());
    const Repetition after = summarise(walks);
    EXPECT_EQ(nameOfCulprit(before), nameOfCulprit(after));
    EXPECT_EQ(before.failed, after.failed);
}

INSTANTIATE_TEST_SUITE_P(Summary, Repeated, testing::ValuesIn(rows()), [](const auto &row) { return row.param.name; });

const Share *shareOf(const Repetition &repetition, Group group, const std::string &name)
{
    const auto found = std::find_if(repetition.shares.begin(), repetition.shares.end(),
                                    [&](const Share &share) { return share.group == group && share.name == name; });
    return found == repetition.shares.end() ? nullptr : &*found;
}

TEST(Repetition, TheWorstShareComesFirstAndGoodOnesAreCountedToo)
{
    const Repetition repetition = summarise({good(), badDirectory(), otherDirectory(), badDirectory()});
    ASSERT_FALSE(repetition.shares.empty());
    EXPECT_EQ(repetition.shares.front().failed, (Ratio{2, 2}));
    for (const auto &[group, name] : {std::pair{Group::host, "gc2.corp.test"}, {Group::address, "192.0.2.17"}}) {
        const Share *bad = shareOf(repetition, group, name);
        ASSERT_TRUE(bad) << name;
        EXPECT_EQ(bad->failed, (Ratio{2, 2})) << name;
    }
    const Share *store = shareOf(repetition, Group::host, "ex1.corp.test");
    ASSERT_TRUE(store);
    EXPECT_EQ(store->failed, (Ratio{0, 4}));
}

TEST(Repetition, ADirectoryServerReferredToCountsThoughItWasNeverReached)
{
    TraceBuilder b;
    b.stage(Stage::refer).fact("directory server", "GC9.corp.test").connect("ex1.corp.test:135").fails(Code::timeout);
    const Share *referred = nullptr;
    const Repetition repetition = summarise({b.trace()});
    referred = shareOf(repetition, Group::directoryServer, "GC9.corp.test");
    ASSERT_TRUE(referred);
    EXPECT_EQ(referred->failed, (Ratio{0, 1}));
}

TEST(Repetition, WhatWasMerelyProbedHasNoPart)
{
    TraceBuilder b = directWalk({});
    b.end().probe().connect("gc2.corp.test:135", "192.0.2.17");
    const Repetition repetition = summarise({b.trace(), badDirectory()});
    EXPECT_EQ(nameOfCulprit(repetition), "directory-server gc2.corp.test");
    for (const RepeatedHop &hop : repetition.hops)
        EXPECT_EQ(hop.runs[0].place.find("gc2"), std::string::npos) << hop.role;
}

TEST(Repetition, TwoMachinesThatCannotBeToldApartAreNotBlamed)
{
    // In the one bad walk both are new, and it stopped where both have a part.
    TraceBuilder b;
    b.stage(Stage::lookUp, Transport::rpcHttps).connect("mail2.corp.test:443", "192.0.2.5");
    b.act(Kind::http, "RPC_OUT_DATA", "https://mail2.corp.test/rpc/rpcproxy.dll?gc2.corp.test:6004")
        .fails(Code::httpStatus, "503 RPC Error: 6ba");
    EXPECT_FALSE(summarise({throughFrontEnd("FE1", false), b.trace()}).culprit);
}

constexpr std::size_t many = 2000;

// As a saved file may have it: many failed connections, each to another address, of one host or of as many.
Trace withManyFailures(TraceBuilder b, bool isOneHost)
{
    for (std::size_t i = 0; i < many; ++i) {
        const std::string host = isOneHost ? "ex1.corp.test" : "h" + std::to_string(i) + ".corp.test";
        b.connect(host + ":135", "192.0." + std::to_string(i / 250) + '.' + std::to_string(i % 250)).failsAlone(Code::refused);
    }
    return b.trace();
}

// What is looked up for each machine must not take another pass over all walks. That took a minute, in place of a second.
TEST(Repetition, ManyMachinesTakeNoTimeThatGrowsWithTheirSquare)
{
    const TraceBuilder bad = directWalk({"gc2.corp.test", "192.0.2.17", "10.0.0.1", Code::timeout});
    const auto start = std::chrono::steady_clock::now();
    for (const bool isOneHost : {true, false}) {
        const Walks same(10, withManyFailures(directWalk({}), isOneHost));
        const Repetition helped = summarise(same);
        EXPECT_EQ(helped.failed, (Ratio{0, 10}));
        EXPECT_EQ(helped.sentence.contains(QLatin1String("another address of the same name served")), isOneHost);
        EXPECT_EQ(helped.shares.size(), mostShares);

        Walks mixed(5, good());
        mixed.resize(10, withManyFailures(bad, isOneHost));
        const Repetition blamed = summarise(mixed);
        EXPECT_TRUE(blamed.culprit);
        EXPECT_EQ(blamed.shares.size(), mostShares);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST(Repetition, RowsFollowThePathThoughAWalkHasMoreOrLess)
{
    const Repetition repetition = summarise({badDirectory(), good()});
    std::vector<std::string> roles;
    for (const RepeatedHop &hop : repetition.hops)
        roles.push_back(hop.role);
    const auto at = [&](const std::string &part) {
        return std::find_if(roles.begin(), roles.end(), [&](const auto &role) { return role.find(part) != role.npos; }) -
               roles.begin();
    };
    EXPECT_LT(at("refer"), at("look-up"));
    EXPECT_LT(at("look-up"), at("open"));
    EXPECT_LT(static_cast<std::size_t>(at("RopLogon")), roles.size());
    const RepeatedHop &last = repetition.hops.back();
    EXPECT_EQ(last.runs[0].hop, 0u);
    EXPECT_NE(last.runs[1].hop, 0u);
    EXPECT_EQ(last.failed, (Ratio{0, 1}));
}

TEST(Repetition, PercentilesAreTimesThatWereMeasured)
{
    Walks walks;
    for (int run = 1; run <= 10; ++run) {
        Trace walk = good();
        walk.hops[0].closed = walk.hops[0].opened + 100.0 * run;
        walks.push_back(walk);
    }
    const Repetition repetition = summarise(walks);
    ASSERT_TRUE(repetition.times);
    EXPECT_DOUBLE_EQ(repetition.times->half, 500);
    EXPECT_DOUBLE_EQ(repetition.times->ninety, 900);
    EXPECT_DOUBLE_EQ(repetition.times->most, 1000);
}

TEST(Repetition, TimesOfBadWalksAreLeftOut)
{
    EXPECT_FALSE(summarise({badDirectory(), badDirectory()}).times);
    const Repetition repetition = summarise({good(), badDirectory()});
    ASSERT_TRUE(repetition.times);
    EXPECT_DOUBLE_EQ(repetition.times->most, 5);
}

TEST(Repetition, TheFirstContactWithoutAPasswordIsNoRefusal)
{
    EXPECT_FALSE(isPasswordRefused(good()));
    EXPECT_FALSE(isPasswordRefused(walkOf({.signInFails = Code::authUnsupported})));
    EXPECT_TRUE(isPasswordRefused(walkOf({.signInFails = Code::authRejected})));
}

TEST(Repetition, OfNoWalksNothingIsSaid)
{
    const Repetition repetition = summarise({});
    EXPECT_TRUE(repetition.hops.empty());
    EXPECT_EQ(repetition.failed, (Ratio{0, 0}));
}

} // namespace
} // namespace mailwalk::diagnosis
