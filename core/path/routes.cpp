#include "path/routes.h"

#include "path/stages.h"

namespace mailwalk::path {

using discovery::Protocol;
using discovery::Settings;
using trace::Transport;

namespace {

// What is said now goes before what was stored.
ProxyWay::Entrance typedEntrance(const std::string &proxy, const std::string &principal, const Request &request)
{
    const Scheme stored = request.remembered ? request.remembered->scheme : Scheme::any;
    return {proxy, principal, schemesOf(request.scheme == Scheme::any ? stored : request.scheme), false};
}

// [MS-OXDSCLI] 2.2.4.1.1.2.3: how the client shall sign in. What --auth says goes before it, a word we do not know after both.
std::vector<http::Scheme> schemesFrom(const std::string &authPackage, const Request &request)
{
    const std::string package = sameCase(authPackage);
    if (request.scheme != Scheme::any)
        return schemesOf(request.scheme);
    if (package == "basic")
        return {http::Scheme::basic};
    if (package == "ntlm" || package == "winnt")
        return {http::Scheme::ntlm};
    if (package == "negotiate" || package == "kerb" || package == "kerbntlm")
        return {http::Scheme::negotiate};
    return schemesOf(request.scheme);
}

// EXPR is for outside. Of two EXHTTP the first is for inside, the second for outside ([MS-OXDSCLI] 2.2.4.1.1.2.6).
const Protocol *proxyBlock(const Settings &settings)
{
    const Protocol *found = settings.first("EXPR");
    if (found)
        return found;
    for (const Protocol &protocol : settings.protocols)
        if (protocol.type == "EXHTTP")
            found = &protocol;
    return found;
}

std::string principalIn(const Protocol &block)
{
    const bool isNone = block.certPrincipalName.empty() || sameCase(block.certPrincipalName) == "none";
    return isNone ? std::string() : block.certPrincipalName;
}

void skipLane(const net::Step &walk, const Request &request, Transport transport, trace::Reason reason, std::string why)
{
    if (isChosen(request, transport))
        walk.skip(Stages{transport}.opening(""), reason, {{"reason", std::move(why)}});
}

std::optional<Route> directRoute(const net::Step &walk, const Request &request, const Settings &settings)
{
    const Protocol *block = settings.first("EXCH");
    if (block && isHostName(block->server))
        return Route{Transport::direct, block->server, {}};
    skipLane(walk, request, Transport::direct, trace::Reason::notOffered, block ? "server name is guid@domain" : "no EXCH block");
    return std::nullopt;
}

std::optional<Route> proxyRoute(const net::Step &walk, const Request &request, const Settings &settings)
{
    const Protocol *block = proxyBlock(settings), *inside = settings.first("EXCH");
    if (!block || block->server.empty()) {
        skipLane(walk, request, Transport::rpcHttps, trace::Reason::notOffered, "no EXPR or EXHTTP block");
        return std::nullopt;
    }
    const std::string server = inside && !inside->server.empty() ? inside->server : block->server;
    ProxyWay::Entrance entrance{block->server, principalIn(*block), schemesFrom(block->authPackage, request), true};
    return Route{Transport::rpcHttps, server, {}, {}, std::move(entrance)};
}

// Behind a proxy the Exchange server stands for the directory server; directly nobody asks it for that.
std::optional<Remembered> withoutProxy(std::optional<Remembered> remembered)
{
    if (remembered && !remembered->rpcProxy.empty())
        remembered->directory.clear();
    return remembered;
}

// What a profile that was made with these settings has stored; not the directory server that it was referred to.
Remembered storedFor(const Route &route, const Settings &settings)
{
    Remembered stored{route.server, settings.legacyDn, {}};
    if (route.entrance) {
        stored.rpcProxy = route.entrance->host;
        stored.principal = route.entrance->principal;
    }
    return stored;
}

} // namespace

bool isChosen(const Request &request, Transport transport) { return !request.via || *request.via == transport; }

// Outlook with a proxy configured tries the direct connection as well.
std::vector<Route> routesFrom(const net::Step &walk, const Request &typed)
{
    const auto &remembered = typed.remembered;
    const std::string server = typed.server ? *typed.server : remembered ? remembered->server : "";
    const std::string proxy = typed.rpcProxy ? *typed.rpcProxy : remembered ? remembered->rpcProxy : "";
    const std::string principal = typed.principal ? *typed.principal : remembered ? remembered->principal : "";
    const std::string mailbox = typed.mailbox ? *typed.mailbox : typed.address.value_or("");
    std::vector<Route> routes;
    if (!isHostName(server) && !addressFrom(server))
        skipLane(walk, typed, Transport::direct, trace::Reason::notOffered, "server name is guid@domain");
    else if (isChosen(typed, Transport::direct))
        routes.push_back({Transport::direct, server, mailbox, server, {}, withoutProxy(remembered)});
    if (!proxy.empty() && isChosen(typed, Transport::rpcHttps))
        routes.push_back({Transport::rpcHttps, server, mailbox, proxy, typedEntrance(proxy, principal, typed), remembered});
    return routes;
}

std::vector<Route> routesFrom(const net::Step &walk, const Request &request, const Settings &settings)
{
    std::vector<Route> routes;
    for (const auto &route : {directRoute(walk, request, settings), proxyRoute(walk, request, settings)})
        if (route && isChosen(request, route->transport))
            routes.push_back(*route);
    if (settings.first("mapiHttp"))
        skipLane(walk, request, Transport::mapiHttps, trace::Reason::policy, "offered, and not walked by this version");
    if (request.profile == Profile::finished)
        for (Route &route : routes)
            route.remembered = storedFor(route, settings);
    for (Route &route : routes)
        route.mailbox = !settings.smtpAddress.empty() ? settings.smtpAddress : request.address.value_or("");
    return routes;
}

} // namespace mailwalk::path
