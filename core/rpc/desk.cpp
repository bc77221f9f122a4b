#include "rpc/desk.h"

#include "rpc/mapper.h"
#include "rpc/over_tcp.h"

namespace mailwalk::rpc {

static net::Plan bindPlan(const Desk &desk, const Endpoint &target)
{
    return {trace::Kind::bind, std::string("Bind to ") + desk.interface.name, toText(target)};
}

Association goTo(const net::Step &step, const Place &place, const Desk &desk, http::SignIn &signIn, auth::Level level)
{
    if (const auto objection = signIn.objection(place.host))
        step.run({trace::Kind::bind, std::string("Go to ") + desk.interface.name, place.host},
                 [&](const net::Step &hop) { hop.fail(*objection); });
    const Endpoint target{place.host, portOf(step, place.host, place.addresses, desk.interface)};
    if (const auto refusal = signIn.refusal()) {
        step.skip(bindPlan(desk, target), trace::Reason::wouldRiskLockout);
        throw *refusal;
    }
    const auto &mechanisms = signIn.rules().mechanisms;
    for (std::size_t i = 0;; ++i) {
        net::Stream stream = step.connect(target, place.addresses);
        const Binding binding{desk.interface, desk.serviceClass + "/" + place.host, &signIn, mechanisms[i], level};
        auto bound = step.attempt(bindPlan(desk, target), [&](const net::Step &hop) {
            return Association::bind(hop, overTcp(std::move(stream)), binding);
        });
        if (bound)
            return std::move(*bound);
        const bool another = bound.error().failure.code == trace::Code::authUnsupported && i + 1 < mechanisms.size();
        if (!another)
            throw bound.error();
    }
}

void reach(const net::Step &step, const Place &place, const Desk &desk)
{
    const Endpoint target{place.host, portOf(step, place.host, place.addresses, desk.interface)};
    step.connect(target, place.addresses);
    step.skip(bindPlan(desk, target), trace::Reason::needsPassword);
}

} // namespace mailwalk::rpc
