#include "takes.h"

#include "practice/plan.h"
#include "scenery.h"

#include <cmath>

namespace mailwalk::test {
namespace {

path::Request alice(const practice::Organisation &organisation, const std::vector<std::string> &options = {})
{
    return requestFor(organisation.accounts().front(), options); // whatever a fault calls her
}

path::Request withoutPassword(const practice::Organisation &organisation)
{
    path::Request request = alice(organisation);
    request.identity.reset();
    return request;
}

// What a new profile of the same person has learned, walked just before.
path::Request finishedProfile(const practice::Organisation &organisation)
{
    path::Request request = alice(organisation);
    request.remembered = path::rememberedFrom(walk(organisation, request).trace);
    request.profile = path::Profile::finished;
    return request;
}

std::function<path::Request(const practice::Organisation &)> aliceWith(const std::vector<std::string> &options)
{
    return [options](const practice::Organisation &organisation) { return alice(organisation, options); };
}

// Likewise as another person, with the server typed: who is typed by name may be several.
std::function<path::Request(const practice::Organisation &)> typedAs(const practice::Account &account)
{
    return [account](const practice::Organisation &organisation) { return requestFor(organisation, account); };
}

double rounded(double milliseconds) { return std::round(milliseconds * 1000) / 1000; }

trace::Trace kept(trace::Trace trace)
{
    trace.started = "2026-01-01T00:00:00Z";
    trace.version = MAILWALK_VERSION;
    trace.system = "practice organisation";
    for (trace::Hop &hop : trace.hops) {
        hop.opened = rounded(hop.opened);
        if (hop.closed)
            hop.closed = rounded(*hop.closed);
    }
    return trace;
}

} // namespace

std::vector<Take> takes()
{
    std::vector<Take> all{{"works-by-address", {}, aliceWith({})},
                          {"works-typed", {}, typedAs(practice::accounts().front())},
                          {"works-rpc-https", {}, aliceWith({"--via", "rpc-https"})},
                          {"without-password", {}, withoutPassword},
                          {"finished-profile", {}, finishedProfile}};
    for (const practice::Account &each : practice::accounts())
        if (each.expected != "works")
            all.push_back({"account-" + each.expected, {}, typedAs(each)});
    for (const practice::FaultInfo &fault : practice::faults())
        all.push_back({fault.id, {fault.id}, aliceWith(fault.arguments)});
    return all;
}

trace::Trace recordOf(const Take &take)
{
    const practice::Organisation organisation(take.faults);
    return atFixedAddresses(kept(walk(organisation, take.request(organisation)).trace));
}

// Directly alone: what is fleeting is met before the lanes part, or on this one.
std::vector<Series> series()
{
    std::vector<Series> all;
    for (const practice::FaultInfo &fault : practice::faults())
        if (fault.every > 1) {
            auto options = fault.arguments;
            if (options.empty())
                options = {"--via", "direct"};
            all.push_back({{fault.id, {fault.id}, aliceWith(options)}, 2 * fault.every});
        }
    return all;
}

report::Repeats recordOf(const Series &series)
{
    const practice::Organisation organisation(series.take.faults);
    report::Repeats repeats;
    repeats.wanted = series.times;
    while (repeats.walks.size() < series.times)
        repeats.walks.push_back({atFixedAddresses(kept(walk(organisation, series.take.request(organisation)).trace)), {}});
    return repeats;
}

trace::Trace howItConnects()
{
    practice::Plan plan = practice::wholePlan();
    plan.store.version = {8, 3, 83, 6}; // Exchange 2007 SP3
    const practice::Organisation organisation(plan);
    return inACompany(kept(walk(organisation, alice(organisation, {"--outlook", "2007"})).trace));
}

} // namespace mailwalk::test
