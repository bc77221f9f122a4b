#include "rpc/desk.h"

#include "rpc/mapper.h"
#include "rpc/over_tcp.h"

namespace mailwalk::rpc {

static net::Plan bindPlan(const wire::dcerpc::Interface &interface, const Endpoint &target)
{
    return {trace::Kind::bind, std::string("Bind to ") + interface.name, toText(target)};
}

Association goTo(const net::Step &step, const std::string &host, const std::vector<Address> &addresses, const wire::dcerpc::Interface &interface,
                 const std::string &service, SignIn &signIn)
{
    const Endpoint target{host, portOf(step, host, addresses, interface)};
    if (const auto refusal = signIn.refusal()) {
        step.skip(bindPlan(interface, target), trace::Reason::wouldRiskLockout);
        throw *refusal;
    }
    const auto &mechanisms = signIn.rules().mechanisms;
    for (std::size_t i = 0;; ++i) {
        net::Stream stream = step.connect(target, addresses);
        auto bound = step.attempt(bindPlan(interface, target), [&](const net::Step &hop) {
            return Association::bind(hop, overTcp(std::move(stream)), {interface, service, &signIn, mechanisms[i]});
        });
        if (bound)
            return std::move(*bound);
        const bool another = bound.error().failure.code == trace::Code::authUnsupported && i + 1 < mechanisms.size();
        if (!another)
            throw bound.error();
    }
}

void reach(const net::Step &step, const std::string &host, const std::vector<Address> &addresses, const wire::dcerpc::Interface &interface)
{
    const Endpoint target{host, portOf(step, host, addresses, interface)};
    step.connect(target, addresses);
    step.skip(bindPlan(interface, target), trace::Reason::needsPassword);
}

} // namespace mailwalk::rpc
