#include "net/knock.h"

#include "net/detour.h"

#include <algorithm>

namespace mailwalk::net {

using trace::Code;
using trace::Hop;
using trace::Kind;

namespace {

Knocked answerIn(const Failure &failure)
{
    switch (failure.code) {
    case Code::refused:
    case Code::reset: return Knocked::refused;
    case Code::timeout: return Knocked::silent;
    default: return Knocked::unreachable;
    }
}

Plan planOf(const Knock &knock)
{
    const std::string target = toText(knock.target), routers = std::to_string(knock.limits.timeToLive);
    return {Kind::connect, "Knock at " + target + (knock.limits.timeToLive ? ", as far as router " + routers : ""), target};
}

// As Step::connect goes: what the user leads elsewhere says nothing of the machine itself.
Way wayOf(const Step &step, const Knock &knock, const std::vector<Detour> &detours)
{
    const Detour *detour = detourFor(knock.target, detours);
    if (!detour)
        return {knock.address, knock.target.port, {}};
    return {step.resolve(detour->to.host).front(), detour->to.port, toText(detour->to)};
}

void note(const Step &hop, trace::Recorder &recorder, const Way &way)
{
    recorder.change(hop.hop(), [&](Hop &record) {
        record.address = toText(way.address);
        record.port = way.port;
    });
    if (!way.note.empty())
        hop.fact("connect-to", way.note);
}

} // namespace

std::vector<Knocked> Step::knock(const std::vector<Knock> &knocks) const { return Knocking(*this, knocks).answers(); }

Stream Step::connectHeldBack(const Knock &knock) const
{
    const Way way = wayOf(*this, knock, journey_.detours);
    return run(planOf(knock), [&](const Step &hop) {
        note(hop, journey_.recorder, way);
        const auto dial = journey_.network.dialWithin(knock.limits, way.address, way.port);
        const bool inTime = hop.until(hop.deadline(), {dial.get()}, [&] { return dial->ready(); });
        hop.facts(dial->facts());
        if (!inTime)
            hop.fail({Code::timeout, "no answer within " + std::to_string(hop.allowed_.count()) + " ms", {}, {}});
        auto outcome = dial->outcome();
        if (!outcome)
            hop.fail(outcome.error());
        return Stream(std::move(*outcome), knock.target, way.address);
    });
}

Knocking::Knocking(const Step &step, const std::vector<Knock> &knocks) : step_(step)
{
    std::vector<Way> ways; // known before the first clock runs
    for (const Knock &knock : knocks)
        ways.push_back(wayOf(step, knock, step.journey_.detours));
    for (std::size_t i = 0; i < knocks.size(); ++i)
        attempts_.push_back(std::make_unique<Attempt>(step, planOf(knocks[i]), knocks[i], ways[i]));
}

std::vector<Knocked> Knocking::answers()
try {
    for (const auto &attempt : attempts_)
        start(*attempt);
    while (anyPending())
        wait();
    return known();
} catch (const Stopped &why) {
    for (const auto &attempt : attempts_)
        if (attempt->isPending)
            attempt->step.stopped({attempt->step.hop(), {}, why.cancelled, why.skipped});
    if (why.cancelled)
        throw;
    return known();
}

void Knocking::start(Attempt &attempt)
{
    const Limits &limits = attempt.knock.limits;
    const auto &[address, port, detour] = attempt.way;
    Network &network = step_.journey_.network;
    note(attempt.step, step_.journey_.recorder, attempt.way);
    if (limits.timeToLive)
        attempt.step.fact("time to live", std::to_string(limits.timeToLive));
    const bool isLimited = limits.timeToLive || limits.segment;
    attempt.dial = isLimited ? network.dialWithin(limits, address, port) : network.dial(address, port);
}

void Knocking::wait()
{
    std::vector<Waitable *> dials;
    auto late = Clock::time_point::max();
    for (const auto &attempt : attempts_)
        if (attempt->isPending) {
            dials.push_back(attempt->dial.get());
            late = std::min(late, attempt->step.deadline());
        }
    step_.until(late, dials, [&] { return std::any_of(dials.begin(), dials.end(), [](Waitable *d) { return d->ready(); }); });
    for (const auto &attempt : attempts_)
        if (attempt->isPending)
            judge(*attempt);
}

void Knocking::judge(Attempt &attempt)
{
    const Step &hop = attempt.step;
    const bool isReady = attempt.dial->ready();
    if (!isReady && Clock::now() < hop.deadline())
        return;
    attempt.isPending = false;
    hop.facts(attempt.dial->facts());
    if (!isReady)
        return failed(attempt, {Code::timeout, "no answer within " + std::to_string(hop.allowed_.count()) + " ms", {}, {}});
    const auto outcome = attempt.dial->outcome();
    const auto said = attempt.dial->said();
    const bool isDead = attempt.knock.limits.timeToLive && said && isTimeExceeded(*said);
    if (!outcome && !isDead)
        return failed(attempt, outcome.error());
    attempt.answer = outcome ? Knocked::opened : Knocked::died;
    if (isDead)
        hop.fact("router", said->from ? toText(*said->from) : "unknown");
    hop.passed();
}

void Knocking::failed(Attempt &attempt, const Failure &failure)
{
    attempt.answer = answerIn(failure);
    attempt.step.stopped({attempt.step.hop(), failure, false});
}

bool Knocking::anyPending() const
{
    return std::any_of(attempts_.begin(), attempts_.end(), [](const auto &attempt) { return attempt->isPending; });
}

std::vector<Knocked> Knocking::known() const
{
    std::vector<Knocked> all;
    for (const auto &attempt : attempts_)
        all.push_back(attempt->answer);
    return all;
}

} // namespace mailwalk::net
