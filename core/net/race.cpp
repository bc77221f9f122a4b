#include "net/race.h"

#include "base/text.h"
#include "net/detour.h"

#include <algorithm>

namespace mailwalk::net {

using trace::Code;
using trace::Hop;
using trace::Kind;
using trace::Outcome;

namespace {

constexpr std::size_t mostAddresses = 16;

// RFC 8305 4: the families take turns, each in the order given, beginning with that of the first address.
std::vector<Address> takingTurns(const std::vector<Address> &addresses)
{
    std::vector<Address> same, other, turns;
    for (const Address &address : addresses)
        (address.v6 == addresses.front().v6 ? same : other).push_back(address);
    for (std::size_t i = 0; i < std::max(same.size(), other.size()); ++i) {
        if (i < same.size())
            turns.push_back(same[i]);
        if (i < other.size())
            turns.push_back(other[i]);
    }
    turns.resize(std::min(turns.size(), mostAddresses));
    return turns;
}

// An answer beats silence, and silence beats what this machine knows without asking.
int tellingOf(const Failure &failure)
{
    static constexpr Code order[] = {Code::refused, Code::reset,       Code::closed,
                                     Code::timeout, Code::unreachable, Code::permission};
    return static_cast<int>(std::find(std::begin(order), std::end(order), failure.code) - std::begin(order));
}

} // namespace

Stream Step::connect(const Endpoint &target, const std::vector<Address> &addresses) const
{
    if (const Detour *detour = detourFor(target, journey_.detours))
        return Race(*this, target, detour->to.port, resolve(detour->to.host), toText(detour->to)).winner();
    const auto number = addressFrom(target.host);
    return Race(*this, target, target.port, number ? std::vector{*number} : addresses, {}).winner();
}

Race::Race(const Step &step, Endpoint target, std::uint16_t port, std::vector<Address> addresses, std::string note)
    : step_(step), target_(std::move(target)), port_(port), waiting_(takingTurns(addresses)), note_(std::move(note))
{
    std::reverse(waiting_.begin(), waiting_.end());
}

Stream Race::winner()
try {
    if (waiting_.empty())
        step_.run({Kind::connect, "Connect to " + toText(target_), toText(target_)}, [](const Step &hop) {
            hop.fail({Code::internal, "there is no address to connect to", {}, {}});
        });
    for (;;) {
        if (mayStart())
            start();
        if (!anyPending())
            lost();
        wait();
        for (const auto &attempt : attempts_)
            if (attempt->pending)
                if (auto wire = judge(*attempt)) {
                    cancel();
                    return Stream(std::move(wire), target_, attempt->address);
                }
    }
} catch (const Stopped &why) {
    if (why.skipped)
        letGo();
    cancel();
    throw;
} catch (...) {
    broke();
    throw;
}

bool Race::mayStart() const { return !waiting_.empty() && (!anyPending() || Clock::now() >= nextStart_); }

void Race::start()
{
    const Plan plan{Kind::connect, "Connect to " + toText(target_), toText(target_)};
    auto &attempt = attempts_.emplace_back(std::make_unique<Attempt>(step_, plan));
    attempt->address = waiting_.back();
    waiting_.pop_back();
    step_.journey_.recorder.change(attempt->step.hop(), [&](Hop &hop) {
        hop.address = toText(attempt->address);
        hop.port = port_;
    });
    if (!note_.empty())
        attempt->step.fact("connect-to", note_);
    attempt->dial = step_.journey_.network.dial(attempt->address, port_);
    nextStart_ = Clock::now() + headStart;
}

// Until an attempt ends, one is late, or the next may start.
void Race::wait()
{
    std::vector<Waitable *> dials;
    auto late = waiting_.empty() ? Clock::time_point::max() : nextStart_;
    for (const auto &attempt : attempts_)
        if (attempt->pending) {
            dials.push_back(attempt->dial.get());
            late = std::min(late, attempt->step.deadline());
        }
    step_.until(late, dials,
                [&] { return std::any_of(dials.begin(), dials.end(), [](Waitable *dial) { return dial->ready(); }); });
}

// The connection when this attempt has won; closes its hop when it has ended.
std::unique_ptr<Wire> Race::judge(Attempt &attempt)
{
    const Step &hop = attempt.step;
    if (!attempt.dial->ready()) {
        if (Clock::now() >= hop.deadline())
            failed(attempt, {Code::timeout, "no answer within " + std::to_string(hop.allowed_.count()) + " ms", {}, {}});
        return {};
    }
    auto outcome = attempt.dial->outcome();
    hop.facts(attempt.dial->facts());
    if (!outcome) {
        failed(attempt, outcome.error());
        return {};
    }
    attempt.pending = false;
    hop.passed();
    return std::move(*outcome);
}

void Race::failed(Attempt &attempt, Failure failure)
{
    attempt.pending = false;
    attempt.dial.reset();
    attempt.failure = failure;
    attempt.step.stopped({attempt.step.hop(), std::move(failure), false});
}

void Race::cancel()
{
    for (const auto &attempt : attempts_)
        if (attempt->pending)
            attempt->step.stopped({attempt->step.hop(), {}, true});
}

// The newest stands for all that were waited for.
void Race::letGo()
{
    for (auto attempt = attempts_.rbegin(); attempt != attempts_.rend(); ++attempt)
        if ((*attempt)->pending) {
            const Stopped why{(*attempt)->step.hop(), {Code::internal, "skipped by the person", {}, {}}, false, true};
            (*attempt)->step.stopped(why);
            (*attempt)->pending = false;
            cancel();
            throw why;
        }
}

// In a handler of a foreign exception: it met the newest attempt.
void Race::broke()
{
    if (!attempts_.empty() && attempts_.back()->pending) {
        attempts_.back()->pending = false;
        attempts_.back()->step.broke();
    }
    cancel();
}

bool Race::anyPending() const
{
    return std::any_of(attempts_.begin(), attempts_.end(), [](const auto &attempt) { return attempt->pending; });
}

void Race::lost() const
{
    const auto most = std::min_element(attempts_.begin(), attempts_.end(), [](const auto &a, const auto &b) {
        return tellingOf(*a->failure) < tellingOf(*b->failure);
    });
    throw Stopped{(*most)->step.hop(), *(*most)->failure, false};
}

} // namespace mailwalk::net
