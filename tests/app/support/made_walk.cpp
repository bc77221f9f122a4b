#include "support/made_walk.h"

namespace mailwalk::test {

using trace::Hop;
using trace::HopId;
using trace::Kind;
using trace::Outcome;
using trace::Stage;
using trace::Trace;
using trace::Transport;

namespace {

class Writer
{
public:
    Writer()
    {
        trace_.started = "2026-11-22T20:15:00Z";
        trace_.system = "Linux";
        trace_.version = "0.0.9";
        trace_.asked.address = "alice@corp.test";
        trace_.asked.signedIn = true;
    }

    Hop &add(HopId parent, Kind kind, std::string title, std::string target, Outcome outcome)
    {
        Hop hop;
        hop.id = HopId(trace_.hops.size() + 1);
        hop.parent = parent;
        hop.kind = kind;
        hop.title = std::move(title);
        hop.target = std::move(target);
        hop.opened = 12.5 * double(hop.id);
        hop.closed = hop.opened + 10;
        hop.outcome = outcome;
        if (parent) {
            hop.transport = trace_.hops[parent - 1].transport;
            hop.stage = trace_.hops[parent - 1].stage;
            hop.needed = trace_.hops[parent - 1].needed;
        }
        return trace_.hops.emplace_back(std::move(hop));
    }

    Hop &desk(Stage stage, const std::string &title, const std::string &host, Outcome outcome)
    {
        Hop &hop = add(1, Kind::stage, title, host, outcome);
        hop.stage = stage;
        hop.needed = stage == Stage::open ? trace::Needed::both : trace::Needed::setUp;
        if (stage != Stage::discover)
            hop.transport = Transport::direct;
        return hop;
    }

    Trace take() { return std::move(trace_); }

private:
    Trace trace_;
};

void reach(Writer &walk, HopId desk, const std::string &host, std::uint16_t port, Outcome outcome)
{
    Hop &connect = walk.add(desk, Kind::connect, "Connect", host + ":" + std::to_string(port), outcome);
    connect.address = "192.168.7.10";
    connect.port = port;
    if (outcome == Outcome::failed) {
        connect.closed = connect.opened + 7000;
        connect.failure = trace::Failure{trace::Code::timeout, "no answer within 7 s", {}, {}};
    }
}

void untilReferred(Writer &walk, Outcome whole)
{
    walk.add(0, Kind::walk, "Walk", "alice@corp.test", whole);
    walk.desk(Stage::discover, "Discover", "corp.test", Outcome::passed).facts = {{"display name", "Alice Example"},
                                                                                  {"EXCH: Server", "ex1.corp.test"}};
    walk.add(2, Kind::resolve, "Resolve", "autodiscover.corp.test", Outcome::passed);
    walk.desk(Stage::refer, "Refer", "ex1.corp.test", Outcome::passed).facts = {{"directory server", "gc1.corp.test"}};
    reach(walk, 4, "ex1.corp.test", 135, Outcome::passed);
    reach(walk, 4, "ex1.corp.test", 49200, Outcome::passed);
}

} // namespace

Trace aliceIsStopped()
{
    Writer walk;
    untilReferred(walk, Outcome::failed);
    walk.desk(Stage::lookUp, "Look up", "gc1.corp.test", Outcome::failed);
    reach(walk, 7, "gc1.corp.test", 135, Outcome::passed);
    walk.add(7, Kind::map, "Ask the end-point mapper", "gc1.corp.test:135", Outcome::passed).facts = {{"port", "49213"}};
    reach(walk, 7, "gc1.corp.test", 49213, Outcome::failed);
    Hop &open = walk.desk(Stage::open, "Open", "ex1.corp.test", Outcome::notRun);
    open.reason = trace::Reason::earlierFailure;
    return walk.take();
}

Trace aliceArrives()
{
    Writer walk;
    untilReferred(walk, Outcome::passed);
    walk.desk(Stage::lookUp, "Look up", "gc1.corp.test", Outcome::passed);
    reach(walk, 7, "gc1.corp.test", 135, Outcome::passed);
    walk.desk(Stage::open, "Open", "ex1.corp.test", Outcome::passed);
    reach(walk, 9, "ex1.corp.test", 135, Outcome::passed);
    return walk.take();
}

Trace longWalk(std::size_t hops)
{
    Writer walk;
    untilReferred(walk, Outcome::failed);
    HopId group = 1;
    for (std::size_t id = 7; id <= hops; ++id) {
        if (id % 100 == 7)
            group = walk.desk(Stage::lookUp, "Look up", "gc1.corp.test", Outcome::failed).id;
        else
            reach(walk, group, "gc" + std::to_string(id) + ".corp.test", 135, id % 10 ? Outcome::passed : Outcome::failed);
    }
    return walk.take();
}

Trace hostileWalk()
{
    Writer walk;
    const std::string markup = "<img src=x onerror=alert(1)><b>ex1</b>&amp;", turned = "\xe2\x80\xae"
                                                                                       "gpj.exe";
    walk.add(0, Kind::walk, markup, turned, Outcome::failed);
    Hop &desk = walk.desk(Stage::lookUp, std::string(5000, 'w'), markup, Outcome::failed);
    desk.facts = {{"note", "one\ntwo\x1b[31m\r\nthree"}, {markup, std::string(3000, 'v')}, {"name", turned}};
    reach(walk, 2, std::string(3000, 'h') + ".corp.test", 135, Outcome::failed);
    return walk.take();
}

} // namespace mailwalk::test
