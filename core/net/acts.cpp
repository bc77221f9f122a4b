#include "base/text.h"
#include "net/step.h"

#include <algorithm>

namespace mailwalk::net {

using trace::Code;
using trace::Hop;
using trace::Kind;

static constexpr std::size_t mostSentAtOnce = 64 * 1024;

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

void Step::send(Stream &stream, View bytes) const
{
    Wire &wire = *stream.wire_;
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
    Wire &wire = *stream.wire_;
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

void Step::await(Waitable &event, const std::string &what) const
{
    if (!until(deadline(), {&event}, [&] { return event.ready(); }))
        fail({Code::timeout, "waited in vain for " + what, {}, {}});
}

} // namespace mailwalk::net
