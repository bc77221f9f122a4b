#include "base/endpoint.h"
#include "diagnosis/ports/leg.h"
#include "diagnosis/scene.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace mailwalk::diagnosis::ports {

using trace::Code;
using trace::Hop;
using trace::Kind;
using trace::Outcome;
using trace::Stage;
using trace::Trace;
using trace::Transport;

namespace {

constexpr std::uint16_t namePort = 53;

struct Version {
    unsigned major{}, minor{}, build{};
    auto operator<=>(const Version &) const = default;
};

struct Release {
    Version first;
    Exchange exchange;
};

// Each from its first number on, the latest first; SE goes on with the numbers of 2019.
constexpr Release releases[] = {
    {{15, 20, 0}, Exchange::online}, {{15, 2, 2562}, Exchange::se}, {{15, 2, 0}, Exchange::v2019}, {{15, 1, 0}, Exchange::v2016},
    {{15, 0, 0}, Exchange::v2013},   {{14, 0, 0}, Exchange::v2010}, {{8, 0, 0}, Exchange::v2007},  {{6, 0, 0}, Exchange::v2003},
};

// "14.3.123.4 (Exchange 2010)"
std::optional<Version> versionFrom(const std::string &text)
{
    Version version;
    const char *at = text.data(), *const end = at + text.size();
    for (unsigned *part : {&version.major, &version.minor, &version.build}) {
        const auto [next, error] = std::from_chars(at, end, *part);
        if (error != std::errc{})
            return std::nullopt;
        at = next != end && *next == '.' ? next + 1 : next;
    }
    return version;
}

std::optional<Exchange> releaseOf(const std::string &text)
{
    const auto version = versionFrom(text);
    for (const Release &release : releases)
        if (version && *version >= release.first)
            return release.exchange;
    return std::nullopt;
}

// What the store said of itself, else what Autodiscover said of it.
std::optional<Exchange> exchangeIn(const Trace &trace)
{
    for (const char *name : {"server version", "version of EXCH"})
        for (const Hop &hop : trace.hops)
            if (const std::string *version = hop.fact(name))
                if (const auto exchange = releaseOf(*version))
                    return exchange;
    return std::nullopt;
}

// A question on the side is no part of the way.
bool isOnTheSide(const Trace &trace, const Hop &hop)
{
    for (const Hop *group = &hop; group; group = trace.hop(group->parent))
        if (group->kind == Kind::probe)
            return true;
    return false;
}

bool wasTried(const Hop &hop) { return hop.outcome != Outcome::notRun && hop.outcome != Outcome::running; }

std::vector<Scene> actsIn(const Trace &trace, Kind kind)
{
    std::vector<Scene> acts;
    for (const Hop &hop : trace.hops)
        if (hop.kind == kind && wasTried(hop) && !isOnTheSide(trace, hop))
            acts.push_back({trace, hop});
    return acts;
}

std::optional<Transport> laneIn(const Trace &trace)
{
    std::set<Transport> lanes;
    for (const Kind kind : {Kind::connect, Kind::resolve})
        for (const Scene &act : actsIn(trace, kind))
            if (const auto lane = act.transport())
                lanes.insert(*lane);
    return lanes.size() == 1 ? std::optional(*lanes.begin()) : std::nullopt;
}

Where whereIn(const Trace &trace)
{
    const auto connects = actsIn(trace, Kind::connect);
    const bool isPublic = std::any_of(connects.begin(), connects.end(),
                                      [](const Scene &act) { return act.hop.address && !act.isPrivateAddress(); });
    return isPublic ? Where::internet : Where::lan;
}

// Outlook of a later time than its Exchange has no lane in the tables: then the latest that has one stands for it.
Outlook outlookFor(Exchange exchange, const Trace &trace)
{
    auto outlook = outlookFrom(trace.asked.outlook).value_or(Outlook::v2016);
    while (lanesOf(exchange, outlook).empty() && outlook > Outlook::v2003)
        outlook = static_cast<Outlook>(static_cast<int>(outlook) - 1);
    return outlook;
}

bool isReferredElsewhere(const Scene &act)
{
    const auto connects = actsIn(act.trace, Kind::connect);
    return std::none_of(connects.begin(), connects.end(), [&](const Scene &other) {
        return other.transport() == Transport::direct && other.stage() != Stage::lookUp &&
               sameCase(other.host()) == sameCase(act.host());
    });
}

Party partyOf(const Scene &act, Exchange exchange)
{
    if (!act.transport())
        return Party::autodiscover;
    if (act.transport() != Transport::direct)
        return Party::proxy;
    const bool isDirectory = act.stage() == Stage::lookUp && exchange <= Exchange::v2007 && isReferredElsewhere(act);
    return isDirectory ? Party::directory : Party::exchange;
}

void addPlace(std::vector<std::string> &places, const std::optional<std::string> &text)
{
    const auto place = text ? placeFrom(*text) : std::nullopt;
    if (place && std::find(places.begin(), places.end(), *place) == places.end())
        places.push_back(*place);
}

std::vector<std::string> &listOf(Party party, Places &places)
{
    switch (party) {
    case Party::directory: return places.directory;
    case Party::proxy: return places.proxy;
    case Party::autodiscover: return places.autodiscover;
    default: return places.exchange;
    }
}

// "dns A of ex1.corp.test" = "NOERROR by 10.0.0.53:53": how a name query tells who answered.
std::optional<Endpoint> nameServerIn(const Fact &fact)
{
    static constexpr std::string_view by = " by ";
    const auto at = fact.name.starts_with("dns ") ? fact.value.rfind(by) : std::string::npos;
    if (at == std::string::npos)
        return std::nullopt;
    const std::string_view answer = std::string_view(fact.value).substr(at + by.size());
    return endpointFrom(answer.substr(0, answer.find(' ')));
}

// The root domain's web server is no Autodiscover, though it is asked.
bool isRootDomain(const Scene &act) { return !act.transport() && sameCase(act.host()) == sameCase(act.domain()); }

Places placesIn(const Trace &trace, Exchange exchange)
{
    Places places;
    for (const Scene &act : actsIn(trace, Kind::connect)) {
        if (!isRootDomain(act))
            addPlace(listOf(partyOf(act, exchange), places), act.hop.address);
        const std::string *local = act.hop.fact("local address");
        const auto client = local ? endpointFrom(*local) : std::nullopt;
        addPlace(places.client, client ? std::optional(client->host) : std::nullopt);
    }
    for (const Scene &act : actsIn(trace, Kind::resolve))
        for (const Fact &fact : act.hop.facts)
            if (const auto server = nameServerIn(fact))
                addPlace(places.nameServer, server->host);
    return places;
}

Situation situationIn(const Trace &trace)
{
    Situation situation;
    situation.exchange = exchangeIn(trace).value_or(Exchange::v2007);
    situation.outlook = outlookFor(situation.exchange, trace);
    situation.via = laneIn(trace);
    situation.where = whereIn(trace);
    situation.profile = trace.asked.profile == "finished" ? Profile::finished : Profile::fresh;
    situation.places = placesIn(trace, situation.exchange);
    return situation;
}

struct Opening {
    Party from, to;
    Carrier carrier;
    std::uint16_t port;
    std::optional<Transport> transport;
};

const Rule *ruleFor(const Opening &opening, const std::vector<Rule> &rules)
{
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule &rule) {
        return rule.from == opening.from && rule.to == opening.to && rule.carrier == opening.carrier &&
               rule.ports.first <= opening.port && opening.port <= rule.ports.last &&
               (!rule.transport || !opening.transport || rule.transport == opening.transport);
    });
    return found == rules.end() ? nullptr : &*found;
}

// Nothing came, or a router said no. A port that refuses has been reached: that is no firewall, or one that plays a machine.
bool isUnanswered(const Hop &hop)
{
    return hop.failure && (hop.failure->code == Code::timeout || hop.failure->code == Code::unreachable);
}

// Behind a proxy the words are the proxy's.
bool isUnansweredBehind(const Hop &hop)
{
    return hop.failure && (hop.failure->code == Code::timeout || hop.failure->code == Code::httpStatus);
}

bool isStopped(const Scene &act)
{
    return std::any_of(act.trace.hops.begin(), act.trace.hops.end(), [&](const Hop &hop) {
        return hop.kind == Kind::stage && hop.stage == act.stage() && hop.transport == act.transport() &&
               hop.outcome == Outcome::failed;
    });
}

/// Collects what was used, each port of each host once.
class Usage
{
public:
    explicit Usage(const Trace &trace) : trace_(trace)
    {
        measured_.situation = situationIn(trace);
        measured_.isExchangeTold = exchangeIn(trace).has_value();
        rules_ = rulesFor(measured_.situation);
    }

    Measured all()
    {
        for (const Scene &act : actsIn(trace_, Kind::resolve))
            askedName(act);
        for (const Scene &act : actsIn(trace_, Kind::connect))
            connected(act);
        for (const Scene &act : actsIn(trace_, Kind::channel))
            wentBehind(act);
        return std::move(measured_);
    }

private:
    void askedName(const Scene &act)
    {
        const Opening opening{Party::client, Party::nameServer, Carrier::udp, namePort, {}};
        for (const Fact &fact : act.hop.facts)
            if (const auto server = nameServerIn(fact))
                add(act, ruleFor(opening, rules_), {{}, server->host, server->port, false, act.hop.id, true}, false);
        if (isUnanswered(act.hop))
            add(act, ruleFor(opening, rules_), {{}, {}, namePort, false, act.hop.id, false}, true);
    }

    void connected(const Scene &act)
    {
        const auto port = act.port();
        if (!port)
            return;
        const Opening opening{Party::client, partyOf(act, measured_.situation.exchange), Carrier::tcp, *port, act.transport()};
        const Rule *rule = isRootDomain(act) ? nullptr : ruleFor(opening, rules_);
        const bool isDynamic = act.transport() == Transport::direct && *port != mapperPort;
        add(act, rule, {{}, act.host(), *port, isDynamic, act.hop.id, !act.hop.failure}, isUnanswered(act.hop));
    }

    void wentBehind(const Scene &act)
    {
        const auto place = endpointFrom(act.inner());
        const Rule *rule =
            place ? ruleFor({Party::proxy, Party::exchange, Carrier::tcp, place->port, act.transport()}, rules_) : nullptr;
        if (rule)
            add(act, rule, {{}, place->host, place->port, false, act.hop.id, !act.hop.failure}, isUnansweredBehind(act.hop));
    }

    void add(const Scene &act, const Rule *rule, Measured::Port port, bool isBlocked)
    {
        port.rule = rule ? rule->id : std::string{};
        auto &used = measured_.used;
        const auto same = std::find_if(used.begin(), used.end(), [&](const Measured::Port &known) {
            return known.host == port.host && known.port == port.port && known.answered == port.answered &&
                   known.rule == port.rule;
        });
        if (same == used.end())
            used.push_back(port);
        auto &missing = measured_.missing;
        const bool isMissing = isBlocked && rule && !rule->isOptional && isStopped(act);
        if (isMissing && std::find(missing.begin(), missing.end(), rule->id) == missing.end())
            missing.push_back(rule->id);
    }

    const Trace &trace_;
    Measured measured_;
    std::vector<Rule> rules_;
};

} // namespace

Measured measuredIn(const Trace &trace) { return Usage(trace).all(); }

} // namespace mailwalk::diagnosis::ports
