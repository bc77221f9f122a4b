#pragma once

#include "practice/back_ends.h"
#include "practice/ground.h"
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
    /// All but the ground must outlive it.
    MachineRoom(const Machine &machine, const Plan &plan, Realm &realm, const Ground &ground);

    std::uint16_t open(Porter &porter); ///< the port of the mapper
    void openTunnelled(Porter &porter, BackEnds &backEnds);
    const std::vector<std::unique_ptr<RpcPort>> &ports() const { return ports_; }

private:
    std::uint16_t openService(Porter &porter, const ServicePlan &plan, RpcService *service);
    std::uint16_t openPort(Porter &porter, Door door, RpcService *service, PortRange among);
    RpcPort *portWith(std::uint16_t pinned) const; ///< null when it is not open yet
    using Reached = Store::Reached;
    std::unique_ptr<RpcService> serviceFor(const ServicePlan &service, Reached reached) const;

    const Machine &machine_;
    const Plan &plan_;
    Realm &realm_;
    Ground ground_;
    Associations associations_;
    Mapper mapper_;
    std::vector<std::unique_ptr<RpcService>> services_;
    std::vector<std::unique_ptr<RpcPort>> ports_;
};

} // namespace mailwalk::practice
