#include "discovery/candidates.h"

#include "discovery/answer.h"

#include <algorithm>

namespace mailwalk::discovery {

using net::Ending;
using net::Step;
using net::Stopped;
using trace::Code;

namespace {

enum Place : std::size_t { rootDomain, subdomain, plainRedirect, service };

Url urlAt(const std::string &host) { return {true, host, 443, autodiscoverPath}; }

net::Plan planned(const std::string &title) { return {trace::Kind::attempt, title, {}}; }

// Outlook asks port 443 whatever the record says, and so does nobody who listens on another.
std::string serviceAt443(const Step &step, const std::string &domain)
{
    std::string best, ignored;
    for (const net::Service &each : step.services("_autodiscover._tcp." + domain)) {
        const std::string text = toText(Endpoint{each.host, each.port});
        step.fact(each.port == 443 ? "service" : "service ignored", text);
        if (each.port != 443)
            ignored = ignored.empty() ? text : ignored;
        else if (best.empty())
            best = each.host;
    }
    if (best.empty())
        step.fail({Code::status, "no service of the SRV record is on port 443, and Outlook asks no other", "port 443", ignored});
    return best;
}

Found beginAt(const Step &step, const Asker &asker, const Url &url, Trail trail, const std::string &namedBy)
{
    if (const auto objection = trail.begin(url, namedBy))
        step.fail(*objection);
    return url.secure ? asker.ask(step, url, std::move(trail)) : asker.askForRedirect(step, url, std::move(trail));
}

// What stands at the root domain is mostly a web site that knows nothing of mail, and leads everybody to its pages.
int weightOfWebSite(const trace::Failure &failure)
{
    if (failure.code == Code::status && failure.expected == expectedSettings)
        return 3;
    const bool isPage = failure.got == plainHttp;
    return (failure.code == Code::status || failure.code == Code::consent) && !isPage ? 1 : 0;
}

// How much a failure says: one of Autodiscover itself more than one on the way there, and least that a name does not exist.
int weight(const Candidate &candidate, std::size_t place)
{
    const trace::Failure &failure = candidate.failure->failure;
    if (place == rootDomain && !candidate.found)
        return weightOfWebSite(failure);
    switch (failure.code) {
    case Code::authUnsupported: return 4;
    case Code::status:
    case Code::consent:
    case Code::malformed:
    case Code::tooLarge: return 3;
    case Code::httpStatus: return failure.expected == expectedRedirect ? 0 : 2;
    case Code::certificate:
    case Code::tls:
    case Code::tlsAlert:
    case Code::otherProtocol: return 2;
    case Code::nameNotFound:
    case Code::nameNoData: return 0;
    default: return 1;
    }
}

// Polled: what it waits for is on threads of its own.
class Event final : public net::Waitable
{
public:
    explicit Event(std::function<bool()> isSo) : isSo_(std::move(isSo)) {}
    void watch(std::vector<net::Watch> &) const override {}
    std::optional<Clock::time_point> wakeAt() const override { return Clock::now() + Milliseconds(5); }
    void progress() override {}
    bool ready() const override { return isSo_(); }

private:
    std::function<bool()> isSo_;
};

constexpr auto longestBefore = 2 * http::longestThought; // they may be thought about themselves

} // namespace

Candidates::Candidates(const Asker &asker, const Trail &start) : now_(service + 1)
{
    const std::string domain = start.domain(), below = "autodiscover." + domain, record = "_autodiscover._tcp." + domain;
    const auto at = [&](const Url &url, Place place) {
        return [=, this, &asker](const Step &step) { return beginAt(step, asker, url, trailFor(place, start), {}); };
    };
    const Url root = urlAt(domain), autodiscover = urlAt(below), plain{false, below, 80, autodiscoverPath};
    all_.push_back({planned(toText(root)), at(root, rootDomain)});
    all_.push_back({planned(toText(autodiscover)), at(autodiscover, subdomain)});
    all_.push_back({planned(toText(plain) + " (redirect)"), at(plain, plainRedirect)});
    all_.push_back({planned(record + " (SRV)"), [=, this, &asker](const Step &step) {
                        return beginAt(step, asker, urlAt(serviceAt443(step, domain)), trailFor(service, start), record);
                    }});
}

Trail Candidates::trailFor(std::size_t place, const Trail &start)
{
    Trail trail = start;
    trail.setPatience([this, place](const Step &step) { return isNeeded(step, place); });
    return trail;
}

// The question is put when all before have failed: a better candidate makes it needless.
bool Candidates::isNeeded(const Step &step, std::size_t place) const
{
    const auto end = now_.begin() + static_cast<std::ptrdiff_t>(place);
    const auto isAny = [&](State state) {
        return std::any_of(now_.begin(), end, [=](const auto &each) { return each.load() == state; });
    };
    Event ended([&] { return isAny(State::usable) || !isAny(State::walking); });
    step.await(ended, "the candidates before it", longestBefore);
    return !isAny(State::usable);
}

std::vector<Candidates::State> Candidates::states() const
{
    std::vector<State> states;
    for (const Candidate &each : all_)
        states.push_back(each.failure ? State::failed : each.found ? State::usable : State::walking);
    return states;
}

// The first usable one wins as soon as all before it have failed.
bool Candidates::isDecided(const std::vector<State> &states)
{
    const auto first = std::find_if(states.begin(), states.end(), [](State state) { return state != State::failed; });
    return first != states.end() && *first == State::usable;
}

Candidate *Candidates::walk(const Step &step, Until until)
{
    const std::vector<State> before = states();
    std::copy(before.begin(), before.end(), now_.begin());
    std::vector<std::size_t> walking;
    std::vector<std::pair<net::Plan, std::function<void(const Step &)>>> paths;
    for (std::size_t i = 0; i < all_.size(); ++i) {
        if (before[i] != State::walking || (isDecided(before) && until == Until::firstUsable))
            continue;
        walking.push_back(i);
        paths.push_back({all_[i].plan, [this, i](const Step &attempt) { all_[i].found = all_[i].walk(attempt); }});
    }
    const auto endings = Step::eachSideBySide(step, paths, [&](const std::vector<Ending> &so) {
        std::vector<State> states = before;
        for (std::size_t k = 0; k < so.size(); ++k)
            if (so[k].ended)
                states[walking[k]] = so[k].failure ? State::failed : State::usable;
        std::copy(states.begin(), states.end(), now_.begin());
        return until == Until::firstUsable && isDecided(states);
    });
    for (std::size_t k = 0; k < endings.size(); ++k)
        all_[walking[k]].failure = endings[k].failure;
    const auto first = std::find_if(all_.begin(), all_.end(), [](const Candidate &each) { return each.found && !each.failure; });
    return first == all_.end() ? nullptr : &*first;
}

// Where the person did not wait for one, nothing is said of the others: it may have been the one.
// At equal weight whoever has asked who we are comes first, then the name that is made for it, and the web site last.
const Stopped &Candidates::mostTelling() const
{
    const auto rank = [&](std::size_t place) { return std::pair(weight(all_[place], place), all_[place].found.has_value()); };
    for (const Candidate &each : all_)
        if (each.failure->skipped)
            return *each.failure;
    std::size_t most = subdomain;
    for (const std::size_t place : {service, plainRedirect, rootDomain})
        if (rank(place) > rank(most))
            most = place;
    return *all_[most].failure;
}

} // namespace mailwalk::discovery
