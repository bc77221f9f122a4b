#include "evidence/closer_look.h"

#include "diagnosis/scene.h"
#include "evidence/questions.h"

#include <algorithm>

namespace mailwalk::evidence {

using diagnosis::Result;
using net::Knock;
using net::Knocked;
using net::Step;
using trace::Kind;

namespace {

using Paths = std::vector<std::pair<net::Plan, std::function<void(const Step &)>>>;

// All together takes five waits at most, so less than 8 s.
constexpr Milliseconds patience{1500};
constexpr std::uint8_t farthest = 24, nearby = 8, some = 4;

bool isWanted(const diagnosis::Verdict &verdict, Wish wish)
{
    if (wish == Wish::always)
        return verdict.outcome != Result::cancelled && verdict.outcome != Result::notRun;
    return verdict.outcome == Result::fails;
}

Deadlines brief(Deadlines given)
{
    for (Milliseconds *each : {&given.resolve, &given.connect, &given.secure, &given.answer})
        *each = std::min(*each, patience);
    return given;
}

std::vector<Knock> knocksUpTo(const Endpoint &target, const Address &address, std::uint8_t first, std::uint8_t last)
{
    std::vector<Knock> knocks;
    for (std::uint8_t routers = first; routers <= last; ++routers)
        knocks.push_back({target, address, {routers, 0}});
    return knocks;
}

bool isFromTheMachine(Knocked answer) { return answer == Knocked::opened || answer == Knocked::refused; }

// Router by router, some at a time, until somebody has the last word or nobody has one. How far it is to the machine, or one
// further than the last router that was heard.
std::uint8_t follow(const Step &step, const Endpoint &target, const Address &address)
{
    std::uint8_t heard = 0;
    for (std::uint8_t first = 1, last = some; first <= farthest; first = last + 1, last += first > nearby ? nearby : some) {
        const auto answers = step.knock(knocksUpTo(target, address, first, last));
        const auto ended = std::find_if(answers.begin(), answers.end(), isFromTheMachine);
        if (ended != answers.end())
            return static_cast<std::uint8_t>(first + (ended - answers.begin()));
        const auto died = std::find(answers.rbegin(), answers.rend(), Knocked::died);
        if (died == answers.rend())
            break;
        heard = static_cast<std::uint8_t>(last - (died - answers.rbegin()));
    }
    return std::max<std::uint8_t>(heard + 1, some);
}

std::string placeOf(const Endpoint &target, const Address &address) { return toText(target) + " [" + toText(address) + ']'; }

// The way to another port first: it says how many routers there are to ask about.
void findTheBlock(const Step &step, const Blocked &blocked)
{
    const Endpoint other{blocked.target.host, blocked.compared};
    const auto routers = step.run({Kind::attempt, "The way to another port of the same machine", toText(other)},
                                  [&](const Step &way) { return follow(way, other, blocked.address); });
    step.run({Kind::attempt, "The way to the port that does not let in", toText(blocked.target)},
             [&](const Step &way) { way.knock(knocksUpTo(blocked.target, blocked.address, 1, routers)); });
}

void visit(const Step &step, const std::string &directory)
{
    const Endpoint mapper{directory, diagnosis::mapperPort};
    std::vector<Knock> knocks;
    for (const Address &address : step.resolve(directory))
        knocks.push_back({mapper, address, {}});
    step.knock(knocks);
}

constexpr std::uint16_t small = 512; // with its headers less than every line must carry (RFC 791 3.2)

void tryInSmallPieces(const Step &step, const Knock &hung)
{
    step.fact("segment", std::to_string(small));
    auto stream = step.connectHeldBack({hung.target, hung.address, {0, small}});
    step.secure(stream);
}

// As a domain's members find them ([MS-ADTS] 6.3.2.3).
std::vector<std::string> directoriesOf(const Step &step, const std::string &forest, const Welcome &welcome)
{
    std::vector<std::string> hosts;
    const net::Plan plan{Kind::attempt, "Which directory servers are there?", forest};
    const auto known = step.attempt(plan, [&](const Step &each) { return each.services("_gc._tcp." + forest); });
    if (known)
        for (const net::Service &service : *known)
            if (isHostName(service.host) && welcome.isFor(service.host) && hosts.size() < mostDirectories)
                hosts.push_back(service.host);
    return hosts;
}

void addDirectories(Paths &paths, const std::vector<std::string> &hosts)
{
    for (const std::string &host : hosts)
        paths.emplace_back(net::Plan{Kind::probe, "Does the directory server let in?", host},
                           [host](const Step &each) { visit(each, host); });
}

void visitAll(const Step &step, const std::string &forest, const Welcome &welcome)
{
    Paths paths;
    addDirectories(paths, directoriesOf(step, forest, welcome));
    Step::eachSideBySide(step, paths);
}

void addBlocked(Paths &paths, const Step &step, const std::vector<Blocked> &all)
{
    for (const Blocked &blocked : all) {
        const net::Plan plan{Kind::probe, "Where is it blocked?", placeOf(blocked.target, blocked.address)};
        if (step.canLimit())
            paths.emplace_back(plan, [&blocked](const Step &each) { findTheBlock(each, blocked); });
        else
            step.skip(plan, trace::Reason::policy, {{"reason", "this system does not say at which router a packet died"}});
    }
}

void ask(const Step &step, const Questions &questions, const Welcome &welcome)
{
    Paths paths;
    addBlocked(paths, step, questions.blocked);
    if (!questions.unasked.empty())
        paths.emplace_back(net::Plan{Kind::probe, "Does every address let in?", {}},
                           [&](const Step &each) { each.knock(questions.unasked); });
    addDirectories(paths, questions.directories);
    if (questions.forest)
        paths.emplace_back(net::Plan{Kind::probe, "Do other directory servers let in?", *questions.forest},
                           [&](const Step &each) { visitAll(each, *questions.forest, welcome); });
    if (step.canLimit())
        for (const Knock &hung : questions.hung)
            paths.emplace_back(net::Plan{Kind::probe, "Does it work in small pieces?", toText(hung.target)},
                               [&hung](const Step &each) { tryInSmallPieces(each, hung); });
    Step::eachSideBySide(step, paths);
}

} // namespace

void lookCloser(const trace::Trace &walked, const diagnosis::Verdict &verdict, Wish wish, const http::Consent &consent,
                net::Journey &journey, const net::Stop &stop)
{
    if (!isWanted(verdict, wish) || stop.requested())
        return;
    const Welcome welcome(consent, walked);
    const Questions questions = questionsOf(walked, verdict, welcome);
    if (questions.isEmpty())
        return;
    net::Journey closer = journey;
    closer.deadlines = brief(journey.deadlines);
    Step::walk(closer, stop, {Kind::probe, "Look closer", {}}, [&](const Step &step) { ask(step, questions, welcome); });
}

} // namespace mailwalk::evidence
