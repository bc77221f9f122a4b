#include "practice/machine.h"

#include "practice/address_book.h"

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
    return {address.bytes[0], address.bytes[1], address.bytes[2], address.bytes[3]};
}

} // namespace

MachineRoom::MachineRoom(const Machine &machine, const Plan &plan, Realm &realm, const Address &address)
    : machine_(machine), plan_(plan), realm_(realm), address_(address), mapper_(hostOf(address))
{
}

std::uint16_t MachineRoom::open(Porter &porter)
{
    for (const ServicePlan &service : machine_.services) {
        services_.push_back(serviceFor(service, Reached::overTcp));
        const std::uint16_t port = openPort(porter, service.door, services_.back().get());
        if (service.registered)
            mapper_.add(*service.offered, port);
    }
    return openPort(porter, machine_.mapper, &mapper_);
}

std::uint16_t MachineRoom::openPort(Porter &porter, Door door, RpcService *service)
{
    const auto manner = door == Door::hangsUpAfterBind ? RpcPort::Manner::hangsUpAfterBind : RpcPort::Manner::polite;
    ports_.push_back(std::make_unique<RpcPort>(RpcPort{machine_.host, {service}, associations_, realm_, 0, manner}));
    RpcPort &port = *ports_.back();
    port.number = openDoor(porter, door, address_, [&port](Stream &stream) { port.converse(stream); });
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
        backEnds.add(machine_.host, number, {address_, openDoor(porter, service.door, address_, visit)});
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
