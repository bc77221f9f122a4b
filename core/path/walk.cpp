#include "path/walk.h"

#include "discovery/discover.h"
#include "path/profile.h"
#include "path/routes.h"
#include "path/stages.h"

namespace mailwalk::path {

using net::Step;
using trace::Transport;

namespace {

constexpr Transport walkable[] = {Transport::direct, Transport::rpcHttps};

void skipLanes(const Step &walk, const Request &request, trace::Reason reason)
{
    for (const Transport transport : walkable)
        if (isChosen(request, transport))
            skipAll(walk, stagesOf(transport, request.profile), reason);
}

bool isExchange(const discovery::Settings &settings)
{
    return settings.first("EXCH") || settings.first("EXPR") || settings.first("EXHTTP") || settings.first("mapiHttp");
}

// Nothing without a password: what Autodiscover would tell is for whoever signs in.
std::optional<discovery::Settings> discover(const Step &walk, Account &account)
{
    const Request &request = account.request();
    const std::string &address = *request.address;
    const discovery::Question question{address, account.userAgent(), account.consent(), account.signInIfAny()};
    return walk.run(Stages{}.askingAutodiscover(address.substr(address.find('@') + 1)), [&](const Step &step) {
        if (request.profile == Profile::finished)
            step.fact("stands for", "what the profile has stored");
        auto settings = discovery::discover(step, question);
        if (request.profile == Profile::finished && settings && settings->legacyDn.empty())
            step.fail(
                {trace::Code::status, "the settings do not say which mailbox the profile has stored", "a LegacyDN", "none"});
        if (settings && !isExchange(*settings))
            step.warn({trace::Code::status, "the settings name no way to an Exchange mailbox", "an EXCH, EXPR or EXHTTP block",
                       "none"});
        return settings;
    });
}

std::vector<Route> offeredRoutes(const Step &walk, const Request &request, const discovery::Settings &settings)
{
    std::vector<Route> routes = routesFrom(walk, request, settings);
    if (routes.empty())
        walk.fail(
            {trace::Code::status, "the settings name no way that can be walked here", "an EXCH, EXPR or EXHTTP block", "none"});
    return routes;
}

std::optional<discovery::Settings> discoverBeforeLanes(const Step &walk, Account &account)
{
    try {
        return discover(walk, account);
    } catch (const net::Stopped &why) {
        const bool isRefused = account.signsIn() && account.signIn().refusal();
        if (!why.cancelled)
            skipLanes(walk, account.request(),
                      why.skipped ? trace::Reason::notChosen
                      : isRefused ? trace::Reason::wouldRiskLockout
                                  : trace::Reason::earlierFailure);
        throw;
    }
}

std::vector<Route> discoveredRoutes(const Step &walk, Account &account)
{
    if (const auto settings = discoverBeforeLanes(walk, account))
        return offeredRoutes(walk, account.request(), *settings);
    skipLanes(walk, account.request(), trace::Reason::needsPassword);
    return {};
}

void followRoute(const Step &step, Account &account, const Route &route)
{
    const std::unique_ptr<Way> way = route.entrance ? std::unique_ptr<Way>(std::make_unique<ProxyWay>(account, *route.entrance))
                                                    : std::make_unique<DirectWay>(account, route.server);
    Lane lane{account, *way, route.server, route.mailbox, route.typed, route.remembered};
    follow(step, lane);
}

net::Plan laneOf(const Route &route)
{
    const bool isDirect = route.transport == Transport::direct;
    return {trace::Kind::attempt,
            isDirect ? "Connect directly" : "Connect by RPC over HTTPS",
            isDirect ? route.server : route.entrance->host,
            {},
            route.transport};
}

// Side by side; one open mailbox is enough.
void followAll(const Step &walk, Account &account, const std::vector<Route> &routes)
{
    std::vector<std::pair<net::Plan, std::function<void(const Step &)>>> paths;
    for (const Route &route : routes)
        paths.push_back({laneOf(route), [&](const Step &lane) { followRoute(lane, account, route); }});
    const auto endings = Step::eachSideBySide(walk, paths);
    for (const net::Ending &ending : endings)
        if (!ending.failure)
            return;
    throw *endings.front().failure;
}

// Whoever walks again has to know: a proof that nobody has answered may have been counted as a wrong one.
void notePassword(const Step &walk, const Account &account)
{
    const auto refusal = account.signsIn() ? account.signIn().refusal() : std::nullopt;
    if (refusal && refusal->failure.code == trace::Code::authRejected)
        walk.fact(passwordFact, "refused");
    else if (account.signsIn() && account.signIn().isAcceptedAnywhere())
        walk.fact(passwordFact, "accepted");
    else if (refusal)
        walk.fact(passwordFact, "no answer to it");
}

void followRoutes(const Step &walk, Account &account)
{
    const Request &request = account.request();
    const bool isKnown = request.server || request.remembered;
    const auto routes = isKnown ? routesFrom(walk, request) : discoveredRoutes(walk, account);
    if (routes.size() == 1)
        followRoute(walk, account, routes.front());
    else if (!routes.empty())
        followAll(walk, account, routes);
}

} // namespace

void walk(const Request &request, net::Journey &journey, const net::Stop &stop)
{
    const std::string whom = request.address.value_or(request.mailbox.value_or(""));
    net::Step::walk(journey, stop, {trace::Kind::walk, "Walk as Outlook " + std::string(nameOf(request.outlook)), whom},
                    [&](const Step &walk) {
                        Account account(request);
                        try {
                            followRoutes(walk, account);
                        } catch (const net::Stopped &) {
                            notePassword(walk, account);
                            throw;
                        }
                        notePassword(walk, account);
                    });
}

} // namespace mailwalk::path
