#include "rpc/over_http.h"

#include "rpc/virtual_connection.h"

#include <algorithm>

namespace mailwalk::rpc {

using trace::Kind;

namespace {

constexpr std::uint16_t storePort = 6001; // [MS-OXCRPC] 2.1

} // namespace

std::unique_ptr<PduStream> overHttp(const net::Step &step, const Proxy &proxy, const Endpoint &server, http::SignIn &signIn)
{
    const Passage passage{proxy, server, &signIn};
    std::unique_ptr<Channel> in, out;
    const std::string url = toText(passage.url());
    net::Step::sideBySide(
        step, {{{Kind::attempt, "The OUT channel", url},
                [&](const net::Step &child) { out = openChannel(child, passage, Direction::out, wire::rts::connA1Size); }},
               {{Kind::attempt, "The IN channel", url},
                [&](const net::Step &child) { in = openChannel(child, passage, Direction::in, inLength); }}});
    return step.run(channelPlan(proxy, server), [&](const net::Step &hop) {
        auto connection = std::make_unique<VirtualConnection>(Channels(passage, std::move(in), std::move(out)));
        connection->open(hop);
        return std::unique_ptr<PduStream>(std::move(connection));
    });
}

void reachThrough(const net::Step &step, const Proxy &proxy, const std::string &server)
{
    const Passage passage{proxy, {server, storePort}};
    auto connection = connectToProxy(step, passage);
    step.run(firstContactPlan(connection, passage, Direction::out), [&](const net::Step &hop) {
        const auto offer = firstContact(hop, connection, passage, Direction::out);
        const auto &wanted = proxy.schemes;
        const bool isOurs = !offer || std::any_of(wanted.begin(), wanted.end(), [&](auto each) { return offer->has(each); });
        if (!isOurs)
            hop.fail(http::noCommonScheme(*offer, wanted));
    });
    step.skip(channelPlan(proxy, passage.server), trace::Reason::needsPassword);
    step.skip({Kind::bind, "Bind", toText(passage.server)}, trace::Reason::needsPassword);
}

} // namespace mailwalk::rpc
