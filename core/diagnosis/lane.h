#pragma once

#include "diagnosis/verdict.h"

namespace mailwalk::diagnosis {

/// An answer beats silence: of the addresses of one name, the one with the least stands for all.
int silenceOf(const trace::Hop &hop);

/// The hops of one lane, or of the search that lanes share.
class Lane
{
public:
    Lane(const trace::Trace &trace, std::optional<trace::Transport> transport);

    bool isEmpty() const { return hops_.empty(); }
    const std::vector<const trace::Hop *> &hops() const { return hops_; }
    LaneVerdict verdict() const; ///< without oddities
    /// The hop that stopped the lane: the innermost failed one of the last part that failed. Null when nothing stopped it.
    const trace::Hop *culprit() const;
    static constexpr std::size_t mostDetours = 20; ///< a saved walk may be anybody's
    /// Innermost failed hops that stopped nothing: the lane went on without them.
    std::vector<const trace::Hop *> detours() const;

private:
    bool isMine(const trace::Hop &hop) const;
    bool isRoot(const trace::Hop &hop) const; ///< no group around it belongs to the lane
    bool isInProbe(const trace::Hop &hop) const;
    const trace::Hop *innermost(const trace::Hop &failed) const;
    const trace::Hop *mostTelling(const trace::Hop &search) const;
    const trace::Hop *elsewhere(const trace::Hop &group) const;
    std::optional<trace::Stage> stageOf(const trace::Hop &stopping) const;
    LaneVerdict failed(const trace::Hop &hop) const;
    const trace::Hop *firstNotRun() const;
    bool isOpened() const; ///< the mailbox was
    bool isUnfinished() const;
    const trace::Hop *skippedByPerson() const; ///< where it would have gone on; null when nothing was

    const trace::Trace &trace_;
    std::optional<trace::Transport> transport_;
    std::vector<const trace::Hop *> hops_;
    std::vector<std::vector<const trace::Hop *>> children_; // by id of the group
};

} // namespace mailwalk::diagnosis
