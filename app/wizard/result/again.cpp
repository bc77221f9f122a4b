#include "wizard/result/again.h"

#include "base/endpoint.h"
#include "path/account.h"

#include <algorithm>

namespace mailwalk::wizard {

using trace::Hop;
using trace::Stage;
using trace::Trace;
using trace::Transport;

namespace {

const Hop *passedDiscovery(const Trace &trace)
{
    const auto found = std::find_if(trace.hops.begin(), trace.hops.end(), [](const Hop &hop) {
        return hop.kind == trace::Kind::stage && hop.stage == Stage::discover && hop.outcome != trace::Outcome::failed;
    });
    return found == trace.hops.end() ? nullptr : &*found;
}

std::string told(const Hop &discovery, std::string_view setting)
{
    const std::string *value = discovery.fact(setting);
    return value ? *value : std::string();
}

// A "guid@domain" cannot be typed: Autodiscover has to be asked again. And what is typed counts as the person's own: a host
// outside their domain must not become that because a server, or a file, has named it.
void typeWhatWasTold(path::Request &request, const Hop &discovery, Transport lane)
{
    const std::string inside = told(discovery, "EXCH: Server"), outside = told(discovery, "EXPR: Server");
    const http::Consent own = path::consentOf(request);
    const auto canBeTyped = [&](const std::string &host) { return isHostName(host) && own.isOwn(host); };
    if (!canBeTyped(inside) || (lane == Transport::rpcHttps && !canBeTyped(outside)))
        return;
    request.server = inside;
    if (!request.mailbox)
        request.mailbox = request.address;
    if (lane != Transport::rpcHttps)
        return;
    request.rpcProxy = outside;
    if (const std::string principal = told(discovery, "EXPR: CertPrincipalName"); principal.starts_with("msstd:"))
        request.principal = principal;
}

std::string factOf(const Trace &trace, Transport lane, std::string_view name)
{
    for (const Hop &hop : trace.hops)
        if (const std::string *value = hop.transport == lane ? hop.fact(name) : nullptr)
            return *value;
    return {};
}

// With what the profile has stored by then only the mailbox itself is left to be opened.
std::optional<path::Remembered> storedFor(const Trace &trace, Transport lane, const http::Consent &own)
{
    auto stored = path::rememberedFrom(trace);
    if (!stored || !own.isOwn(stored->server))
        return std::nullopt;
    if (lane == Transport::direct)
        return stored;
    stored->rpcProxy = factOf(trace, lane, "rpc proxy");
    stored->principal = factOf(trace, lane, "principal");
    return own.isOwn(stored->rpcProxy) ? stored : std::nullopt;
}

std::optional<Transport> laneOf(const Trace &trace, const diagnosis::Verdict &verdict)
{
    const Hop *hop = trace.hop(verdict.hop.value_or(0));
    while (hop && !hop->transport)
        hop = trace.hop(hop->parent);
    return hop ? hop->transport : std::nullopt;
}

path::Request openingOnly(path::Request request, path::Remembered stored)
{
    request.mailbox.reset();
    request.server.reset();
    request.profile = path::Profile::finished;
    request.remembered = std::move(stored);
    return request;
}

} // namespace

path::Request sameAgain(const Trace &trace)
{
    path::Request request;
    request.address = trace.asked.address;
    request.mailbox = trace.asked.mailbox;
    request.server = trace.asked.server;
    request.profile = path::profileFrom(trace.asked.profile).value_or(request.profile);
    request.outlook = path::outlookFrom(trace.asked.outlook).value_or(request.outlook);
    return request;
}

std::optional<path::Request> failedWayAgain(const Trace &trace, const diagnosis::Verdict &verdict)
{
    const auto lane = laneOf(trace, verdict);
    if (verdict.outcome != diagnosis::Result::fails || !lane)
        return std::nullopt;
    path::Request request = sameAgain(trace);
    request.via = lane;
    if (auto stored = verdict.stage == Stage::open ? storedFor(trace, *lane, path::consentOf(request)) : std::nullopt)
        return openingOnly(std::move(request), std::move(*stored));
    if (const Hop *discovery = passedDiscovery(trace); discovery && !request.server)
        typeWhatWasTold(request, *discovery, *lane);
    return request;
}

} // namespace mailwalk::wizard
