#include "practice/placed.h"

#include "practice/machine.h"
#include "practice/web_site.h"

#include <algorithm>
#include <stdexcept>

namespace mailwalk::practice {

namespace {

constexpr std::uint16_t securePort = 443, plainPort = 80;

bool has(const Plan &plan, const std::string &host)
{
    const auto isIt = [&](const auto &each) { return each.host == host; };
    return std::any_of(plan.machines.begin(), plan.machines.end(), isIt) || std::any_of(plan.web.begin(), plan.web.end(), isIt);
}

void check(const Plan &plan, const Placement &placement)
{
    for (const auto &[host, addresses] : placement.addresses)
        if (addresses.empty() || !has(plan, host))
            throw std::invalid_argument("no such machine: " + host);
    for (const std::string &host : placement.served)
        if (!placement.addresses.contains(host))
            throw std::invalid_argument("no address for " + host);
}

std::string namesOf(const RpcPort &port)
{
    std::string names;
    for (const RpcService *service : port.services)
        names += (names.empty() ? "" : "+") + std::string(service->interfaceOf().name);
    return names;
}

} // namespace

struct PlacedOrganisation::Machinery {
    Machinery(const Plan &whole, const Placement &where, const Authority &authority);

    template <class Open> void atEachAddressOf(const std::string &host, Open open);
    void openMachine(const Machine &machine, const Address &address);
    void openWeb(const WebHost &host, const Address &address);
    void openPort(const WebHost &host, const WebPort &port, const Address &address, std::uint16_t number);
    void tellProxyOf(const Machine &machine);

    const Plan plan;
    const Placement placement;
    const Authority authority;
    Realm realm{plan.directory, plan.locked};
    BackEnds backEnds{plan.directory};
    std::vector<std::unique_ptr<MachineRoom>> machines;
    std::vector<std::unique_ptr<WebSite>> sites;
    std::vector<Served> served;
    Porter within;             // the doors behind the proxy: a firewall outside sees nothing of them
    Porter porter{plan.quiet}; // last: its threads use all of the above, and end first
};

PlacedOrganisation::Machinery::Machinery(const Plan &whole, const Placement &where, const Authority &issuing)
    : plan(whole), placement(where), authority(issuing)
{
    check(plan, placement);
    for (const Machine &machine : plan.machines) {
        tellProxyOf(machine);
        atEachAddressOf(machine.host, [&](const Address &address) { openMachine(machine, address); });
    }
    for (const WebHost &host : plan.web)
        atEachAddressOf(host.host, [&](const Address &address) { openWeb(host, address); });
    within.open();
    porter.open();
}

template <class Open> void PlacedOrganisation::Machinery::atEachAddressOf(const std::string &host, Open open)
{
    if (placement.served.contains(host))
        for (const Address &address : placement.addresses.at(host))
            open(address);
}

void PlacedOrganisation::Machinery::openMachine(const Machine &machine, const Address &address)
{
    const Ground ground{address, Ground::Numbers::real, placement.dynamic};
    MachineRoom &room = *machines.emplace_back(std::make_unique<MachineRoom>(machine, plan, realm, ground));
    room.open(porter);
    room.openTunnelled(within, backEnds);
    for (const auto &port : room.ports())
        served.push_back({machine.host, namesOf(*port), address, port->number});
}

void PlacedOrganisation::Machinery::openWeb(const WebHost &host, const Address &address)
{
    openPort(host, host.secure, address, securePort);
    openPort(host, host.plain, address, plainPort);
}

void PlacedOrganisation::Machinery::openPort(const WebHost &host, const WebPort &port, const Address &address,
                                             std::uint16_t number)
{
    auto tls = number == securePort ? std::make_unique<TlsServer>(authority.issue(host.certificate), host.tls) : nullptr;
    const WebSite::Surroundings surroundings{plan, realm, backEnds, porter.bell()};
    sites.push_back(std::make_unique<WebSite>(host, port, std::move(tls), surroundings));
    sites.back()->open(porter, address, PortRange::only(number));
    served.push_back({host.host, number == securePort ? "HTTPS" : "HTTP", address, number});
}

// The first address stands for all; a proxy asks a name service, which has an order too.
void PlacedOrganisation::Machinery::tellProxyOf(const Machine &machine)
{
    const auto found = placement.addresses.find(machine.host);
    if (found == placement.addresses.end())
        return;
    backEnds.add(machine.host);
    for (const auto &[number, service] : machine.tunnelled)
        backEnds.add(machine.host, number, {found->second.front(), number});
}

PlacedOrganisation::PlacedOrganisation(const Plan &plan, const Placement &placement, const Authority &authority)
    : machinery_(std::make_unique<Machinery>(plan, placement, authority))
{
}

PlacedOrganisation::~PlacedOrganisation() = default;

const std::vector<Served> &PlacedOrganisation::served() const { return machinery_->served; }

} // namespace mailwalk::practice
