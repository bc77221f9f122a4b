#include "exchange/role.h"

#include "rpc/mapper.h"

namespace mailwalk::exchange {

using namespace wire::dcerpc;

void askWhatElse(const net::Step &step, const rpc::Place &server)
{
    for (const Interface *interface : {&emsmdbInterface, &nspiInterface, &drsuapiInterface})
        (void)step.attempt({trace::Kind::probe, std::string("Does this machine have ") + interface->name + "?", server.host},
                           [&](const net::Step &probe) { return rpc::portOf(probe, server.host, server.addresses, *interface); });
}

} // namespace mailwalk::exchange
