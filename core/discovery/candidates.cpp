#include "discovery/candidates.h"

#include "discovery/answer.h"

#include <algorithm>

namespace mailwalk::discovery {

using net::Ending;
using net::Step;
using net::Stopped;
using trace::Code;

namespace {

constexpr const char *path = "/autodiscover/autodiscover.xml";
enum Place : std::size_t { rootDomain, subdomain, plainRedirect, service };

Url urlAt(const std::string &host) { return {true, host, 443, path}; }

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

Found beginAt(const Step &step, const Asker &asker, const Url &url, Trail trail)
{
    if (const auto objection = trail.begin(url))
        step.fail(*objection);
    return url.secure ? asker.ask(step, url, std::move(trail)) : asker.askForRedirect(step, url, std::move(trail));
}

enum class State { walking, usable, failed };

// The first usable one wins as soon as all before it have failed.
bool isDecided(const std::vector<State> &states)
{
    const auto first = std::find_if(states.begin(), states.end(), [](State state) { return state != State::failed; });
    return first != states.end() && *first == State::usable;
}

std::vector<State> statesOf(const std::vector<Candidate> &candidates)
{
    std::vector<State> states;
    for (const Candidate &each : candidates)
        states.push_back(each.failure ? State::failed : each.found ? State::usable : State::walking);
    return states;
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

} // namespace

Candidates::Candidates(const Asker &asker, const Trail &start)
{
    const std::string domain = start.domain(), below = "autodiscover." + domain;
    const auto at = [&](const Url &url) { return [=, &asker](const Step &step) { return beginAt(step, asker, url, start); }; };
    const Url root = urlAt(domain), autodiscover = urlAt(below), plain{false, below, 80, path};
    all_.push_back({planned(toText(root)), at(root)});
    all_.push_back({planned(toText(autodiscover)), at(autodiscover)});
    all_.push_back({planned(toText(plain) + " (redirect)"), at(plain)});
    all_.push_back({planned("_autodiscover._tcp." + domain + " (SRV)"),
                    [=, &asker](const Step &step) { return beginAt(step, asker, urlAt(serviceAt443(step, domain)), start); }});
}

Candidate *Candidates::walk(const Step &step, Until until)
{
    const std::vector<State> before = statesOf(all_);
    std::vector<std::size_t> walking;
    std::vector<std::pair<net::Plan, std::function<void(const Step &)>>> paths;
    for (std::size_t i = 0; i < all_.size(); ++i) {
        if (before[i] != State::walking || (isDecided(before) && until == Until::firstUsable))
            continue;
        walking.push_back(i);
        paths.push_back({all_[i].plan, [this, i](const Step &attempt) { all_[i].found = all_[i].walk(attempt); }});
    }
    const auto endings = Step::eachSideBySide(step, paths, [&](const std::vector<Ending> &endings) {
        std::vector<State> states = before;
        for (std::size_t k = 0; k < endings.size(); ++k)
            if (endings[k].ended)
                states[walking[k]] = endings[k].failure ? State::failed : State::usable;
        return until == Until::firstUsable && isDecided(states);
    });
    for (std::size_t k = 0; k < endings.size(); ++k)
        all_[walking[k]].failure = endings[k].failure;
    const auto first = std::find_if(all_.begin(), all_.end(), [](const Candidate &each) { return each.found && !each.failure; });
    return first == all_.end() ? nullptr : &*first;
}

// At equal weight whoever has asked who we are comes first, then the name that is made for it, and the web site last.
const Stopped &Candidates::mostTelling() const
{
    const auto rank = [&](std::size_t place) { return std::pair(weight(all_[place], place), all_[place].found.has_value()); };
    std::size_t most = subdomain;
    for (const std::size_t place : {service, plainRedirect, rootDomain})
        if (rank(place) > rank(most))
            most = place;
    return *all_[most].failure;
}

} // namespace mailwalk::discovery
