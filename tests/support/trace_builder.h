#pragma once

#include "trace/trace.h"

namespace mailwalk::test {

/// Writes a walk by hand: stages open one after the other, acts go into the innermost open group.
class TraceBuilder
{
public:
    TraceBuilder()
    {
        trace_.started = "2026-01-01T00:00:00Z";
        trace_.version = "0.1.0";
        trace_.asked.mailbox = "alice";
        trace_.asked.server = "ex1.corp.test";
        trace_.asked.signedIn = true;
        push(hopOf(trace::Kind::walk, "Walk"));
        groups_ = {1};
    }

    /// A stage of the direct lane, unless another lane is given; the one before ends as it stands.
    TraceBuilder &stage(trace::Stage stage, std::optional<trace::Transport> lane = trace::Transport::direct)
    {
        groups_.resize(1);
        trace::Hop hop = hopOf(trace::Kind::stage, "Stage");
        hop.transport = lane;
        hop.stage = stage;
        hop.needed = stage == trace::Stage::open ? trace::Needed::both : trace::Needed::setUp;
        return group(hop);
    }
    TraceBuilder &attempt() { return group(hopOf(trace::Kind::attempt, "Attempt")); }
    TraceBuilder &probe() { return group(hopOf(trace::Kind::probe, "Probe")); }
    TraceBuilder &end()
    {
        groups_.pop_back();
        return *this;
    }

    TraceBuilder &act(trace::Kind kind, const std::string &title, const std::string &target = {}, const std::string &address = {})
    {
        trace::Hop hop = hopOf(kind, title);
        hop.target = target;
        if (!address.empty())
            hop.address = address;
        return push(hop);
    }
    TraceBuilder &resolve(const std::string &host) { return act(trace::Kind::resolve, "Look up " + host, host); }
    TraceBuilder &connect(const std::string &target, const std::string &address = "10.0.0.1")
    {
        return act(trace::Kind::connect, "Connect to " + target, target, address);
    }
    TraceBuilder &map(const std::string &interface, const std::string &host)
    {
        return act(trace::Kind::map, "Which port has " + interface + "?", interface + " at " + host + ":135")
            .fact("interface", "EPM")
            .fact("interface", interface);
    }
    TraceBuilder &bind(const std::string &interface, const std::string &target)
    {
        return act(trace::Kind::bind, "Bind to " + interface, target).fact("interface", interface);
    }
    TraceBuilder &call(const std::string &method, const std::string &target) { return act(trace::Kind::call, method, target); }

    // What becomes of the hop written last.
    TraceBuilder &fact(const std::string &name, const std::string &value)
    {
        last().facts.push_back({name, value});
        return *this;
    }
    /// It fails, and with it every group around it up to the walk.
    TraceBuilder &fails(trace::Code code, const std::string &got = {}, const std::string &text = "it failed")
    {
        failsAlone(code, got, text);
        for (const trace::HopId id : groups_)
            trace_.hops[id - 1].outcome = trace::Outcome::failed;
        return *this;
    }
    /// It fails, and the group around it goes on.
    TraceBuilder &failsAlone(trace::Code code, const std::string &got = {}, const std::string &text = "it failed")
    {
        last().outcome = trace::Outcome::failed;
        last().failure = trace::Failure{code, text, {}, got.empty() ? std::nullopt : std::optional(got)};
        return *this;
    }
    /// The innermost group fails, and the one around it goes on.
    TraceBuilder &groupFails()
    {
        trace_.hops[groups_.back() - 1].outcome = trace::Outcome::failed;
        return end();
    }
    TraceBuilder &is(trace::Outcome outcome)
    {
        last().outcome = outcome;
        return *this;
    }
    TraceBuilder &notRun(trace::Reason reason)
    {
        last().reason = reason;
        return is(trace::Outcome::notRun);
    }
    /// The walk and the innermost group end so.
    TraceBuilder &all(trace::Outcome outcome)
    {
        for (const trace::HopId id : groups_)
            trace_.hops[id - 1].outcome = outcome;
        return *this;
    }

    trace::Hop &last() { return trace_.hops.back(); }
    trace::Trace &trace() { return trace_; }

private:
    static trace::Hop hopOf(trace::Kind kind, const std::string &title)
    {
        trace::Hop hop;
        hop.kind = kind;
        hop.title = title;
        return hop;
    }
    TraceBuilder &push(trace::Hop hop)
    {
        hop.id = static_cast<trace::HopId>(trace_.hops.size() + 1);
        hop.parent = groups_.empty() ? 0 : groups_.back();
        hop.opened = 10.0 * (hop.id - 1);
        hop.closed = hop.opened + 5;
        hop.outcome = trace::Outcome::passed;
        const trace::Hop *group = trace_.hop(hop.parent);
        if (group && !hop.stage) { // as Step does
            hop.stage = group->stage;
            hop.transport = group->transport;
            hop.needed = group->needed;
        }
        trace_.hops.push_back(std::move(hop));
        return *this;
    }
    TraceBuilder &group(const trace::Hop &hop)
    {
        push(hop);
        groups_.push_back(trace_.hops.back().id);
        return *this;
    }

    trace::Trace trace_;
    std::vector<trace::HopId> groups_;
};

/// A whole walk over direct MAPI that works: referral on ex1, address book on gc1, store on ex1.
inline TraceBuilder healthyWalk()
{
    using trace::Stage;
    TraceBuilder b;
    b.stage(Stage::discover).resolve("ex1.corp.test");
    b.stage(Stage::refer)
        .connect("ex1.corp.test:135")
        .map("RFR", "ex1.corp.test")
        .connect("ex1.corp.test:49152")
        .bind("RFR", "ex1.corp.test:49152");
    b.call("RfrGetNewDSA", "ex1.corp.test:49152");
    b.stage(Stage::lookUp).resolve("gc1.corp.test").connect("gc1.corp.test:135", "10.0.0.2").map("NSPI", "gc1.corp.test");
    b.connect("gc1.corp.test:49155", "10.0.0.2").bind("NSPI", "gc1.corp.test:49155").call("NspiBind", "gc1.corp.test:49155");
    b.call("NspiResolveNamesW", "gc1.corp.test:49155").call("NspiUnbind", "gc1.corp.test:49155");
    b.stage(Stage::open).resolve("ex1.corp.test").connect("ex1.corp.test:135").map("EMSMDB", "ex1.corp.test");
    b.connect("ex1.corp.test:49160").bind("EMSMDB", "ex1.corp.test:49160").call("EcDoConnectEx", "ex1.corp.test:49160");
    b.call("RopLogon", "ex1.corp.test:49160");
    return b;
}

} // namespace mailwalk::test
