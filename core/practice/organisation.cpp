#include "practice/organisation.h"

#include "practice/machine.h"
#include "practice/name_service.h"
#include "practice/porter.h"
#include "practice/random.h"

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
        accounts.push_back({mailbox.address(), mailbox.typed.empty() ? mailbox.account : mailbox.typed, mailbox.address(),
                            password, mailbox.expected});
    }
    return accounts;
}

} // namespace

std::vector<Account> accounts() { return accountsOf(wholePlan()); }

struct Organisation::Machinery {
    explicit Machinery(const std::vector<std::string> &faults);

    void openMachines();
    void openNameService();

    Plan plan;
    Realm realm;
    std::vector<Account> accounts;
    NameService names{ownDomain};
    std::vector<std::unique_ptr<MachineRoom>> machines;
    std::vector<Detour> detours;
    std::uint16_t namePort{};
    std::optional<Datagrams> datagrams;
    Porter porter; // last: its threads use all of the above, and end first
};

Organisation::Machinery::Machinery(const std::vector<std::string> &faults)
    : plan(planWith(faults)), realm(plan.directory, plan.locked), accounts(accountsOf(plan))
{
    openMachines();
    openNameService();
    porter.open();
}

// Each instance takes a /24 of its own from 127.77.0.0/16, so that several live side by side.
void Organisation::Machinery::openMachines()
{
    Address address{false, {127, 77, static_cast<Byte>(randomNumber(1, 254)), 0}, 0};
    for (const Machine &machine : plan.machines) {
        ++address.bytes[3];
        names.add(machine.host, address);
        machines.push_back(std::make_unique<MachineRoom>(machine, plan, realm, address));
        const std::uint16_t mapper = machines.back()->open(porter);
        detours.push_back({{machine.host, 135}, {toText(address), mapper}});
    }
}

void Organisation::Machinery::openNameService()
{
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

Organisation::Organisation(const std::vector<std::string> &faults) : machinery_(std::make_unique<Machinery>(faults)) {}

Organisation::~Organisation() = default;

Endpoint Organisation::nameServer() const { return {"127.0.0.1", machinery_->namePort}; }

std::vector<Detour> Organisation::detours() const { return machinery_->detours; }

std::string Organisation::server() const { return typedServer; }

const std::vector<Account> &Organisation::accounts() const { return machinery_->accounts; }

int Organisation::wrongTries(const std::string &address) const { return machinery_->realm.wrongTries(address); }

std::vector<std::string> Organisation::arguments() const
{
    std::vector<std::string> list{"--dns", toText(nameServer())};
    for (const Detour &detour : machinery_->detours)
        list.insert(list.end(), {"--connect-to", toText(detour.from) + ':' + toText(detour.to)});
    list.insert(list.end(), {"--server", server()});
    return list;
}

} // namespace mailwalk::practice
