#include "rpc/desk.h"

#include "rpc/channel.h"
#include "rpc/mapper.h"
#include "rpc/over_http.h"
#include "rpc/over_tcp.h"

#include <functional>

namespace mailwalk::rpc {

namespace {

net::Plan bindPlan(const Desk &desk, const Endpoint &target)
{
    return {trace::Kind::bind, std::string("Bind to ") + desk.interface.name, toText(target)};
}

void failIfObjected(const net::Step &step, const std::optional<trace::Failure> &objection, const Desk &desk,
                    const std::string &host)
{
    if (objection)
        step.run({trace::Kind::bind, std::string("Go to ") + desk.interface.name, host},
                 [&](const net::Step &hop) { hop.fail(*objection); });
}

// Waited for outside the bind: whoever is refused meanwhile has not begun.
http::SignIn::Turn turnFor(const net::Step &step, const Desk &desk, const Endpoint &target, http::SignIn &signIn)
{
    try {
        return signIn.turn(step, target.host);
    } catch (const net::Stopped &why) {
        if (!why.cancelled && signIn.refusal())
            step.skip(bindPlan(desk, target), trace::Reason::wouldRiskLockout);
        throw;
    }
}

// A server that does not know one way of signing in is asked again with the next, over a new stream; after a refusal nothing is
// tried any more.
Association bindInOrder(const net::Step &step, const Desk &desk, const Endpoint &target, http::SignIn &signIn, auth::Level level,
                        const std::function<std::unique_ptr<PduStream>()> &open)
{
    const auto &mechanisms = signIn.rules().mechanisms;
    for (std::size_t i = 0;; ++i) {
        auto stream = open();
        if (!stream->isTunnelled() && signIn.consult(step, target.host, stream->address()))
            stream = open(); // it was idle while somebody thought
        auto turn = turnFor(step, desk, target, signIn);
        const Binding binding{desk.interface, desk.serviceClass + "/" + target.host, &signIn, mechanisms[i], level};
        auto bound = step.attempt(bindPlan(desk, target), [&](const net::Step &hop) {
            return Association::bind(hop, std::move(stream), binding, std::move(turn));
        });
        if (bound)
            return std::move(*bound);
        const bool another = bound.error().failure.code == trace::Code::authUnsupported && i + 1 < mechanisms.size();
        if (!another)
            throw bound.error();
    }
}

} // namespace

Association goTo(const net::Step &step, const Place &place, const Desk &desk, http::SignIn &signIn, auth::Level level)
{
    failIfObjected(step, signIn.objection(place.host), desk, place.host);
    const Endpoint target{place.host, portOf(step, place.host, place.addresses, desk.interface)};
    if (const auto refusal = signIn.refusal()) {
        step.skip(bindPlan(desk, target), trace::Reason::wouldRiskLockout);
        throw *refusal;
    }
    return bindInOrder(step, desk, target, signIn, level, [&] { return overTcp(step.connect(target, place.addresses)); });
}

void reach(const net::Step &step, const Place &place, const Desk &desk)
{
    const Endpoint target{place.host, portOf(step, place.host, place.addresses, desk.interface)};
    step.connect(target, place.addresses);
    step.skip(bindPlan(desk, target), trace::Reason::needsPassword);
}

Association goThrough(const net::Step &step, const Proxy &proxy, const std::string &server, const Desk &desk,
                      http::SignIn &signIn, auth::Level level, std::unique_ptr<PduStream> opened)
{
    failIfObjected(step, signIn.objection(proxy.place.host), desk, proxy.place.host);
    const Endpoint target{server, desk.httpPort};
    if (const auto refusal = signIn.refusal()) {
        step.skip(channelPlan(proxy, target), trace::Reason::wouldRiskLockout);
        step.skip(bindPlan(desk, target), trace::Reason::wouldRiskLockout);
        throw *refusal;
    }
    return bindInOrder(step, desk, target, signIn, level,
                       [&] { return opened ? std::move(opened) : overHttp(step, proxy, target, signIn); });
}

} // namespace mailwalk::rpc
