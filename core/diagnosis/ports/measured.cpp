#include "diagnosis/ports/leg.h"
#include "diagnosis/ports/told_by_walk.h"

#include <algorithm>

namespace mailwalk::diagnosis::ports {

using trace::Code;
using trace::Hop;
using trace::Kind;
using trace::Outcome;
using trace::Trace;
using trace::Transport;

namespace {

constexpr std::uint16_t namePort = 53;
constexpr std::size_t mostPorts = 1000; // a walk has some ten

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

using Desk = std::pair<std::optional<trace::Stage>, std::optional<Transport>>;

std::set<Desk> failedDesks(const Trace &trace)
{
    std::set<Desk> failed;
    for (const Hop &hop : trace.hops)
        if (hop.kind == Kind::stage && hop.outcome == Outcome::failed)
            failed.insert({hop.stage, hop.transport});
    return failed;
}

/// Collects what was used, each port of each host once.
class Usage
{
public:
    explicit Usage(const Trace &trace) : trace_(trace), company_(companyIn(trace)), failed_(failedDesks(trace))
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
        const Opening opening{Party::client, partyOf(act, company_), Carrier::tcp, *port, act.transport()};
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
        if (same == used.end() && used.size() < mostPorts)
            used.push_back(port);
        auto &missing = measured_.missing;
        const bool isMissing = isBlocked && rule && !rule->isOptional && failed_.contains({act.stage(), act.transport()});
        if (isMissing && std::find(missing.begin(), missing.end(), rule->id) == missing.end())
            missing.push_back(rule->id);
    }

    const Trace &trace_;
    Company company_;
    std::set<Desk> failed_;
    Measured measured_;
    std::vector<Rule> rules_;
};

} // namespace

Measured measuredIn(const Trace &trace) { return Usage(trace).all(); }

} // namespace mailwalk::diagnosis::ports
