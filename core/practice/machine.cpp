#include "practice/machine.h"

#include "practice/address_book.h"

#include <algorithm>
#include <stdexcept>

namespace mailwalk::practice {

using namespace wire::dcerpc;

namespace {

/// A service all of whose responses end in the middle.
class CutShort : public RpcService
{
public:
    explicit CutShort(std::unique_ptr<RpcService> whole) : whole_(std::move(whole)) {}
    const Interface &interfaceOf() const override { return whole_->interfaceOf(); }
    Answer answer(const Call &call) override
    {
        Answer answer = whole_->answer(call);
        if (answer)
            answer->resize(answer->size() / 2);
        return answer;
    }

private:
    std::unique_ptr<RpcService> whole_;
};

/// What is behind a port that has lost its service.
class Nobody : public RpcService
{
public:
    const Interface &interfaceOf() const override { return mgmtInterface; }
    Answer answer(const Call &) override { return FaultStatus::ncaOpRngError; }
};

std::array<Byte, 4> hostOf(const Address &address)
{
    if (address.v6)
        return {}; // a tower has room for four bytes, [C706] appendix I
    return {address.bytes[0], address.bytes[1], address.bytes[2], address.bytes[3]};
}

} // namespace

MachineRoom::MachineRoom(const Machine &machine, const Plan &plan, Realm &realm, const Ground &ground)
    : machine_(machine), plan_(plan), realm_(realm), ground_(ground), mapper_(hostOf(ground.address))
{
}

std::uint16_t MachineRoom::open(Porter &porter)
{
    for (const ServicePlan &service : machine_.services) {
        services_.push_back(serviceFor(service, Reached::overTcp));
        const std::uint16_t port = openService(porter, service, services_.back().get());
        if (service.registered)
            mapper_.add(*service.offered, port);
    }
    return openPort(porter, machine_.mapper, &mapper_, ground_.known(mapperPort));
}

std::uint16_t MachineRoom::openService(Porter &porter, const ServicePlan &plan, RpcService *service)
{
    if (!plan.pinned)
        return openPort(porter, plan.door, service, ground_.dynamic);
    if (RpcPort *shared = portWith(plan.pinned))
        shared->services.push_back(service);
    else
        openPort(porter, plan.door, service, PortRange::only(plan.pinned));
    return plan.pinned;
}

RpcPort *MachineRoom::portWith(std::uint16_t pinned) const
{
    const auto found = std::find_if(ports_.begin(), ports_.end(), [&](const auto &port) { return port->number == pinned; });
    return found == ports_.end() ? nullptr : found->get();
}

std::uint16_t MachineRoom::openPort(Porter &porter, Door door, RpcService *service, PortRange among)
{
    const auto manner = door == Door::hangsUpAfterBind ? RpcPort::Manner::hangsUpAfterBind : RpcPort::Manner::polite;
    ports_.push_back(std::make_unique<RpcPort>(RpcPort{machine_.host, {service}, associations_, realm_, 0, manner}));
    RpcPort &port = *ports_.back();
    port.number = openDoor(
        porter, door, ground_.address, [&port](Stream &stream) { port.converse(stream); }, among);
    return port.number;
}

void MachineRoom::openTunnelled(Porter &porter, BackEnds &backEnds)
{
    backEnds.add(machine_.host);
    for (const auto &[number, service] : machine_.tunnelled) {
        services_.push_back(serviceFor(service, Reached::throughProxy));
        ports_.push_back(std::make_unique<RpcPort>(
            RpcPort{machine_.host, {services_.back().get()}, associations_, realm_, number, RpcPort::Manner::polite}));
        const auto visit = [port = ports_.back().get()](Stream &stream) {
            if (stream.send(viewOf(legacyServerResponse)))
                port->converse(stream);
        };
        const auto &address = ground_.address;
        backEnds.add(machine_.host, number, {address, openDoor(porter, service.door, address, visit, ground_.known(number))});
    }
}

std::unique_ptr<RpcService> MachineRoom::serviceFor(const ServicePlan &service, Reached reached) const
{
    std::unique_ptr<RpcService> made;
    if (!service.present)
        made = std::make_unique<Nobody>();
    else if (*service.offered == rfrInterface)
        made = std::make_unique<Referral>(plan_.directory, plan_.referral, reached == Reached::overTcp ? "" : machine_.host);
    else if (*service.offered == nspiInterface)
        made = std::make_unique<AddressBook>(plan_.directory, plan_.addressBook);
    else
        made = std::make_unique<Store>(plan_.directory, plan_.store, plan_.directory.serverOn(machine_.host), reached);
    return service.cutsAnswers ? std::make_unique<CutShort>(std::move(made)) : std::move(made);
}

} // namespace mailwalk::practice
