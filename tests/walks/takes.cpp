#include "takes.h"

#include "practice/plan.h"
#include "scenery.h"

#include <cmath>

namespace mailwalk::test {
namespace {

practice::Account account(const std::string &user)
{
    for (const practice::Account &each : practice::accounts())
        if (each.address.starts_with(user + "@"))
            return each;
    throw std::out_of_range("no account " + user);
}

path::Request alice(const std::vector<std::string> &options = {}) { return requestFor(account("alice"), options); }

path::Request withoutPassword()
{
    path::Request request = alice();
    request.identity.reset();
    return request;
}

// What a new profile of the same person has learned, walked just before.
path::Request finishedProfile()
{
    path::Request request = alice();
    request.remembered = path::rememberedFrom(walk(practice::Organisation({}), request).trace);
    request.profile = path::Profile::finished;
    return request;
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
    std::vector<Take> all{{"works-by-address", {}, [] { return alice(); }},
                          {"works-typed",
                           {},
                           [] {
                               return alice({"--server", practice::Organisation({}).server()});
                           }},
                          {"works-rpc-https",
                           {},
                           [] {
                               return alice({"--via", "rpc-https"});
                           }},
                          {"without-password", {}, withoutPassword},
                          {"finished-profile", {}, finishedProfile}};
    for (const practice::Account &each : practice::accounts())
        if (each.expected != "works")
            all.push_back({"account-" + each.expected, {}, [each] { return requestFor(each, {}); }});
    for (const practice::FaultInfo &fault : practice::faults())
        all.push_back({fault.id, {fault.id}, [fault] { return alice(fault.arguments); }});
    return all;
}

trace::Trace recorded(const Take &take)
{
    const path::Request request = take.request();
    return atFixedAddresses(kept(walk(practice::Organisation(take.faults), request).trace));
}

trace::Trace howItConnects()
{
    practice::Plan plan = practice::wholePlan();
    plan.store.version = {8, 3, 83, 6}; // Exchange 2007 SP3
    const practice::Organisation organisation(plan);
    return inACompany(kept(walk(organisation, alice({"--outlook", "2007"})).trace));
}

} // namespace mailwalk::test
