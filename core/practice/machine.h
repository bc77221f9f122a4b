#pragma once

#include "practice/back_ends.h"
#include "practice/mapper.h"
#include "practice/plan.h"
#include "practice/porter.h"
#include "practice/rpc_port.h"
#include "practice/store.h"

namespace mailwalk::practice {

/// One machine of the organisation with its services, each on a port of its own that only the mapper tells.
class MachineRoom
{
public:
    /// All four must outlive it.
    MachineRoom(const Machine &machine, const Plan &plan, Realm &realm, const Address &address);

    std::uint16_t open(Porter &porter); ///< the port of the mapper
    void openTunnelled(Porter &porter, BackEnds &backEnds);

private:
    std::uint16_t openPort(Porter &porter, Door door, RpcService *service);
    using Reached = Store::Reached;
    std::unique_ptr<RpcService> serviceFor(const ServicePlan &service, Reached reached) const;

    const Machine &machine_;
    const Plan &plan_;
    Realm &realm_;
    Address address_;
    Associations associations_;
    Mapper mapper_;
    std::vector<std::unique_ptr<RpcService>> services_;
    std::vector<std::unique_ptr<RpcPort>> ports_;
};

} // namespace mailwalk::practice
