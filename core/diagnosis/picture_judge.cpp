#include "diagnosis/picture_judge.h"

#include "diagnosis/picture_words.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

QString judged(const char *text) { return QCoreApplication::translate("picture", text); }

Judgement plain(State state, HopId hop = 0) { return {state, hop, {}, stateSentence(state)}; }

Judgement leftOutFor(Reason reason, HopId hop)
{
    const bool isReached = reason != Reason::earlierFailure;
    return {isReached ? State::notRun : State::notReached, hop, isReached ? reasonLabel(reason) : QString(),
            reasonSentence(reason)};
}

Judgement endedMeanwhile(HopId hop)
{
    return {State::notRun, hop, judged(QT_TRANSLATE_NOOP("picture", "stopped")),
            judged(QT_TRANSLATE_NOOP("picture", "The walk ended while it was being asked."))};
}

Judgement forgiven(const Hop &hop)
{
    return {
        State::notRun, hop.id, failureLabel(hop),
        judged(QT_TRANSLATE_NOOP("picture", "This way is not offered here, which is usual outside the company: the way through "
                                            "HTTPS is meant for that."))};
}

Judgement beyondUs(const Hop &hop, const QString &cause)
{
    const QString sentence =
        cause.isEmpty() ? judged(QT_TRANSLATE_NOOP("picture", "This program cannot go on here; Outlook may.")) : cause;
    return {State::notRun, hop.id, judged(QT_TRANSLATE_NOOP("picture", "this program goes no further")), sentence};
}

Judgement halted(const Halt &halt, const Hop *hop)
{
    if (!hop)
        return {State::failed, halt.hop, judged(QT_TRANSLATE_NOOP("picture", "names no way in")), halt.sentence};
    if (halt.result == Result::notOffered)
        return forgiven(*hop);
    if (halt.reason == Reason::consent)
        return leftOutFor(Reason::consent, hop->id);
    if (halt.result == Result::notProven)
        return beyondUs(*hop, halt.sentence);
    return {State::failed, hop->id, failureLabel(*hop), halt.sentence.isEmpty() ? failureSentence(*hop) : halt.sentence};
}

bool isOver(const StageTally &stage) { return stage.outcome == Outcome::passed || stage.outcome == Outcome::warned; }

/// Everything a station is judged by.
class Judge
{
public:
    Judge(const Slot &slot, const Tally &tally, const std::optional<Conclusion> &conclusion, Colouring colouring)
        : slot_(slot), here_(tally.slot(slot)), tally_(tally), conclusion_(conclusion), colouring_(colouring)
    {
    }

    Judgement judgement() const
    {
        Judgement judgement = isNotNeeded() ? plain(State::notNeeded) : withOddity(seen());
        if (judgement.label.isEmpty() && isAnswering(judgement.state))
            judgement.label = portSeen();
        return judgement;
    }

private:
    static bool isAnswering(State state) { return state == State::asking || state == State::passed || state == State::warned; }
    bool isConcluded() const { return conclusion_.has_value(); }
    const StageTally &desk() const { return tally_.stage(slot_.lane, *deskAt(slot_.place)); }

    Judgement seen() const;
    std::optional<Halt> halt() const;
    std::optional<Halt> haltOfStage(const StageTally &stage) const;
    std::optional<Halt> haltSoFar() const;
    bool isOvercome(const Halt &halt) const;
    Judgement computer() const;
    Judgement network() const;
    Judgement nameService() const;
    Judgement entrance() const;
    Judgement autodiscover() const;
    Judgement atDesk() const;
    Judgement leftOutWithLane() const;
    Judgement stoppedElsewhere(HopId stage) const;
    Judgement answered(HopId hop) const;
    Judgement withOddity(Judgement judgement) const;
    Judgement unfinished() const;
    bool isGoneThrough() const;
    bool isBegunBehind() const;
    bool isNotNeeded() const;
    QString portSeen() const;

    const Slot slot_;
    const SlotTally &here_;
    const Tally &tally_;
    const std::optional<Conclusion> &conclusion_;
    const Colouring colouring_;
};

Judgement Judge::seen() const
{
    if (const auto stopped = halt())
        return halted(*stopped, tally_.failed(stopped->hop));
    switch (slot_.place) {
    case Place::computer: return computer();
    case Place::network: return network();
    case Place::nameService: return nameService();
    case Place::autodiscover: return autodiscover();
    case Place::entrance: return entrance();
    default: return atDesk();
    }
}

// A finished profile does not ask for the names of Autodiscover.
bool Judge::isOvercome(const Halt &halt) const
{
    const Hop *hop = tally_.failed(halt.hop);
    if (colouring_ == Colouring::fresh || slot_.place != Place::nameService || !hop)
        return false;
    return !hop->transport && (hop->failure->code == Code::nameNotFound || hop->failure->code == Code::nameNoData);
}

std::optional<Halt> Judge::halt() const
{
    if (!conclusion_)
        return haltSoFar();
    const auto found = std::find_if(conclusion_->halts.begin(), conclusion_->halts.end(),
                                    [&](const Halt &each) { return each.slot == slot_ && !isOvercome(each); });
    return found == conclusion_->halts.end() ? std::nullopt : std::optional(*found);
}

std::optional<Halt> Judge::haltOfStage(const StageTally &stage) const
{
    const Hop *hop = stage.outcome == Outcome::failed ? tally_.failed(stage.lastFailed) : nullptr;
    if (!hop || tally_.slotOfFailed(*hop) != slot_)
        return std::nullopt;
    return Halt{slot_, hop->id, Result::fails, {}, {}};
}

// While it runs: a lane has stopped where the last of its desks did; an earlier one was overcome.
std::optional<Halt> Judge::haltSoFar() const
{
    for (const auto &lane : {std::optional<Transport>(), slot_.lane}) {
        const StageTally *last = &tally_.stage(lane, Stage::discover);
        for (const Stage stage : {Stage::refer, Stage::lookUp, Stage::open})
            if (const StageTally &next = tally_.stage(lane, stage); next.id > last->id && next.outcome != Outcome::notRun)
                last = &next;
        if (const auto stopped = haltOfStage(*last))
            return stopped;
    }
    return std::nullopt;
}

Judgement Judge::answered(HopId hop) const { return plain(here_.warned > 0 ? State::warned : State::passed, hop); }

Judgement Judge::unfinished() const
{
    if (!isConcluded())
        return plain(State::asking, here_.running.empty() ? here_.last : *here_.running.rbegin());
    return endedMeanwhile(here_.stopped ? here_.stopped : here_.last);
}

Judgement Judge::computer() const
{
    if (!tally_.isBegun())
        return plain(State::notReached);
    return {State::passed, 0, {}, judged(QT_TRANSLATE_NOOP("picture", "It let this program out to the network."))};
}

Judgement Judge::network() const
{
    if (tally_.isNetworkUp())
        return {State::passed, 0, {}, judged(QT_TRANSLATE_NOOP("picture", "It leads to others: somebody has answered."))};
    if (!tally_.isBegun())
        return plain(State::notReached);
    if (!isConcluded())
        return plain(State::asking);
    return {State::notReached,
            0,
            {},
            judged(QT_TRANSLATE_NOOP("picture", "Nothing has answered through it, so nothing is known about it."))};
}

Judgement Judge::nameService() const
{
    if (tally_.isNameServiceWorking())
        return answered(here_.last);
    if (!here_.isBegun())
        return plain(State::notReached);
    return isConcluded() && here_.failed > 0 ? plain(State::warned, here_.last) : unfinished();
}

Judgement Judge::autodiscover() const
{
    for (const Transport lane : allLanes)
        if (tally_.stage(lane, Stage::discover).id && !desk().id)
            return {State::notRun,
                    tally_.stage(lane, Stage::discover).id,
                    {},
                    judged(QT_TRANSLATE_NOOP("picture", "It was left out, because the server was typed by hand."))};
    return atDesk();
}

bool Judge::isBegunBehind() const
{
    static constexpr Place behind[] = {Place::referral, Place::directory, Place::mailbox};
    return std::any_of(std::begin(behind), std::end(behind), [&](Place place) {
        return tally_.slot({place, slot_.lane}).isBegun();
    });
}

// Through a proxy many lines are opened at once; it has let us through when one of them leads to a desk.
bool Judge::isGoneThrough() const
{
    if (slot_.lane == Transport::direct)
        return here_.passed > 0;
    const auto isHere = [&](Stage stage) { return isOver(tally_.stage(slot_.lane, stage)); };
    const bool isDeskOver = isHere(Stage::refer) || isHere(Stage::lookUp) || isHere(Stage::open);
    return here_.passed > 0 && (tally_.isTunnelled(*slot_.lane) || isBegunBehind() || isDeskOver);
}

Judgement Judge::entrance() const
{
    if (isGoneThrough())
        return answered(here_.last);
    if (here_.isBegun())
        return unfinished();
    return leftOutWithLane();
}

// A lane that was left out as a whole is recorded at one of its desks.
Judgement Judge::leftOutWithLane() const
{
    for (const Stage stage : {Stage::refer, Stage::lookUp, Stage::open})
        if (const StageTally &desk = tally_.stage(slot_.lane, stage); desk.outcome == Outcome::notRun && desk.reason)
            return leftOutFor(*desk.reason, desk.id);
    return plain(State::notReached);
}

// What it stopped at lies at another station; or nothing stopped, and it went on without this one.
Judgement Judge::stoppedElsewhere(HopId stage) const
{
    const auto isMine = [&](const Halt &each) {
        const Hop *hop = tally_.failed(each.hop);
        return hop && hop->transport == slot_.lane;
    };
    const bool isOvercome = conclusion_ && std::none_of(conclusion_->halts.begin(), conclusion_->halts.end(), isMine);
    if (isOvercome || !isConcluded())
        return plain(State::warned, here_.last);
    if (slot_.lane && here_.failed == 0)
        return answered(here_.last);
    return leftOutFor(Reason::earlierFailure, stage);
}

Judgement Judge::atDesk() const
{
    const StageTally &stage = desk();
    if (stage.id && stage.outcome == Outcome::notRun && stage.reason)
        return leftOutFor(*stage.reason, stage.id);
    if (isOver(stage) && stage.unprovenReason)
        return leftOutFor(*stage.unprovenReason, stage.unproven);
    if (!here_.isBegun())
        return stage.id ? plain(State::notReached) : leftOutWithLane();
    if (isOver(stage))
        return stage.outcome == Outcome::warned ? plain(State::warned, here_.last) : answered(here_.last);
    return stage.outcome == Outcome::failed ? stoppedElsewhere(stage.id) : unfinished();
}

Judgement Judge::withOddity(Judgement judgement) const
{
    if (!conclusion_ || (judgement.state != State::passed && judgement.state != State::warned))
        return judgement;
    const auto odd = std::find_if(conclusion_->oddities.begin(), conclusion_->oddities.end(),
                                  [&](const Odd &each) { return each.slot == slot_; });
    if (odd == conclusion_->oddities.end())
        return judgement;
    judgement.state = State::warned;
    judgement.sentence = odd->sentence;
    return judgement;
}

// The computer, the network, the name service and the way in are everybody's.
bool Judge::isNotNeeded() const
{
    const auto stage = deskAt(slot_.place);
    if (colouring_ == Colouring::fresh || !stage)
        return false;
    const Needed usual = *stage <= Stage::refer ? Needed::setUp : Needed::both;
    return desk().needed.value_or(usual) == Needed::setUp;
}

QString Judge::portSeen() const
{
    const bool isOnLine = slot_.lane && (slot_.place == Place::entrance || slot_.lane == Transport::direct);
    return isOnLine && here_.port ? portLabel(*here_.port) : QString();
}

} // namespace

Judgement judge(const Slot &slot, const Tally &tally, const std::optional<Conclusion> &conclusion, Colouring colouring)
{
    return Judge(slot, tally, conclusion, colouring).judgement();
}

} // namespace mailwalk::diagnosis
