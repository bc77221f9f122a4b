#include "support/scripted_network.h"

#include <algorithm>
#include <deque>
#include <gtest/gtest.h>

namespace mailwalk::test {

using net::Failure;
using trace::Code;
using trace::Outcome;

Line &Line::answers(const std::vector<std::string> &texts)
{
    for (const std::string &text : texts)
        addresses.push_back(addressFrom(text).value());
    return *this;
}

Line &Line::answers(const std::vector<net::Service> &what)
{
    services = what;
    return *this;
}

Line &Line::secures(net::Peer whom)
{
    peer = std::move(whom);
    return *this;
}

Line &Line::connects()
{
    connected = true;
    return *this;
}

Line &Line::replies(Bytes bytes)
{
    return replies([bytes](View) { return bytes; });
}

Line &Line::replies(std::string_view hex) { return replies(fromHex(hex).value()); }

Line &Line::replies(Reply reply)
{
    given.push_back(std::move(reply));
    return *this;
}

Line &Line::refuses()
{
    if (act == Act::lookUp || act == Act::services)
        return fails({Code::nameNotFound, "scripted: no such name", {}, {}});
    if (act == Act::secure)
        return fails({Code::tlsAlert, "scripted: refused", {}, "alert 40 handshake_failure"});
    return fails({Code::refused, "scripted: refused", {}, {}});
}

Line &Line::resets() { return fails({Code::reset, "scripted: reset", {}, {}}); }

Line &Line::closes() { return fails({Code::closed, "scripted: closed", {}, {}}); }

Line &Line::fails(Failure how)
{
    failure = std::move(how);
    return *this;
}

Line &Line::on(std::string_view connection)
{
    subject = connection;
    return *this;
}

Line &Line::names(std::string what)
{
    name = std::move(what);
    return *this;
}

Line &Line::over(std::string_view connection)
{
    other = connection;
    return *this;
}

Line &Line::mayFail()
{
    forgivable = true;
    return *this;
}

namespace {

// Nothing to poll: a wait looks again in a millisecond, for another thread may have moved the script on.
class ScriptedLookup final : public net::Lookup
{
public:
    explicit ScriptedLookup(std::vector<Address> addresses, std::optional<Failure> failure)
        : addresses_(std::move(addresses)), failure_(std::move(failure))
    {
    }
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return !addresses_.empty() || failure_; }
    net::Resolution outcome() override { return {addresses_, {{"scripted", "yes"}}, failure_, {}}; }

private:
    std::vector<Address> addresses_;
    std::optional<Failure> failure_;
};

class ScriptedServiceLookup final : public net::ServiceLookup
{
public:
    ScriptedServiceLookup(std::vector<net::Service> services, std::optional<Failure> failure)
        : services_(std::move(services)), failure_(std::move(failure))
    {
    }
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return !services_.empty() || failure_; }
    net::ServiceResolution outcome() override { return {services_, {{"scripted", "yes"}}, failure_}; }

private:
    std::vector<net::Service> services_;
    std::optional<Failure> failure_;
};

// What is inside TLS goes through in clear.
class ScriptedHandshake final : public net::Handshake
{
public:
    ScriptedHandshake(std::unique_ptr<net::Wire> wire, std::optional<net::Peer> peer, std::optional<Failure> failure)
        : wire_(std::move(wire)), peer_(std::move(peer)), failure_(std::move(failure))
    {
    }
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return peer_ || failure_; }
    Facts facts() const override { return {{"scripted", "yes"}}; }
    Result<net::Secured, Failure> outcome() override
    {
        if (failure_)
            return *failure_;
        return net::Secured{std::move(wire_), *peer_};
    }

private:
    std::unique_ptr<net::Wire> wire_;
    std::optional<net::Peer> peer_;
    std::optional<Failure> failure_;
};

class ScriptedDial final : public net::Dial
{
public:
    ScriptedDial(std::unique_ptr<net::Wire> wire, std::optional<Failure> failure)
        : wire_(std::move(wire)), failure_(std::move(failure))
    {
    }
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return wire_ || failure_; }
    Result<std::unique_ptr<net::Wire>, Failure> outcome() override
    {
        if (failure_)
            return *failure_;
        return std::move(wire_);
    }

private:
    std::unique_ptr<net::Wire> wire_;
    std::optional<Failure> failure_;
};

} // namespace

class ScriptedWire final : public net::Wire
{
public:
    ScriptedWire(ScriptedNetwork &script, std::vector<std::string> names) : script_(script), names_(std::move(names))
    {
        const std::lock_guard lock(script_.mutex_);
        script_.wires_.push_back(this);
    }
    ~ScriptedWire() override
    {
        const std::lock_guard lock(script_.mutex_);
        std::erase(script_.wires_, this);
    }
    void watch(std::vector<net::Watch> &) const override {}
    std::optional<Clock::time_point> wakeAt() const override { return Clock::now() + Milliseconds(1); } // another may feed it
    void progress() override {}
    void awaitSending(bool) override {}
    bool ready() const override
    {
        const std::lock_guard lock(script_.mutex_);
        return !inbox_.empty() || end_;
    }

    Result<std::size_t, Failure> send(View bytes) override
    {
        const std::lock_guard lock(script_.mutex_);
        if (end_ && end_->code != Code::closed) // what is sent after a FIN is taken all the same
            return *end_;
        take(script_.play(Line::Act::send, names_, bytes), bytes);
        return bytes.size();
    }

    Result<Bytes, Failure> receive(std::size_t most) override
    {
        const std::lock_guard lock(script_.mutex_);
        if (inbox_.empty() && end_)
            return *end_;
        const auto size = std::min({most, inbox_.size(), script_.piece_});
        Bytes piece(inbox_.begin(), inbox_.begin() + static_cast<std::ptrdiff_t>(size));
        inbox_.erase(inbox_.begin(), inbox_.begin() + static_cast<std::ptrdiff_t>(size));
        return piece;
    }

    void take(const Line &line, View sent)
    {
        if (!line.name.empty())
            names_.push_back(line.name);
        ScriptedWire *const speaker = line.other.empty() ? this : script_.wireCalled(line.other);
        if (!speaker && script_.mishap_)
            return;
        if (!speaker) {
            ADD_FAILURE() << "the script speaks over " << line.other << ", which is not open";
            return;
        }
        for (const auto &reply : line.given)
            append(speaker->inbox_, reply(sent));
        if (!speaker->end_)
            speaker->end_ = line.failure;
    }

    bool isCalled(const std::string &name) const { return std::find(names_.begin(), names_.end(), name) != names_.end(); }

private:
    ScriptedNetwork &script_;
    std::vector<std::string> names_;
    Bytes inbox_;
    std::optional<Failure> end_;
};

ScriptedNetwork::~ScriptedNetwork()
{
    for (std::size_t i = 0; i < lines_.size() && !mishap_; ++i)
        if (!used_[i])
            ADD_FAILURE() << "the script goes on, nobody came: " << lines_[i]->subject << ' ' << lines_[i]->expected;
}

Line &ScriptedNetwork::add(Line::Act act, std::string subject)
{
    auto &line = *lines_.emplace_back(std::make_unique<Line>());
    line.act = act;
    line.subject = std::move(subject);
    used_.push_back(false);
    return line;
}

Line &ScriptedNetwork::expectLookup(std::string host) { return add(Line::Act::lookUp, std::move(host)); }

Line &ScriptedNetwork::expectServices(std::string name) { return add(Line::Act::services, std::move(name)); }

Line &ScriptedNetwork::expectSecure(std::string host) { return add(Line::Act::secure, std::move(host)); }

Line &ScriptedNetwork::expectDial(std::string_view endpoint)
{
    return add(Line::Act::dial, toText(endpointFrom(endpoint).value()));
}

Line &ScriptedNetwork::expectSend(Bytes bytes)
{
    const std::string hex = toHex(bytes);
    return expectSend(
        [bytes = std::move(bytes)](View sent) { return std::equal(sent.begin(), sent.end(), bytes.begin(), bytes.end()); }, hex);
}

Line &ScriptedNetwork::expectSend(std::string_view hex) { return expectSend(fromHex(hex).value()); }

Line &ScriptedNetwork::expectSend(Line::Fits fits, std::string description)
{
    Line &line = add(Line::Act::send, {});
    line.fits = std::move(fits);
    line.expected = std::move(description);
    return line;
}

void ScriptedNetwork::breakAt(Mishap mishap, const net::Stop &stop)
{
    mishap_ = mishap;
    stop_ = &stop;
}

std::vector<ScriptedNetwork::Played> ScriptedNetwork::played() const
{
    const std::lock_guard lock(mutex_);
    return played_;
}

// The newest first: a connection made anew may have the name of the old one.
ScriptedWire *ScriptedNetwork::wireCalled(const std::string &name) const
{
    const auto wire = std::find_if(wires_.rbegin(), wires_.rend(), [&](ScriptedWire *each) { return each->isCalled(name); });
    return wire == wires_.rend() ? nullptr : *wire;
}

static std::string_view toText(Line::Act act)
{
    static constexpr std::string_view words[] = {"look up ", "look up the services ", "dial ", "secure ", "send to "};
    return words[static_cast<std::size_t>(act)];
}

Line ScriptedNetwork::play(Line::Act act, const std::vector<std::string> &names, View sent)
{
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const Line &line = *lines_[i];
        if (used_[i])
            continue;
        const bool meant = (line.subject.empty() && act == Line::Act::send) ||
                           std::find(names.begin(), names.end(), line.subject) != names.end();
        const bool fits = line.act == act && meant && (!line.fits || line.fits(sent));
        if (!fits && ordered_)
            break;
        if (!fits)
            continue;
        used_[i] = true;
        played_.push_back({act, !line.given.empty() || line.failure, line.forgivable, i});
        return mishap_ && mishap_->act == i ? broken(line) : line;
    }
    played_.push_back({act, true, true});
    if (!mishap_)
        ADD_FAILURE() << "not in the script: " << toText(act) << names.front() << ' ' << toHex(sent);
    Line none;
    none.failure = Failure{Code::internal, "not in the script", {}, {}};
    return none;
}

Line ScriptedNetwork::broken(Line line) const
{
    line.addresses.clear();
    line.services.clear();
    line.given.clear();
    line.peer.reset();
    line.connected = false;
    line.failure.reset();
    switch (mishap_->way) {
    case Mishap::Way::refusal: return line.refuses();
    case Mishap::Way::reset: return line.resets();
    case Mishap::Way::close: return line.closes();
    case Mishap::Way::stop: stop_->ring(); [[fallthrough]];
    case Mishap::Way::silence: return line;
    }
    return line;
}

std::unique_ptr<net::Lookup> ScriptedNetwork::lookUp(const std::string &host)
{
    const Line line = play(Line::Act::lookUp, {host}, {});
    return std::make_unique<ScriptedLookup>(line.addresses, line.failure);
}

std::unique_ptr<net::Dial> ScriptedNetwork::dial(const Address &address, std::uint16_t port)
{
    const std::lock_guard lock(mutex_);
    const std::string target = toText(Endpoint{toText(address), port});
    const std::vector<std::string> names{target, target + '#' + std::to_string(++dials_[target])};
    const Line line = play(Line::Act::dial, names, {});
    if (!line.connected)
        return std::make_unique<ScriptedDial>(nullptr, line.failure);
    auto wire = std::make_unique<ScriptedWire>(*this, names);
    wire->take(line, {});
    return std::make_unique<ScriptedDial>(std::move(wire), std::nullopt);
}

std::unique_ptr<net::ServiceLookup> ScriptedNetwork::lookUpServices(const std::string &name)
{
    const Line line = play(Line::Act::services, {name}, {});
    return std::make_unique<ScriptedServiceLookup>(line.services, line.failure);
}

std::unique_ptr<net::Handshake> ScriptedNetwork::secure(std::unique_ptr<net::Wire> wire, const std::string &host, net::OldestTls)
{
    const std::lock_guard lock(mutex_);
    auto &scripted = dynamic_cast<ScriptedWire &>(*wire); // all wires of this network are
    Line line = play(Line::Act::secure, {host}, {});
    if (line.peer && line.peer->name.empty())
        line.peer->name = host;
    Line speech = line;
    speech.failure.reset(); // it ends the handshake, not the connection
    scripted.take(speech, {});
    return std::make_unique<ScriptedHandshake>(std::move(wire), line.peer, line.failure);
}

Walked walkOver(net::Network &network, const Path &path, const net::Stop &stop, Deadlines deadlines,
                std::vector<net::Detour> detours, const net::Skip *skip)
{
    trace::Recorder recorder{trace::Asked{}};
    net::Journey journey{recorder, network, deadlines, std::move(detours), skip};
    auto stopped = net::Step::walk(journey, stop, {trace::Kind::walk, "Walk", ""}, path);
    return {recorder.trace(), std::move(stopped)};
}

std::vector<trace::Hop> innermostFailures(const trace::Trace &trace)
{
    std::vector<trace::Hop> found;
    for (const trace::Hop &hop : trace.hops) {
        const bool below = std::any_of(trace.hops.begin(), trace.hops.end(), [&](const trace::Hop &child) {
            return child.parent == hop.id && child.outcome == Outcome::failed;
        });
        if (hop.outcome == Outcome::failed && !below)
            found.push_back(hop);
    }
    return found;
}

std::vector<trace::Hop> hopsOf(const trace::Trace &trace, trace::Kind kind)
{
    std::vector<trace::Hop> found;
    std::copy_if(trace.hops.begin(), trace.hops.end(), std::back_inserter(found),
                 [&](const trace::Hop &hop) { return hop.kind == kind; });
    return found;
}

void expectAllClosed(const trace::Trace &trace)
{
    for (const trace::Hop &hop : trace.hops)
        EXPECT_TRUE(hop.closed && hop.outcome != Outcome::running)
            << "hop " << hop.id << " \"" << hop.title << "\" is still open";
}

std::string toText(const Mishap &mishap)
{
    static constexpr std::string_view ways[] = {"refusal", "silence", "reset", "close", "stop"};
    return std::string(ways[static_cast<std::size_t>(mishap.way)]) + " at act " + std::to_string(mishap.act);
}

namespace {

using Way = Mishap::Way;
using Act = Line::Act;

std::vector<Way> waysOf(const ScriptedNetwork::Played &played)
{
    if (played.act == Act::lookUp || played.act == Act::services)
        return {Way::refusal, Way::silence, Way::stop};
    if (played.act == Act::dial)
        return {Way::refusal, Way::silence, Way::reset, Way::stop};
    if (played.act == Act::secure)
        return {Way::refusal, Way::silence, Way::reset, Way::close, Way::stop};
    if (played.answered)
        return {Way::silence, Way::reset, Way::close, Way::stop};
    return {Way::reset, Way::stop};
}

Code codeOf(Way way, Act act)
{
    if (way == Way::refusal && act == Act::secure)
        return Code::tlsAlert;
    if (way == Way::refusal)
        return act == Act::dial ? Code::refused : Code::nameNotFound;
    if (way == Way::silence)
        return Code::timeout;
    return way == Way::reset ? Code::reset : Code::closed;
}

void expectHonestFailure(const Walked &walked, Code code)
{
    ASSERT_TRUE(walked.stopped.has_value()) << "the walk did not notice";
    EXPECT_EQ(nameOf(walked.stopped->failure.code), nameOf(code));
    const auto failures = innermostFailures(walked.trace);
    ASSERT_EQ(failures.size(), 1u);
    EXPECT_EQ(failures.front().id, walked.stopped->hop);
    ASSERT_TRUE(failures.front().failure.has_value());
    EXPECT_EQ(nameOf(failures.front().failure->code), nameOf(code));
}

void expectCancelled(const Walked &walked)
{
    ASSERT_TRUE(walked.stopped.has_value()) << "the walk did not stop";
    EXPECT_TRUE(walked.stopped->cancelled);
    EXPECT_TRUE(innermostFailures(walked.trace).empty());
    EXPECT_EQ(nameOf(walked.trace.hops.front().outcome), nameOf(Outcome::cancelled));
}

void rerun(const std::function<void(ScriptedNetwork &)> &script, const Path &path, const Mishap &mishap,
           const ScriptedNetwork::Played &act, Milliseconds patience)
{
    SCOPED_TRACE(toText(mishap));
    const net::Stop stop;
    ScriptedNetwork network;
    script(network);
    network.breakAt(mishap, stop);
    const auto deadline = mishap.way == Way::silence ? Milliseconds(50) : patience;
    const Walked walked = walkOver(network, path, stop, Deadlines::all(deadline));
    expectAllClosed(walked.trace);
    if (act.forgivable)
        return;
    if (mishap.way == Way::stop)
        expectCancelled(walked);
    else
        expectHonestFailure(walked, codeOf(mishap.way, act.act));
}

} // namespace

void rerunFailingAtEachAct(const std::function<void(ScriptedNetwork &)> &script, const Path &path, Milliseconds patience)
{
    std::vector<ScriptedNetwork::Played> acts;
    {
        ScriptedNetwork whole;
        script(whole);
        const Walked walked = walkOver(whole, path, {}, Deadlines::all(patience));
        ASSERT_FALSE(walked.stopped.has_value()) << walked.stopped->failure.text;
        expectAllClosed(walked.trace);
        acts = whole.played();
    }
    for (const auto &act : acts)
        for (const Way way : waysOf(act))
            rerun(script, path, {act.line, way}, act, patience);
}

} // namespace mailwalk::test
