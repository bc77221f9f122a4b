#include "practice/organisation.h"

#include "practice/machine.h"
#include "practice/name_service.h"
#include "practice/porter.h"
#include "practice/random.h"
#include "practice/web_site.h"

#include <stdexcept>
#include <system_error>

namespace mailwalk::practice {
namespace {

constexpr Address loopback{false, {127, 0, 0, 1}, 0};
constexpr int mostTries = 20; // to find a port that is free for TCP and for UDP

Plan planWith(const std::vector<std::string> &faults)
{
    Plan plan = wholePlan();
    for (const std::string &fault : faults)
        applyFault(fault, plan);
    return plan;
}

std::vector<Account> accountsOf(const Plan &plan)
{
    std::vector<Account> accounts;
    for (const Mailbox &mailbox : plan.directory.mailboxes) {
        const std::string password = plan.mistaken.contains(mailbox.account) ? mailbox.password + "-mistaken" : mailbox.password;
        const auto told = plan.otherAddress.find(mailbox.account);
        accounts.push_back({told == plan.otherAddress.end() ? mailbox.address() : told->second,
                            mailbox.typed.empty() ? mailbox.account : mailbox.typed, mailbox.address(), password,
                            mailbox.expected});
    }
    return accounts;
}

} // namespace

std::vector<Account> accounts() { return accountsOf(wholePlan()); }

struct Organisation::Machinery {
    explicit Machinery(Plan whole);

    void openMachines();
    void openWeb();
    void openNameService();
    Address nextAddress();
    std::vector<Address> deadAddressesOf(const WebHost &host);

    Plan plan;
    Realm realm;
    std::vector<Account> accounts;
    Authority authority;
    NameService names{ownDomain};
    BackEnds backEnds{plan.directory};
    Address lastAddress{false, {127, 77, static_cast<Byte>(randomNumber(1, 254)), 0}, 0};
    std::vector<std::unique_ptr<MachineRoom>> machines;
    std::vector<std::unique_ptr<WebSite>> sites;
    std::vector<Detour> detours;
    std::uint16_t namePort{};
    std::optional<Datagrams> datagrams;
    Porter within;             // the doors behind the proxy: a firewall outside sees nothing of them
    Porter porter{plan.quiet}; // last: its threads use all of the above, and end first
};

Organisation::Machinery::Machinery(Plan whole)
    : plan(std::move(whole)), realm(plan.directory, plan.locked), accounts(accountsOf(plan))
{
    openMachines();
    openWeb();
    openNameService();
    within.open();
    porter.open();
}

// Each instance takes a /24 of its own from 127.77.0.0/16, so that several live side by side.
Address Organisation::Machinery::nextAddress()
{
    ++lastAddress.bytes[3];
    return lastAddress;
}

void Organisation::Machinery::openMachines()
{
    for (const Machine &machine : plan.machines) {
        const Address address = nextAddress();
        names.add(machine.host, address);
        machines.push_back(std::make_unique<MachineRoom>(machine, plan, realm, Ground{address, {}, {}}));
        const std::uint16_t mapper = machines.back()->open(porter);
        machines.back()->openTunnelled(within, backEnds);
        detours.push_back({{machine.host, mapperPort}, {toText(address), mapper}});
    }
}

std::vector<Address> Organisation::Machinery::deadAddressesOf(const WebHost &host)
{
    std::vector<Address> dead;
    while (dead.size() < host.deadAddresses) {
        dead.push_back(nextAddress());
        names.add(host.host, dead.back());
    }
    return dead;
}

void Organisation::Machinery::openWeb()
{
    for (const WebHost &host : plan.web) {
        const auto dead = deadAddressesOf(host);
        const Address address = nextAddress();
        if (host.listed)
            names.add(host.host, address);
        const auto open = [&](std::uint16_t number, const WebPort &port, std::unique_ptr<TlsServer> tls) {
            sites.push_back(std::make_unique<WebSite>(host, port, std::move(tls),
                                                      WebSite::Surroundings{plan, realm, backEnds, porter.bell()}));
            const std::uint16_t to = sites.back()->open(porter, address);
            for (const Address &each : dead)
                porter.keep(swallowAt(each, to));
            detours.push_back({{host.host, number}, {dead.empty() ? toText(address) : host.host, to}});
        };
        open(443, host.secure, std::make_unique<TlsServer>(authority.issue(host.certificate), host.tls));
        open(80, host.plain, nullptr);
    }
}

void Organisation::Machinery::openNameService()
{
    names.alsoServe(foreignDomain);
    for (const ServiceRecord &record : plan.services)
        names.add(record.name, record.service);
    names.answerEverythingWith(plan.nameService);
    for (int tries = 1; !datagrams; ++tries) {
        Listener listener = listenAt(loopback);
        try {
            datagrams.emplace(loopback, listener.port());
        } catch (const std::system_error &) {
            if (tries == mostTries)
                throw;
            continue;
        }
        namePort = listener.port();
        porter.attend(std::move(listener), [this](Stream &stream) { names.serve(stream); });
    }
    porter.work([this] { names.serve(*datagrams, porter.bell()); });
}

Organisation::Organisation(const std::vector<std::string> &faults) : machinery_(std::make_unique<Machinery>(planWith(faults))) {}

Organisation::Organisation(std::reference_wrapper<const Plan> plan) : machinery_(std::make_unique<Machinery>(plan.get())) {}

Organisation::~Organisation() = default;

Endpoint Organisation::nameServer() const { return {"127.0.0.1", machinery_->namePort}; }

std::vector<Detour> Organisation::detours() const { return machinery_->detours; }

std::string Organisation::server() const { return typedServer; }

std::string Organisation::rpcProxy() const { return proxyHost; }

std::string Organisation::authority() const { return machinery_->authority.pem(); }

const std::vector<Account> &Organisation::accounts() const { return machinery_->accounts; }

int Organisation::wrongTries(const std::string &address) const { return machinery_->realm.wrongTries(address); }

std::vector<std::string> Organisation::arguments() const
{
    std::vector<std::string> list{"--dns", toText(nameServer())};
    for (const Detour &detour : machinery_->detours)
        list.insert(list.end(), {"--connect-to", toText(detour.from) + ':' + toText(detour.to)});
    return list;
}

} // namespace mailwalk::practice
