#include "diagnosis/picture.h"

#include "support/recorded_walks.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace mailwalk::diagnosis {

namespace {

struct Shown {
    std::string name;
    trace::Trace trace;
    Verdict verdict;
    std::vector<Station> stations;
};

// Every walk that was recorded, as it is pictured.
const std::vector<Shown> &all()
{
    static const std::vector<Shown> shown = [] {
        std::vector<Shown> made;
        for (const std::string &name : test::recorded::names()) {
            Shown each{name, test::recorded::read(name).trace, {}, {}};
            each.verdict = diagnose(each.trace);
            each.stations = pictureOf(each.trace, each.verdict, Colouring::fresh);
            made.push_back(std::move(each));
        }
        return made;
    }();
    return shown;
}

long litIn(const Shown &shown)
{
    return std::count_if(shown.stations.begin(), shown.stations.end(), [](const Station &station) { return station.isLit; });
}

bool isOpen(const Station &station)
{
    return station.place == Place::mailbox && (station.state == State::passed || station.state == State::warned);
}

} // namespace

TEST(RecordedPicture, LightsOneStationWhereTheWalkFailedAndNoneElse)
{
    ASSERT_GT(all().size(), 100u);
    for (const Shown &shown : all()) {
        SCOPED_TRACE(shown.name);
        EXPECT_EQ(litIn(shown), shown.verdict.outcome == Result::fails ? 1 : 0);
        for (const Station &station : shown.stations) {
            if (!station.isLit)
                continue;
            EXPECT_EQ(station.hop, shown.verdict.hop.value_or(0));
            EXPECT_EQ(station.state, State::failed);
            EXPECT_FALSE(station.label.isEmpty()) << "it is told in words";
        }
    }
}

TEST(RecordedPicture, HasAnOpenMailboxExactlyWhereALaneWorks)
{
    for (const Shown &shown : all())
        for (const Station &station : shown.stations) {
            SCOPED_TRACE(shown.name);
            const auto lane = station.lane ? shown.verdict.lanes.find(*station.lane) : shown.verdict.lanes.end();
            const bool isWorking = lane != shown.verdict.lanes.end() && lane->second.outcome == Result::works;
            EXPECT_EQ(isOpen(station), isWorking && station.place == Place::mailbox);
        }
}

TEST(RecordedPicture, IsGreenNowhereBehindWhatFailed)
{
    for (const Shown &shown : all()) {
        SCOPED_TRACE(shown.name);
        std::optional<trace::Transport> broken;
        for (const Station &station : shown.stations) {
            const bool isBehind = station.lane && station.lane == broken;
            EXPECT_FALSE(isBehind && station.state == State::passed) << nameOf(station.place);
            if (station.state == State::failed)
                broken = station.lane;
        }
    }
}

TEST(RecordedPicture, NamesItsStatesAndLeavesNothingBeingAsked)
{
    for (const Shown &shown : all())
        for (const Station &station : shown.stations) {
            SCOPED_TRACE(shown.name);
            EXPECT_NE(station.state, State::asking) << nameOf(station.place);
            EXPECT_FALSE(station.caption.isEmpty());
            EXPECT_FALSE(station.explanation.isEmpty());
            EXPECT_TRUE(station.hop == 0 || shown.trace.hop(station.hop));
        }
}

TEST(RecordedPicture, NeedsNeitherAutodiscoverNorReferralOnceFinished)
{
    for (const Shown &shown : all())
        for (const Station &station : pictureOf(shown.trace, shown.verdict, Colouring::finished)) {
            SCOPED_TRACE(shown.name);
            const bool isForSetUp = station.place == Place::autodiscover || station.place == Place::referral;
            EXPECT_EQ(station.state == State::notNeeded, isForSetUp) << nameOf(station.place);
        }
}

// Hops as a window gets them: begun, then closed, groups after what they hold.
TEST(RecordedPicture, GrowsToTheSameAndIsNeverGreenBeforeADeskHasSaidSo)
{
    for (const Shown &shown : all()) {
        SCOPED_TRACE(shown.name);
        Picture picture;
        for (const trace::Hop &hop : shown.trace.hops) {
            trace::Hop begun = hop;
            begun.outcome = trace::Outcome::running;
            begun.failure.reset();
            begun.reason.reset();
            picture.take({begun});
            if (!hop.isGroup())
                picture.take({hop});
            for (const Station &now : picture.stations(Colouring::fresh))
                EXPECT_FALSE(now.state == State::passed && now.place > Place::entrance) << hop.id << ' ' << nameOf(now.place);
        }
        picture.take(shown.trace.hops);
        picture.conclude(shown.verdict);
        EXPECT_EQ(picture.stations(Colouring::fresh), shown.stations);
    }
}

} // namespace mailwalk::diagnosis
