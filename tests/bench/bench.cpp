#include "bench/slow_network.h"
#include "diagnosis/verdict.h"
#include "net/system_network.h"
#include "path/walk.h"
#include "practice/organisation.h"
#include "practice/plan.h"

#include <cstdio>
#include <stdexcept>

/// Walks through the practice organisation and prints what they took: "way figure value", a line each. Read by tests/bench/run.
namespace mailwalk::bench {
namespace {

using trace::Transport;

constexpr int healthyWalks = 20, delayedWalks = 5;
constexpr Milliseconds roundTrip{50};

struct Way {
    const char *name;
    std::vector<std::string> options;
    std::vector<Transport> lanes; ///< all of which are to open the mailbox
};

const std::vector<Way> ways{
    {"direct-typed", {"--server", practice::typedServer, "--via", "direct"}, {Transport::direct}},
    {"rpc-https", {"--via", "rpc-https"}, {Transport::rpcHttps}},
    {"both", {}, {Transport::direct, Transport::rpcHttps}},
};

const std::vector<Way> swallowedWays{
    {"typed", {"--server", practice::typedServer, "--rpc-proxy", practice::proxyHost}, {}},
    {"address", {}, {}},
};

path::Request requestFor(const practice::Organisation &organisation, const Way &way)
{
    const practice::Account &account = organisation.accounts().front();
    path::Request request;
    request.address = account.address;
    request.mailbox = account.mailbox;
    request.identity = auth::identityFrom(account.user, Secret(std::string(account.password)));
    path::apply(way.options, request);
    return request;
}

net::SystemNetwork networkOf(const practice::Organisation &organisation)
{
    return net::SystemNetwork({organisation.nameServer(), {}}, {{organisation.authority()}});
}

trace::Trace walked(const practice::Organisation &organisation, const Way &way, net::Network &network)
{
    const path::Request request = requestFor(organisation, way);
    trace::Recorder recorder(path::askedOf(request));
    net::Journey journey{recorder, network, {}, {}};
    for (const practice::Detour &detour : organisation.detours())
        journey.detours.push_back({detour.from, detour.to});
    path::walk(request, journey, net::Stop());
    return recorder.trace();
}

void expect(bool isAsItShould, const diagnosis::Verdict &verdict)
{
    if (!isAsItShould)
        throw std::runtime_error("the walk did not end as it should: " + verdict.sentence);
}

void say(const Way &way, const char *figure, double value)
{
    std::printf("%s %s %.3f\n", way.name, figure, value);
    std::fflush(stdout);
}

double milliseconds(Clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

void healthy(const practice::Organisation &organisation, const Way &way, net::Network &network, const char *figure)
{
    const trace::Trace trace = walked(organisation, way, network);
    const auto verdict = diagnosis::diagnose(trace);
    for (const Transport lane : way.lanes)
        expect(verdict.lanes.at(lane).outcome == diagnosis::Result::works, verdict);
    say(way, figure, trace.hops.front().closed.value() - trace.hops.front().opened);
}

// Of acts side by side the record shows which overlap, not which of them waits for another (a sign-in in one lane waits for the
// proof in the other). So the chain is measured: the dependent round trips of a walk are by how much longer it takes when each
// round trip takes longer. That needs the walk at two delays, in turns.
void delayed(const practice::Organisation &organisation, const Way &way, net::Network &network)
{
    for (int i = 0; i < delayedWalks; ++i) {
        SlowNetwork once(network, roundTrip), twice(network, 2 * roundTrip);
        healthy(organisation, way, once, "delayed");
        healthy(organisation, way, twice, "delayed-twice");
        say(way, "look-ups", once.roundTrips().lookUps);
        say(way, "connections", once.roundTrips().connections);
        say(way, "handshakes", once.roundTrips().handshakes);
        say(way, "turns", once.roundTrips().turns);
    }
    say(way, "round-trip", double(roundTrip.count()));
}

practice::Plan deafPlan()
{
    practice::Plan plan = practice::wholePlan();
    for (practice::Machine &machine : plan.machines) {
        machine.mapper = practice::Door::swallowed;
        for (practice::ServicePlan &service : machine.services)
            service.door = practice::Door::swallowed;
    }
    for (practice::WebHost &host : plan.web)
        host.secure.door = host.plain.door = practice::Door::swallowed;
    return plan;
}

// From the first byte to the verdict, as a person waits for it.
void swallowed(const practice::Organisation &organisation, const Way &way)
{
    net::SystemNetwork network = networkOf(organisation);
    const auto began = Clock::now();
    const auto verdict = diagnosis::diagnose(walked(organisation, way, network));
    say(way, "swallowed", milliseconds(Clock::now() - began));
    say(way, "deadline", double(Deadlines{}.connect.count()));
    expect(verdict.outcome == diagnosis::Result::fails && verdict.code == trace::Code::timeout, verdict);
}

void run()
{
    const practice::Organisation whole({});
    net::SystemNetwork network = networkOf(whole);
    for (const Way &way : ways) {
        for (int i = 0; i < healthyWalks; ++i)
            healthy(whole, way, network, "healthy");
        delayed(whole, way, network);
    }
    const practice::Plan plan = deafPlan();
    const practice::Organisation deaf(plan);
    for (const Way &way : swallowedWays)
        swallowed(deaf, way);
}

} // namespace
} // namespace mailwalk::bench

int main()
{
    try {
        mailwalk::bench::run();
    } catch (const std::exception &fault) {
        std::fprintf(stderr, "bench: %s\n", fault.what());
        return 1;
    }
    return 0;
}
