#include "bench/slow_network.h"
#include "diagnosis/verdict.h"
#include "net/system_network.h"
#include "path/walk.h"
#include "practice/organisation.h"

#include <cstdio>
#include <stdexcept>

/// Walks through the practice organisation and prints what they took: "name value", a line each. Read by tests/bench/run.
namespace mailwalk::bench {
namespace {

constexpr int walks = 20;
constexpr Milliseconds roundTrip{50};

path::Request requestFor(const practice::Organisation &organisation)
{
    const practice::Account &account = organisation.accounts().front();
    path::Request request;
    request.server = organisation.server();
    request.mailbox = account.mailbox;
    request.identity = auth::identityFrom(account.user, Secret(std::string(account.password)));
    return request;
}

net::NameSettings namesOf(const practice::Organisation &organisation) { return {organisation.nameServer(), {}}; }

trace::Trace walked(const practice::Organisation &organisation, net::Network &network)
{
    const path::Request request = requestFor(organisation);
    trace::Recorder recorder(path::askedOf(request));
    net::Journey journey{recorder, network, {}, {}};
    for (const practice::Detour &detour : organisation.detours())
        journey.detours.push_back({detour.from, detour.to});
    path::walk(request, journey, net::Stop());
    return recorder.trace();
}

double lasted(const trace::Trace &trace) { return trace.hops.front().closed.value() - trace.hops.front().opened; }

void expect(const trace::Trace &trace, diagnosis::Result outcome)
{
    const auto verdict = diagnosis::diagnose(trace);
    if (verdict.outcome != outcome)
        throw std::runtime_error("the walk did not end as it should: " + verdict.sentence);
}

void say(const char *name, double value) { std::printf("%s %.3f\n", name, value); }

void healthy(const practice::Organisation &organisation)
{
    net::SystemNetwork network(namesOf(organisation));
    for (int i = 0; i < walks; ++i) {
        const trace::Trace trace = walked(organisation, network);
        expect(trace, diagnosis::Result::works);
        say("healthy", lasted(trace));
    }
}

void delayed(const practice::Organisation &organisation)
{
    net::SystemNetwork network(namesOf(organisation));
    SlowNetwork slow(network, roundTrip);
    const trace::Trace trace = walked(organisation, slow);
    expect(trace, diagnosis::Result::works);
    say("look-ups", slow.roundTrips().lookUps);
    say("connections", slow.roundTrips().connections);
    say("turns", slow.roundTrips().turns);
    say("round-trip", double(roundTrip.count()));
    say("delayed", lasted(trace));
}

// From the first byte to the verdict, as a person waits for it.
void swallowed()
{
    const practice::Organisation organisation({"tcp135-filtered-by-company"});
    net::SystemNetwork network(namesOf(organisation));
    const auto began = Clock::now();
    expect(walked(organisation, network), diagnosis::Result::fails);
    say("swallowed", std::chrono::duration<double, std::milli>(Clock::now() - began).count());
    say("deadline", double(Deadlines{}.connect.count()));
}

} // namespace
} // namespace mailwalk::bench

int main()
{
    using namespace mailwalk::bench;
    try {
        const mailwalk::practice::Organisation organisation({});
        healthy(organisation);
        delayed(organisation);
        swallowed();
    } catch (const std::exception &fault) {
        std::fprintf(stderr, "bench: %s\n", fault.what());
        return 1;
    }
    return 0;
}
