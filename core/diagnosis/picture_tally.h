#pragma once

#include "diagnosis/picture_slots.h"

#include <array>
#include <map>
#include <set>
#include <unordered_map>

namespace mailwalk::diagnosis {

/// What was seen at one station so far.
struct SlotTally {
    std::set<trace::HopId> running;
    std::size_t passed{}, warned{}, failed{};
    trace::HopId last{};               ///< act, whatever became of it
    trace::HopId stopped{};            ///< act that was cancelled
    std::optional<std::uint16_t> port; ///< of the last connection
    bool isBegun() const { return last != 0; }
};

/// One desk's part of a lane, as its group tells.
struct StageTally {
    trace::HopId id{}; ///< 0: no such group
    trace::Outcome outcome = trace::Outcome::notRun;
    std::optional<trace::Reason> reason;
    std::optional<trace::Needed> needed;
    trace::HopId lastFailed{}; ///< the act, or the group itself, that it stopped at
    trace::HopId unproven{};   ///< something in it was left out, and so nothing is proven
    std::optional<trace::Reason> unprovenReason;
};

/// Counts the hops of a walk by station. What a hop counted before it changed is taken back first.
class Tally
{
public:
    void take(const trace::Hop &hop);

    const SlotTally &slot(const Slot &slot) const { return slots_[indexOf(slot)]; }
    const StageTally &stage(std::optional<trace::Transport> lane, trace::Stage stage) const;
    const trace::Hop *failed(trace::HopId id) const; ///< null for every other hop
    std::optional<Slot> slotOfFailed(const trace::Hop &hop) const;
    std::optional<Slot> slotOfHop(trace::HopId id) const; ///< where it lies, or what its failure is about
    bool isBegun() const { return !seen_.empty(); }
    bool isAny(trace::Transport lane) const { return lanes_.contains(lane); }
    bool isNetworkUp() const { return answers_ > 0; }
    bool isNameServiceWorking() const { return namesAnswered_ > 0; }
    /// The proxy has opened a virtual connection, or tried to and told what lies behind it.
    bool isTunnelled(trace::Transport lane) const { return tunnels_.contains(lane); }

private:
    struct Seen {
        std::optional<Slot> slot;
        trace::Outcome outcome = trace::Outcome::running;
        bool isAside{}; ///< in a probe: it blames nobody
    };
    StageTally &stageFor(const trace::Hop &hop);
    void takeStage(const trace::Hop &hop);
    void takeAct(const trace::Hop &hop, Seen &seen);
    void takeFailure(const trace::Hop &hop);
    void takeLeftOut(const trace::Hop &hop);
    void count(const trace::Hop &hop, const Seen &seen);
    void uncount(trace::HopId id, const Seen &seen);
    std::string doorIn(std::optional<trace::Transport> lane) const;

    std::array<SlotTally, mostSlots> slots_;
    std::map<std::pair<std::optional<trace::Transport>, trace::Stage>, StageTally> stages_;
    std::unordered_map<trace::HopId, Seen> seen_;
    std::unordered_map<trace::HopId, trace::Hop> failures_;
    std::map<trace::Transport, std::string> doors_; ///< the machine whose port 135 was asked first
    std::set<trace::Transport> lanes_, tunnels_;
    std::size_t answers_{}, namesAnswered_{};
};

} // namespace mailwalk::diagnosis
