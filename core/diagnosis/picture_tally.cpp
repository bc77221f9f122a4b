#include "diagnosis/picture_tally.h"

#include "base/endpoint.h"
#include "diagnosis/scene.h"

#include <charconv>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

bool isOver(Outcome outcome) { return outcome == Outcome::passed || outcome == Outcome::warned; }

// Said after the answer, whatever it was.
bool isFarewell(const Hop &hop) { return hop.title == "NspiUnbind" || hop.title == "EcDoDisconnect"; }

bool provesNothing(Reason reason)
{
    return reason != Reason::earlierFailure && reason != Reason::notChosen && reason != Reason::notOffered;
}

HopId stoppedAt(const Hop &stage)
{
    const std::string *text = stage.fact("stopped at hop");
    HopId id{};
    if (text)
        std::from_chars(text->data(), text->data() + text->size(), id);
    return id;
}

Hop withoutRecord(const Hop &hop)
{
    Hop slim = hop;
    slim.excerpt.reset();
    std::erase_if(slim.facts, [](const Fact &fact) { return fact.name != "said by" && fact.name != "interface"; });
    return slim;
}

} // namespace

const StageTally &Tally::stage(std::optional<Transport> lane, Stage stage) const
{
    static const StageTally none;
    const auto found = stages_.find({lane, stage});
    return found == stages_.end() ? none : found->second;
}

StageTally &Tally::stageFor(const Hop &hop) { return stages_[{hop.transport, *hop.stage}]; }

const Hop *Tally::failed(HopId id) const
{
    const auto found = failures_.find(id);
    return found == failures_.end() ? nullptr : &found->second;
}

std::optional<Slot> Tally::slotOfFailed(const Hop &hop) const
{
    return slotOfFailure(hop, doorIn(hop.transport), isNameServiceWorking());
}

std::optional<Slot> Tally::slotOfHop(HopId id) const
{
    if (const Hop *hop = failed(id))
        return slotOfFailed(*hop);
    const auto found = seen_.find(id);
    return found == seen_.end() ? std::nullopt : found->second.slot;
}

std::string Tally::doorIn(std::optional<Transport> lane) const
{
    const auto door = lane ? doors_.find(*lane) : doors_.end();
    return door == doors_.end() ? std::string() : door->second;
}

void Tally::take(const Hop &hop)
{
    const auto parent = seen_.find(hop.parent);
    Seen &seen = seen_[hop.id];
    uncount(hop.id, seen);
    seen.isAside = hop.kind == Kind::probe || (parent != seen_.end() && parent->second.isAside);
    if (hop.transport)
        lanes_.insert(*hop.transport);
    if (seen.isAside)
        return;
    if (hop.stage && hop.kind == Kind::stage)
        takeStage(hop);
    takeAct(hop, seen);
    takeFailure(hop);
    takeLeftOut(hop);
}

void Tally::takeStage(const Hop &hop)
{
    StageTally &stage = stageFor(hop);
    stage.id = hop.id;
    stage.outcome = hop.outcome;
    stage.reason = hop.reason;
    stage.needed = hop.needed;
    if (const HopId elsewhere = stoppedAt(hop))
        stage.lastFailed = elsewhere;
}

void Tally::takeAct(const Hop &hop, Seen &seen)
{
    const bool isMapper = hop.kind == Kind::connect && hop.transport == Transport::direct && portIn(hop.target) == mapperPort;
    if (isMapper)
        doors_.try_emplace(*hop.transport, sameCase(hostIn(hop.target)));
    seen.outcome = hop.outcome;
    seen.slot = slotOf(hop, doorIn(hop.transport));
    if (seen.slot && hop.outcome != Outcome::notRun)
        count(hop, seen);
}

void Tally::takeFailure(const Hop &hop)
{
    if (hop.outcome != Outcome::failed || !hop.failure)
        return;
    failures_.insert_or_assign(hop.id, withoutRecord(hop));
    if (hop.stage && !isFarewell(hop))
        stageFor(hop).lastFailed = hop.id;
    const auto slot = slotOfFailed(hop);
    if (hop.kind == Kind::channel && slot && slot->place != Place::entrance)
        tunnels_.insert(*hop.transport);
}

// Of several candidates of Autodiscover one may be left out and another win; a missing password stops them all.
void Tally::takeLeftOut(const Hop &hop)
{
    if (hop.outcome != Outcome::notRun || !hop.reason || !hop.stage || !provesNothing(*hop.reason))
        return;
    const bool isMild = hop.stage == Stage::discover && hop.reason != Reason::needsPassword && hop.kind != Kind::stage;
    if (isMild)
        return;
    stageFor(hop).unproven = hop.id;
    stageFor(hop).unprovenReason = hop.reason;
}

void Tally::count(const Hop &hop, const Seen &seen)
{
    SlotTally &slot = slots_[indexOf(*seen.slot)];
    if (!isFarewell(hop) || !slot.last)
        slot.last = std::max(slot.last, hop.id);
    if (hop.kind == Kind::connect)
        slot.port = portIn(hop.target);
    if (hop.outcome == Outcome::running)
        slot.running.insert(hop.id);
    if (hop.outcome == Outcome::cancelled)
        slot.stopped = hop.id;
    slot.passed += isOver(hop.outcome);
    slot.warned += hop.outcome == Outcome::warned;
    slot.failed += hop.outcome == Outcome::failed;
    answers_ += hasAnswered(hop);
    namesAnswered_ += hop.kind == Kind::resolve && hasAnswered(hop);
    if (hop.kind == Kind::channel && hop.transport && isOver(hop.outcome))
        tunnels_.insert(*hop.transport);
}

// A hop that is closed does not change any more, but a walk that is shown again may come again.
void Tally::uncount(HopId id, const Seen &seen)
{
    if (!seen.slot || seen.outcome == Outcome::notRun)
        return;
    SlotTally &slot = slots_[indexOf(*seen.slot)];
    slot.running.erase(id);
    slot.passed -= isOver(seen.outcome);
    slot.warned -= seen.outcome == Outcome::warned;
    slot.failed -= seen.outcome == Outcome::failed;
}

} // namespace mailwalk::diagnosis
