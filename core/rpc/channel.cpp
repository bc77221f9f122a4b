#include "rpc/channel.h"

#include "rpc/principal.h"
#include "rpc/proxy_failures.h"

namespace mailwalk::rpc {

using http::Connection;
using trace::Kind;

namespace {

const Bytes echoBody{0xf8, 0xe8, 0x18, 0x08}; // as Windows sends it; a body of at most 16 bytes asks for an echo, 2.1.2.1.5

std::string methodOf(Direction direction) { return direction == Direction::in ? "RPC_IN_DATA" : "RPC_OUT_DATA"; }

http::Headers commonHeaders()
{
    return {{"Accept", "application/rpc"}, {"Cache-Control", "no-cache"}, {"Pragma", "No-cache"}, {"User-Agent", "MSRPC"}};
}

http::Request echoRequest(const Passage &passage, Direction direction)
{
    return {methodOf(direction), passage.url().target, commonHeaders(), echoBody};
}

void checkPrincipal(const net::Step &step, const Passage &passage, const net::Stream &stream)
{
    const Proxy &proxy = passage.proxy;
    if (!namesPrincipal(proxy.principal))
        return;
    step.run({Kind::proxy, "Compare the principal name", toText(stream.target())}, [&](const net::Step &hop) {
        hop.fact("principal", proxy.principal);
        const auto &peer = stream.peer();
        if (const auto failure = objection(peer ? *peer : net::Peer{}, proxy.principal, proxy.rule))
            hop.fail(*failure);
    });
}

// Some servers close after the first answer; the next request then needs a connection of its own.
void keepUsable(const net::Step &step, Connection &connection, const Passage &passage)
{
    if (!connection.isReusable())
        connection = connectToProxy(step, passage);
}

// Asked again and again, as the turn of a sign-in is: whoever proves the password may be in another lane.
class Proven final : public net::Waitable
{
public:
    Proven(const http::SignIn &signIn, const std::string &door) : signIn_(signIn), door_(door) {}
    void watch(std::vector<net::Watch> &) const override {}
    std::optional<Clock::time_point> wakeAt() const override { return Clock::now() + Milliseconds(5); }
    void progress() override {}
    bool ready() const override { return signIn_.isAccepted(door_) || signIn_.refusal(); }

private:
    const http::SignIn &signIn_;
    const std::string &door_;
};

void awaitProof(const net::Step &step, const http::SignIn &signIn, const std::string &door)
{
    Proven proven(signIn, door);
    step.await(proven, "the OUT channel's sign-in to be accepted");
    if (const auto refusal = signIn.refusal())
        throw *refusal;
}

enum class Standing { toSignIn, signedIn };

// A short request may be too short for a server; whatever else it says, the long one would hear too.
void refuseNoProxy(const net::Step &hop, const http::Response &answer)
{
    const bool isUndecided = answer.status() / 100 == 2 || answer.status() == 400 || answer.status() == 411;
    if (!isUndecided)
        hop.fail(refusedBy(hop, answer));
}

Standing provePassword(const net::Step &step, Connection &connection, const Passage &passage, http::Scheme scheme)
{
    http::exchangeSignedIn(step, connection, echoRequest(passage, Direction::out), scheme, *passage.signIn, refuseNoProxy);
    // NTLM signs in a connection, Basic a request.
    const bool lasts = scheme != http::Scheme::basic && connection.isReusable();
    keepUsable(step, connection, passage);
    return lasts ? Standing::signedIn : Standing::toSignIn;
}

std::optional<http::Admission> signInto(const net::Step &step, Connection &connection, const Passage &passage,
                                        Direction direction, http::Scheme scheme)
{
    http::SignIn &signIn = *passage.signIn;
    const std::string door = passage.door();
    if (!signIn.isAccepted(door) && direction == Direction::in)
        awaitProof(step, signIn, door);
    if (!signIn.isAccepted(door) && provePassword(step, connection, passage, scheme) == Standing::signedIn)
        return std::nullopt;
    return http::admit(step, connection, echoRequest(passage, direction), scheme, signIn);
}

// [MS-RPCH] 2.1.2.1.1, 2.1.2.1.2
http::RequestHead longRequest(const Passage &passage, Direction direction, std::uint64_t length)
{
    const auto url = passage.url();
    http::RequestHead head{methodOf(direction), url.target, 1, commonHeaders()};
    head.headers.push_back({"Host", url.port == 443 ? url.host : toText(Endpoint{url.host, url.port})});
    head.headers.push_back({"Connection", "Keep-Alive"});
    head.headers.push_back({"Content-Length", std::to_string(length)});
    return head;
}

void sendRequest(const net::Step &step, Channel &channel, const Passage &passage, std::uint64_t length)
{
    const auto head = longRequest(passage, channel.direction, length);
    step.run(channel.connection.plan(head.method, head.target), [&](const net::Step &hop) {
        hop.fact("content length", std::to_string(length));
        if (channel.admission)
            hop.fact("auth_type", std::string(nameOf(channel.admission->scheme)));
        channel.connection.send(hop, head, channel.admission ? &channel.admission->header : nullptr);
    });
}

http::Scheme chosen(const net::Step &hop, const http::Offer &offer, const Passage &passage)
{
    return http::choose(hop, offer, passage.proxy.schemes, *passage.signIn, passage.proxy.place.host);
}

} // namespace

std::string_view nameOf(Direction direction) { return direction == Direction::in ? "IN" : "OUT"; }

std::string Passage::door() const { return http::doorOf(proxy.place.host, url().target); }

http::Url Passage::url() const { return {true, proxy.place.host, proxy.port, "/rpc/rpcproxy.dll?" + toText(server)}; }

net::Plan channelPlan(const Proxy &proxy, const Endpoint &server)
{
    return {Kind::channel, "Open the virtual connection through " + proxy.place.host, toText(server)};
}

Connection connectToProxy(const net::Step &step, const Passage &passage)
{
    auto connection = Connection::open(step, passage.url(), passage.proxy.place.addresses, passage.proxy.oldestTls);
    checkPrincipal(step, passage, connection.stream());
    return connection;
}

std::optional<http::Offer> firstContact(const net::Step &hop, Connection &connection, const Passage &passage, Direction direction)
{
    const auto answer = connection.exchange(hop, echoRequest(passage, direction));
    if (answer.status() == 401)
        return http::offerIn(hop, answer);
    if (!opensChannel(answer.head))
        hop.fail(refusedBy(hop, answer));
    hop.fact("offers", "no sign-in needed");
    return std::nullopt;
}

net::Plan firstContactPlan(const Connection &connection, const Passage &passage, Direction direction)
{
    auto plan = connection.plan(methodOf(direction), passage.url().target);
    plan.title += " (first contact)";
    return plan;
}

std::unique_ptr<Channel> openChannel(const net::Step &step, const Passage &passage, Direction direction,
                                     std::uint64_t contentLength)
{
    Connection connection = connectToProxy(step, passage);
    const auto scheme = step.run(firstContactPlan(connection, passage, direction), [&](const net::Step &hop) {
        const auto offer = firstContact(hop, connection, passage, direction);
        return offer ? std::optional(chosen(hop, *offer, passage)) : std::nullopt;
    });
    keepUsable(step, connection, passage);
    auto admission = scheme ? signInto(step, connection, passage, direction, *scheme) : std::nullopt;
    auto channel = std::make_unique<Channel>(Channel{direction, std::move(connection), std::move(admission), scheme.has_value()});
    sendRequest(step, *channel, passage, contentLength);
    return channel;
}

} // namespace mailwalk::rpc
