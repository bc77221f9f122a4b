#include "net/step.h"

#include "base/text.h"
#include "net/platform.h"

#include <thread>

namespace mailwalk::net {

using trace::Code;
using trace::Hop;
using trace::Kind;
using trace::Outcome;

namespace {

constexpr std::size_t mostExcerpt = 4096, mostText = 300;

Milliseconds allowedFor(Kind kind, const Deadlines &deadlines)
{
    switch (kind) {
    case Kind::resolve: return deadlines.resolve;
    case Kind::connect: return deadlines.connect;
    case Kind::secure: return deadlines.secure;
    default: return deadlines.answer;
    }
}

Hop hopOf(const Plan &plan, const Hop &context)
{
    Hop hop;
    hop.kind = plan.kind;
    hop.title = oneLine(plan.title, mostText);
    hop.target = oneLine(plan.target, mostText);
    hop.stage = plan.stage ? plan.stage : context.stage;
    hop.transport = plan.transport ? plan.transport : context.transport;
    hop.needed = plan.needed ? plan.needed : context.needed;
    return hop;
}

Failure failureOfException() // inside a handler
{
    try {
        throw;
    } catch (const std::exception &fault) {
        return {Code::internal, "fault of this program: " + oneLine(fault.what()), {}, {}};
    } catch (...) {
        return {Code::internal, "fault of this program", {}, {}};
    }
}

} // namespace

Step::Step(Journey &journey, const Stop &stop, const Plan &plan)
    : journey_(journey), stop_(stop), context_(hopOf(plan, {})), allowed_(allowedFor(plan.kind, journey.deadlines)),
      late_(Clock::now() + allowed_)
{
    hop_ = journey_.recorder.open(context_);
}

Step::Step(const Step &parent, const Stop &stop, const Plan &plan)
    : journey_(parent.journey_), stop_(stop), parent_(&parent), context_(hopOf(plan, parent.context_)),
      allowed_(allowedFor(plan.kind, journey_.deadlines)), late_(Clock::now() + allowed_)
{
    Hop hop = context_;
    hop.parent = parent.hop_;
    hop_ = journey_.recorder.open(std::move(hop));
}

// The last resort: whoever has closed the hop before this has said why, and it is not changed any more.
Step::~Step()
{
    try {
        journey_.recorder.close(hop_, Outcome::failed, Failure{Code::internal, "left without an outcome", {}, {}});
    } catch (...) {
    }
}

void Step::passed() const
{
    if (leftOut_)
        return journey_.recorder.close(hop_, Outcome::notRun, {}, leftOut_);
    journey_.recorder.close(hop_, oddity_ ? Outcome::warned : Outcome::passed, oddity_);
}

void Step::stopped(const Stopped &why) const
{
    if (oddity_)
        fact("warning", oddity_->text);
    if (why.skipped && why.hop == hop_)
        fact("skipped", "by the person");
    if (why.isWished())
        journey_.recorder.close(hop_, Outcome::cancelled);
    else if (why.hop == hop_)
        journey_.recorder.close(hop_, Outcome::failed, why.failure);
    else
        journey_.recorder.close(hop_, Outcome::failed);
}

Stopped Step::broke() const
{
    const bool innermost = !brokeAt_;
    Stopped why{innermost ? hop_ : brokeAt_.load(), failureOfException(), false};
    stopped(why);
    if (parent_)
        parent_->brokeAt_ = why.hop;
    return why;
}

std::optional<Stopped> Step::walk(Journey &journey, const Stop &stop, const Plan &plan,
                                  const std::function<void(const Step &)> &path)
{
    const Step root(journey, stop, plan);
    try {
        path(root);
        root.passed();
        return {};
    } catch (const Stopped &why) {
        root.stopped(why);
        return why;
    } catch (...) {
        return root.broke();
    }
}

namespace {

// Joins whatever happens; before that, whoever still runs is told to stop.
struct Team {
    const Stop &stop;
    std::vector<std::thread> members;
    bool complete{};
    ~Team()
    {
        if (!complete)
            stop.ring();
        for (std::thread &member : members)
            member.join();
    }
};

} // namespace

void Step::sideBySide(const Step &step, const std::vector<std::pair<Plan, std::function<void(const Step &)>>> &paths)
{
    const Stop stop;
    const Stop::Rings nested(step.stop_, stop);
    std::mutex mutex;
    std::exception_ptr first;
    const auto follow = [&](const Plan &plan, const std::function<void(const Step &)> &path) {
        try {
            const Step child(step, stop, plan);
            child.conduct(path);
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!first)
                first = std::current_exception();
            stop.ring();
        }
    };
    {
        Team team{stop, {}, false};
        for (const auto &[plan, path] : paths)
            team.members.emplace_back(follow, std::cref(plan), std::cref(path));
        team.complete = true;
    }
    if (first)
        std::rethrow_exception(first);
}

std::vector<Ending> Step::eachSideBySide(const Step &step,
                                         const std::vector<std::pair<Plan, std::function<void(const Step &)>>> &paths,
                                         const std::function<bool(const std::vector<Ending> &)> &enough)
{
    const Stop stop;
    const Stop::Rings nested(step.stop_, stop);
    std::mutex mutex;
    std::exception_ptr foreign;
    std::vector<Ending> endings(paths.size());
    const auto ended = [&](std::size_t which, std::optional<Stopped> failure) {
        const std::lock_guard lock(mutex);
        endings[which] = {true, std::move(failure)};
        if (enough && enough(endings))
            stop.ring();
    };
    const auto follow = [&](std::size_t which) {
        try {
            const Step child(step, stop, paths[which].first);
            child.conduct(paths[which].second);
            ended(which, {});
        } catch (const Stopped &why) {
            if (!why.cancelled)
                ended(which, why);
        } catch (...) {
            const std::lock_guard lock(mutex);
            foreign = std::current_exception();
            stop.ring();
        }
    };
    {
        Team team{stop, {}, false};
        for (std::size_t i = 0; i < paths.size(); ++i)
            team.members.emplace_back(follow, i);
        team.complete = true;
    }
    if (foreign)
        std::rethrow_exception(foreign);
    step.obey();
    return endings;
}

void Step::skip(const Plan &plan, trace::Reason reason, Facts facts) const
{
    Hop hop = hopOf(plan, context_);
    hop.parent = hop_;
    hop.outcome = Outcome::notRun;
    hop.reason = reason;
    hop.facts = std::move(facts);
    journey_.recorder.note(std::move(hop));
}

void Step::fact(std::string name, std::string value) const
{
    journey_.recorder.change(hop_, [&](Hop &hop) { hop.facts.push_back({std::move(name), std::move(value)}); });
}

void Step::facts(const Facts &facts, const std::string &prefix) const
{
    journey_.recorder.change(hop_, [&](Hop &hop) {
        for (const Fact &each : facts)
            hop.facts.push_back({prefix + each.name, each.value});
    });
}

void Step::excerpt(std::string text) const
{
    if (text.size() > mostExcerpt)
        text.resize(mostExcerpt);
    journey_.recorder.change(hop_, [&](Hop &hop) { hop.excerpt = std::move(text); });
}

void Step::warn(Failure oddity) const
{
    if (oddity_)
        fact("warning", std::move(oddity.text));
    else
        oddity_ = std::move(oddity);
}

void Step::leaveOut(trace::Reason reason) const { leftOut_ = reason; }

void Step::fail(Failure failure) const { throw Stopped{hop_, std::move(failure), false}; }

// A group waits for nothing of its own; should it be asked to, each wait gets the time of one answer.
Clock::time_point Step::deadline() const { return context_.isGroup() ? Clock::now() + allowed_ : late_; }

void Step::obey() const
{
    if (stop_.requested())
        throw Stopped{hop_, {Code::internal, "cancelled", {}, {}}, true};
}

bool Step::until(Clock::time_point late, const std::vector<Waitable *> &watched, const std::function<bool()> &ready,
                 const Skip *skip) const
{
    const Wake wake;
    const Stop::Rings rings(stop_, wake);
    std::optional<Skip::Wait> wait;
    if (skip)
        wait.emplace(*skip, wake);
    std::vector<Watch> what;
    for (;;) {
        obey();
        for (Waitable *each : watched)
            each->progress();
        if (ready())
            return true;
        if (wait && wait->isLetGo())
            throw Stopped{hop_, {Code::internal, "skipped by the person", {}, {}}, false, true};
        if (Clock::now() >= late)
            return false;
        auto next = late;
        what.assign(1, wake.watch());
        for (const Waitable *each : watched) {
            each->watch(what);
            next = std::min(next, each->wakeAt().value_or(late));
        }
        waitFor(what, next);
    }
}

} // namespace mailwalk::net
