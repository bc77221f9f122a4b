#include "practice/rpc_proxy.h"

#include "base/text.h"
#include "practice/realm.h"
#include "wire/eeinfo/eeinfo.h"

#include <charconv>

namespace mailwalk::practice {

using namespace wire;
using Manner = RpcProxyPlan::Manner;

namespace {

constexpr std::size_t mostEcho = 16; // [MS-RPCH] 2.1.2.1.5: a longer body opens a channel
constexpr std::chrono::milliseconds patience{1000};

constexpr std::uint32_t serverUnavailable = 0x6ba, protocolError = 0x6c0; // [MS-ERREF] 2.2

std::uint64_t lengthOf(const http::RequestHead &request)
{
    const std::string *length = http::find(request.headers, "Content-Length");
    std::uint64_t value = 0;
    if (length)
        std::from_chars(length->data(), length->data() + length->size(), value);
    return value;
}

// [MS-RPCH] 2.1.2.1.3
Page rpcError(std::uint32_t code, const std::string &more = {})
{
    Page page = plainPage(503, "RPC Error: " + hexNumber(code).substr(2) + more);
    page.body.clear();
    page.headers.push_back({"Connection", "close"});
    return page;
}

constexpr std::uint32_t refused = 10061, noAnswer = 10060, noSuchHost = 11001; // Winsock's

// What the proxy found out, in the words of [MS-EERR] 1.7.
Page serverUnavailableBecause(std::uint32_t status, const std::string &host, std::uint16_t port)
{
    eeinfo::Record record;
    record.computer = utf16(std::string(proxyHost) + '\0');
    record.processId = 4242;
    record.time = static_cast<std::int64_t>(fileTimeNow());
    record.component = eeinfo::Component::httpProxy;
    record.status = status;
    record.location = eeinfo::connectToServer;
    record.parameters = {{eeinfo::ParameterType::unicodeString, 0, utf16(host + '\0')},
                         {eeinfo::ParameterType::longValue, port, {}}};
    return rpcError(serverUnavailable, ", EEInfo: " + toBase64(eeinfo::writeRecords({record})));
}

Page echoPage() { return {200, "Success", {{"Content-Type", "application/rpc"}}, mailwalk::textOf(rts::writePdu(rts::echo()))}; }

// A word on a path that is the proxy's own, from a browser.
Page emptyPage() { return {200, "OK", {{"Content-Type", "text/html"}}, {}}; }

struct Opening {
    rts::Kind kind;
    std::vector<rts::Cookie> cookies;
    std::uint32_t window{};
};

std::optional<Opening> openingOn(HttpConnection &http, rts::Kind first, rts::Kind replacing)
{
    const auto bytes = receivePdu(http);
    if (!bytes)
        return std::nullopt;
    const auto pdu = rts::readPdu(*bytes);
    if (!pdu || !pdu->kind() || (*pdu->kind() != first && *pdu->kind() != replacing))
        return std::nullopt;
    const auto *window = rts::find<rts::ReceiveWindowSize>(*pdu);
    return Opening{*pdu->kind(), rts::cookiesIn(*pdu), window ? window->bytes : 0};
}

} // namespace

// [MS-RPCH] 2.2.2: "/rpc/rpcproxy.dll?server:port"
std::optional<RpcProxy::Destination> RpcProxy::destinationIn(const RpcProxyPlan &plan, const std::string &target) const
{
    const std::size_t query = target.find('?'), colon = target.rfind(':');
    if (query == std::string::npos || colon == std::string::npos || colon < query)
        return std::nullopt;
    std::uint16_t port = 0;
    const char *const end = target.data() + target.size();
    if (const auto [at, error] = std::from_chars(target.data() + colon + 1, end, port); error != std::errc() || at != end)
        return std::nullopt;
    const auto server = std::string_view(target).substr(query + 1, colon - query - 1);
    const std::string host = backEnds_.hostOf(server);
    const bool known = plan.servers == RpcProxyPlan::Servers::byAnyName || server.find('@') != std::string_view::npos;
    return host.empty() || !known ? std::nullopt : std::optional(Destination{host, port});
}

HttpConnection::Next RpcProxy::serve(const RpcProxyPlan &plan, Visitor visitor, const http::RequestHead &request)
{
    const bool isIn = request.method == "RPC_IN_DATA", isOut = request.method == "RPC_OUT_DATA";
    const std::uint64_t length = lengthOf(request);
    if (!isIn && !isOut)
        return visitor.http.answer(emptyPage());
    if (length > plan.mostBody)
        return visitor.http.answer(plainPage(413, "Request Entity Too Large"));
    if (plan.manner == Manner::silent) {
        visitor.tcp.waitForEnd();
        return Next::hangUp;
    }
    if (length <= mostEcho)
        return visitor.http.answer(echoPage());
    const auto destination = destinationIn(plan, request.target);
    if (!destination)
        return visitor.http.answer(notFound());
    if (plan.error)
        return visitor.http.answer(rpcError(plan.error));
    visitor.http.inviteBody();
    return isIn ? serveIn(plan, visitor) : serveOut(plan, visitor, *destination);
}

std::shared_ptr<VirtualConnection> RpcProxy::connectionOf(Living &living, const RpcProxyPlan &plan, const rts::Cookie &id)
{
    const std::lock_guard lock(mutex_);
    std::erase_if(living, [](const auto &entry) { return entry.second.expired(); });
    auto connection = living[id.bytes].lock();
    if (!connection)
        living[id.bytes] = connection = std::make_shared<VirtualConnection>(plan);
    return connection;
}

RpcProxy::Next RpcProxy::serveIn(const RpcProxyPlan &plan, Visitor &visitor)
{
    const auto opening = openingOn(visitor.http, rts::Kind::connB1, rts::Kind::inRxA1);
    if (!opening)
        return visitor.http.answer(rpcError(protocolError));
    Living &living = plan.manner == Manner::separatesChannels ? apart_ : living_;
    const auto connection = connectionOf(living, plan, opening->cookies.front());
    Channel channel{visitor.http, visitor.tcp, opening->cookies.back(), {}, {}};
    if (opening->kind == rts::Kind::connB1)
        connection->serveIn(channel);
    else
        connection->replaceIn(channel, opening->cookies[1]);
    return Next::hangUp;
}

RpcProxy::Next RpcProxy::serveOut(const RpcProxyPlan &plan, Visitor &visitor, const Destination &destination)
{
    const auto opening = openingOn(visitor.http, rts::Kind::connA1, rts::Kind::outRxA3);
    if (!opening || opening->window < rts::leastWindow || opening->window > rts::mostWindow)
        return visitor.http.answer(rpcError(protocolError));
    Channel channel{visitor.http, visitor.tcp, opening->cookies.back(), visitor.proof, opening->window};
    if (opening->kind == rts::Kind::outRxA3) {
        connectionOf(living_, plan, opening->cookies.front())->replaceOut(channel, opening->cookies[1]);
        return Next::hangUp;
    }
    auto server = connect(plan, destination);
    if (!server)
        return visitor.http.answer(server.error());
    connectionOf(living_, plan, opening->cookies.front())->serveOut(channel, std::move(*server), bell_);
    return Next::hangUp;
}

mailwalk::Result<Stream, Page> RpcProxy::connect(const RpcProxyPlan &plan, const Destination &destination) const
{
    const auto &[host, port] = destination;
    if (plan.unresolvable.contains(host))
        return serverUnavailableBecause(noSuchHost, host, port);
    const BackEnds::Place *place = backEnds_.find(host, port);
    if (!place || plan.forbidden.contains(host)) // not among the ports that it may use: no try, so nothing to tell of one
        return rpcError(serverUnavailable);
    auto server = connectTo(place->address, place->port, bell_, patience);
    if (!server)
        return serverUnavailableBecause(server.error().why == Unreached::Why::refused ? refused : noAnswer, host, port);
    Bytes greeting(legacyServerResponse.size());
    const auto spoken = waitForWord({&*server}, bell_, patience);
    if (!spoken || spoken->empty() || !server->receive(greeting) || mailwalk::textOf(greeting) != legacyServerResponse)
        return rpcError(serverUnavailable);
    return std::move(*server);
}

} // namespace mailwalk::practice
