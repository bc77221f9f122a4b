#include "base/text.h"
#include "net/step.h"

#include <algorithm>

namespace mailwalk::net {

using trace::Code;
using trace::Hop;
using trace::Kind;

static constexpr std::size_t mostSentAtOnce = 64 * 1024;

static constexpr std::string_view noWire = "the connection is over since its handshake failed";

static std::string within(Milliseconds time) { return " within " + std::to_string(time.count()) + " ms"; }

std::vector<Address> Step::resolve(const std::string &host) const
{
    if (const auto number = addressFrom(host))
        return {*number};
    return run({Kind::resolve, "Look up " + host, host}, [&](const Step &hop) { return hop.ask(host); });
}

std::vector<Address> Step::ask(const std::string &host) const
{
    if (!isHostName(host))
        fail({Code::nameNotFound, "this is not a host name", "letters, digits, '-' and '.'", oneLine(host)});
    const auto lookup = journey_.network.lookUp(host);
    const bool inTime = until(deadline(), {lookup.get()}, [&] { return lookup->ready(); });
    Resolution known = lookup->outcome();
    facts(known.facts);
    if (known.oddity)
        warn({Code::nameServerFailure, *known.oddity, {}, {}});
    if (!known.addresses.empty())
        return known.addresses;
    if (!inTime)
        fail({Code::timeout, "no answer from the name service" + within(allowed_), {}, {}});
    fail(known.failure.value_or(Failure{Code::nameNoData, "the name has no address", {}, {}}));
}

std::vector<Service> Step::services(const std::string &name) const
{
    return run({Kind::resolve, "Look up the services " + name, name}, [&](const Step &hop) { return hop.askServices(name); });
}

std::vector<Service> Step::askServices(const std::string &name) const
{
    if (!isHostName(name))
        fail({Code::nameNotFound, "this is not the name of a service", "letters, digits, '-', '_' and '.'", oneLine(name)});
    const auto lookup = journey_.network.lookUpServices(name);
    const bool inTime = until(deadline(), {lookup.get()}, [&] { return lookup->ready(); });
    ServiceResolution known = lookup->outcome();
    facts(known.facts);
    if (!known.services.empty())
        return known.services;
    if (!inTime)
        fail({Code::timeout, "no answer from the name service" + within(allowed_), {}, {}});
    fail(known.failure.value_or(Failure{Code::nameNoData, "the name has no SRV record", {}, {}}));
}

void Step::secure(Stream &stream, OldestTls oldest) const
{
    const std::string target = toText(stream.target_);
    run({Kind::secure, "Secure the connection to " + target, target}, [&](const Step &hop) {
        hop.shakeHands(stream, [&] { return journey_.network.secure(std::move(stream.wire_), stream.target_.host, oldest); });
    });
}

void Step::secureUnproven(Stream &stream) const
{
    const std::string target = toText(stream.target_);
    run({Kind::secure, "Go on with TLS, whoever answers at " + target, target}, [&](const Step &hop) {
        hop.shakeHands(stream, [&] { return journey_.network.secureUnproven(std::move(stream.wire_), stream.target_.host); });
        stream.peer_->name.clear();
    });
}

void Step::shakeHands(Stream &stream, const std::function<std::unique_ptr<Handshake>()> &begin) const
{
    wireOf(stream);
    const auto handshake = begin();
    const auto note = [&] {
        facts(handshake->facts());
        if (std::string seen = handshake->excerpt(); !seen.empty())
            excerpt(std::move(seen));
        const Volume volume = handshake->volume();
        journey_.recorder.change(hop_, [&](Hop &hop) {
            hop.sent += volume.sent;
            hop.received += volume.received;
        });
    };
    bool inTime = false;
    try {
        inTime = until(deadline(), {handshake.get()}, [&] { return handshake->ready(); });
    } catch (const Stopped &) {
        note();
        throw;
    }
    note();
    if (!inTime)
        fail({Code::timeout, "the TLS handshake was not finished" + within(allowed_), {}, {}});
    auto outcome = handshake->outcome();
    if (!outcome)
        fail(outcome.error());
    if (outcome->oddity)
        warn(*outcome->oddity);
    stream.wire_ = std::move(outcome->wire);
    stream.peer_ = std::move(outcome->peer);
}

Wire &Step::wireOf(Stream &stream) const
{
    if (!stream.wire_)
        fail({Code::closed, std::string(noWire), {}, {}});
    return *stream.wire_;
}

void Step::send(Stream &stream, View bytes) const
{
    Wire &wire = wireOf(stream);
    const auto late = deadline();
    if (Clock::now() >= late) // a peer that never falls silent does not make it longer
        fail({Code::timeout, "the other side took no more bytes" + within(allowed_), {}, {}});
    std::optional<Failure> failure;
    const auto piece = [&] {
        const auto taken = wire.send(bytes.first(std::min(bytes.size(), mostSentAtOnce)));
        if (!taken) {
            failure = taken.error();
            return true;
        }
        bytes = bytes.subspan(*taken);
        journey_.recorder.change(hop_, [&](Hop &hop) { hop.sent += *taken; });
        return *taken > 0;
    };
    const struct Sending {
        Wire &wire;
        explicit Sending(Wire &on) : wire(on) { wire.awaitSending(true); }
        ~Sending() { wire.awaitSending(false); }
    } sending(wire);
    while (!bytes.empty() && !failure)
        if (!until(late, {&wire}, piece))
            failure = Failure{Code::timeout, "the other side took no more bytes" + within(allowed_), {}, {}};
    if (failure)
        fail(*failure);
}

void Step::receive(Stream &stream, Bytes &into, std::size_t most) const
{
    Wire &wire = wireOf(stream);
    const auto late = deadline();
    if (Clock::now() >= late)
        fail({Code::timeout, "no whole answer" + within(allowed_), {}, {}});
    std::optional<Failure> failure;
    const auto piece = [&] {
        const auto got = wire.receive(most);
        if (!got) {
            failure = got.error();
            return true;
        }
        append(into, *got);
        journey_.recorder.change(hop_, [&](Hop &hop) { hop.received += got->size(); });
        return !got->empty();
    };
    if (!until(late, {&wire}, piece))
        failure = Failure{Code::timeout, "no answer" + within(allowed_), {}, {}};
    if (failure)
        fail(*failure);
}

// When several have spoken, the first of the list is heard; its callers put the one first that must not starve.
Heard Step::receive(const std::vector<Ear> &ears, std::size_t most) const
{
    const auto late = deadline();
    if (Clock::now() >= late)
        fail({Code::timeout, "no whole answer" + within(allowed_), {}, {}});
    std::vector<Waitable *> wires;
    for (const Ear &ear : ears)
        wires.push_back(&wireOf(ear.stream));
    std::optional<Heard> heard;
    const auto anyone = [&] {
        for (std::size_t i = 0; i < ears.size() && !heard; ++i)
            heard = listen(ears[i], i, most);
        return heard.has_value();
    };
    if (!until(late, wires, anyone))
        fail({Code::timeout, "no answer" + within(allowed_), {}, {}});
    return *heard;
}

std::optional<Heard> Step::overhear(const Ear &ear, std::size_t most) const
{
    wireOf(ear.stream).progress();
    return listen(ear, 0, most);
}

std::optional<Heard> Step::listen(const Ear &ear, std::size_t which, std::size_t most) const
{
    const auto got = ear.stream.wire_->receive(most);
    if (!got)
        return Heard{which, got.error()};
    if (got->empty())
        return {};
    append(ear.into, *got);
    journey_.recorder.change(hop_, [&](Hop &hop) { hop.received += got->size(); });
    return Heard{which, {}};
}

void Step::await(Waitable &event, const std::string &what) const
{
    constexpr int answers = 3; // whoever it waits for may need as many, and shall be the one that is late
    await(event, what, answers * journey_.deadlines.answer);
}

void Step::await(Waitable &event, const std::string &what, Milliseconds longest) const
{
    if (!until(
            Clock::now() + longest, {&event}, [&] { return event.ready(); }, nullptr))
        fail({Code::timeout, "waited in vain for " + what, {}, {}});
}

} // namespace mailwalk::net
