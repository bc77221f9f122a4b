#include "diagnosis/lane.h"

#include "diagnosis/candidate.h"
#include "diagnosis/limits.h"

#include <algorithm>
#include <charconv>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

// Said after the answer, whatever it was: its failure stops nobody.
bool isGoodbye(const Hop &hop) { return hop.kind == Kind::call && (hop.title == "NspiUnbind" || hop.title == "EcDoDisconnect"); }

// Limits of this program and consents that were not given blame nobody.
LaneVerdict judgedAt(const Scene &stopping)
{
    LaneVerdict verdict;
    verdict.outcome = isLimit(stopping) ? Result::notProven : Result::fails;
    if (stopping.code() == Code::consent)
        verdict.reason = Reason::consent;
    return verdict;
}

Result resultFor(Reason reason)
{
    switch (reason) {
    case Reason::notOffered: return Result::notOffered;
    case Reason::notChosen:
    case Reason::earlierFailure: return Result::notRun;
    default: return Result::notProven;
    }
}

} // namespace

int silenceOf(const Hop &hop)
{
    static constexpr Code order[] = {Code::refused, Code::reset, Code::closed, Code::timeout, Code::unreachable};
    const Code code = hop.failure ? hop.failure->code : Code::internal;
    return static_cast<int>(std::find(std::begin(order), std::end(order), code) - std::begin(order));
}

Lane::Lane(const Trace &trace, std::optional<Transport> transport)
    : trace_(trace), transport_(transport), children_(trace.hops.size() + 1)
{
    for (const Hop &hop : trace.hops)
        children_[hop.parent].push_back(&hop);
    for (const Hop &hop : trace.hops)
        if (hop.kind != Kind::walk && isMine(hop))
            hops_.push_back(&hop);
}

bool Lane::isMine(const Hop &hop) const
{
    const Scene scene{trace_, hop};
    return scene.transport() == transport_ && (transport_ || scene.stage() == Stage::discover);
}

bool Lane::isRoot(const Hop &hop) const
{
    const Hop *parent = trace_.hop(hop.parent);
    return !parent || parent->kind == Kind::walk || !isMine(*parent);
}

// Autodiscover asks in several places at once, and what says the most stands for all.
const Hop *Lane::mostTelling(const Hop &search) const
{
    const Hop *found = nullptr;
    int most = -1;
    for (const Hop *part : children_[search.id]) {
        if (part->outcome != Outcome::failed)
            continue;
        const Hop *inner = innermost(*part);
        const int telling = inner->failure ? tellingInDiscovery({trace_, *inner}) : 0;
        if (telling >= most)
            found = inner;
        most = std::max(most, telling);
    }
    return found ? found : &search;
}

// A group that stopped for what had happened elsewhere says where.
const Hop *Lane::elsewhere(const Hop &group) const
{
    const std::string *text = group.fact("stopped at hop");
    HopId id{};
    if (!text || std::from_chars(text->data(), text->data() + text->size(), id).ec != std::errc{})
        return nullptr;
    const Hop *hop = trace_.hop(id);
    return hop && hop->failure ? hop : nullptr;
}

// The last that failed is the one that stopped the group: those before it went on to another attempt.
const Hop *Lane::innermost(const Hop &failed) const
{
    if (failed.failure) // by itself, whatever came of what it holds
        return &failed;
    if (const Hop *hop = elsewhere(failed))
        return hop;
    if (failed.kind == Kind::stage && failed.stage == Stage::discover && !failed.transport)
        return mostTelling(failed);
    const Hop *last = nullptr;
    for (const Hop *hop : children_[failed.id]) {
        if (hop->outcome != Outcome::failed || hop->kind == Kind::probe || isGoodbye(*hop))
            continue;
        const bool sameRace = last && last->kind == Kind::connect && hop->kind == Kind::connect && last->target == hop->target;
        if (!sameRace || silenceOf(*hop) < silenceOf(*last))
            last = hop;
    }
    return last ? innermost(*last) : &failed;
}

const Hop *Lane::culprit() const
{
    const auto stopped = [this](const Hop *hop) {
        return hop->outcome == Outcome::failed && isRoot(*hop) && hop->kind != Kind::probe;
    };
    const auto found = std::find_if(hops_.rbegin(), hops_.rend(), stopped);
    if (found == hops_.rend() || isOpened())
        return nullptr;
    const Hop *hop = innermost(**found);
    if (hop->failure)
        return hop;
    // A group that failed by itself: an earlier refusal of the sign-in goes on as the reason.
    const auto refusal = std::find_if(hops_.begin(), hops_.end(),
                                      [](const Hop *h) { return h->failure && h->failure->code == Code::authRejected; });
    return refusal == hops_.end() ? hop : *refusal;
}

// Endpoints that were asked side by side and answer alike: the one that stops the lane says it all.
static bool isTheSame(const Hop &hop, const Hop *stopping)
{
    return stopping && stopping->failure && stopping->failure->code == hop.failure->code &&
           stopping->failure->got == hop.failure->got && stopping->transport == hop.transport && hop.stage != stopping->stage;
}

std::vector<const Hop *> Lane::detours() const
{
    std::vector<const Hop *> found;
    const Hop *stopping = culprit();
    for (const Hop *hop : hops_) {
        const bool isPart = hop->kind == Kind::attempt || isRoot(*hop);
        if (found.size() == mostDetours)
            break;
        if (!isPart || hop->kind == Kind::probe || hop->outcome != Outcome::failed || isInProbe(*hop))
            continue;
        const Hop *inner = innermost(*hop);
        if (inner != stopping && inner->failure && !isTheSame(*inner, stopping) &&
            std::find(found.begin(), found.end(), inner) == found.end())
            found.push_back(inner);
    }
    return found;
}

bool Lane::isInProbe(const Hop &hop) const
{
    const Hop *group = &hop;
    while (group && group->kind != Kind::probe)
        group = trace_.hop(group->parent);
    return group;
}

// An open stage in which something was left out for want of a password has proven nothing.
bool Lane::isOpened() const
{
    const auto isUnproven = [](const Hop *hop) {
        return hop->stage == Stage::open && hop->outcome == Outcome::notRun && hop->reason &&
               resultFor(*hop->reason) == Result::notProven;
    };
    const auto hasPassed = [](const Hop *hop) {
        return hop->kind == Kind::stage && hop->stage == Stage::open &&
               (hop->outcome == Outcome::passed || hop->outcome == Outcome::warned);
    };
    return std::any_of(hops_.begin(), hops_.end(), hasPassed) && std::none_of(hops_.begin(), hops_.end(), isUnproven);
}

bool Lane::isUnfinished() const
{
    return std::any_of(hops_.begin(), hops_.end(), [this](const Hop *hop) {
        return isRoot(*hop) && !isInProbe(*hop) && (hop->outcome == Outcome::cancelled || hop->outcome == Outcome::running);
    });
}

static bool isSkipped(const Hop &hop) { return hop.fact("skipped"); }

// A search that found what it looked for has not missed it. Another lane may have been the one that was not waited for.
const Hop *Lane::skippedByPerson() const
{
    const auto isMissed = [this](const Hop *hop) { return isSkipped(*hop) && !isInProbe(*hop); };
    const auto own = std::find_if(hops_.begin(), hops_.end(), isMissed);
    if (own != hops_.end() && (transport_ || isUnfinished()))
        return *own;
    const auto any = std::find_if(trace_.hops.begin(), trace_.hops.end(), isSkipped);
    return any != trace_.hops.end() && isUnfinished() ? &*any : nullptr;
}

// What was left out with the gravest consequence: "not chosen" only counts when there is nothing else.
const Hop *Lane::firstNotRun() const
{
    const Hop *mild = nullptr;
    for (const Hop *hop : hops_) {
        if (hop->outcome != Outcome::notRun || !hop->reason)
            continue;
        if (resultFor(*hop->reason) == Result::notProven)
            return hop;
        if (!mild)
            mild = hop;
    }
    return mild;
}

// Where this lane stopped, wherever the reason lies: in a stage of its own, mostly.
std::optional<Stage> Lane::stageOf(const Hop &stopping) const
{
    const auto points = [&](const Hop *hop) { return hop->kind == Kind::stage && elsewhere(*hop) == &stopping; };
    const auto own = std::find_if(hops_.rbegin(), hops_.rend(), points);
    return own == hops_.rend() ? Scene{trace_, stopping}.stage() : (*own)->stage;
}

LaneVerdict Lane::failed(const Hop &hop) const
{
    LaneVerdict verdict = judgedAt({trace_, hop});
    verdict.stage = stageOf(hop);
    verdict.hop = hop.id;
    if (hop.failure)
        verdict.code = hop.failure->code;
    return verdict;
}

LaneVerdict Lane::verdict() const
{
    if (isOpened())
        return {Result::works, {}, {}, {}, {}, {}};
    if (const Hop *missed = skippedByPerson())
        return {Result::notProven, {}, Scene{trace_, *missed}.stage(), missed->id, {}, {}};
    if (isUnfinished())
        return {Result::cancelled, {}, {}, {}, {}, {}};
    const Hop *skipped = firstNotRun(), *stopping = culprit();
    const bool isLockedOut = skipped && skipped->reason == Reason::wouldRiskLockout; // another lane's refusal ended this one
    if (stopping && (stopping->failure || !isLockedOut))
        return failed(*stopping);
    if (skipped)
        return {resultFor(*skipped->reason), skipped->reason, Scene{trace_, *skipped}.stage(), skipped->id, {}, {}};
    return {};
}

} // namespace mailwalk::diagnosis
