#include "practice/plan.h"

#include <stdexcept>

namespace mailwalk::practice {

using namespace wire::dcerpc;

namespace {

Mailbox disabled(Mailbox mailbox)
{
    mailbox.onLogon = wire::mapi::Status::mailboxDisabled;
    mailbox.expected = "mailbox-disabled";
    return mailbox;
}

Mailbox hidden(Mailbox mailbox)
{
    mailbox.hidden = true;
    mailbox.expected = "name-not-found-hidden";
    return mailbox;
}

Mailbox on(std::string server, Mailbox mailbox)
{
    mailbox.home = std::move(server);
    return mailbox;
}

// Two people whose beginning is the same.
Mailbox namesake(Mailbox mailbox)
{
    mailbox.typed = "chris";
    mailbox.expected = "name-ambiguous";
    return mailbox;
}

Mailbox person(std::string account, std::string name, std::string password)
{
    Mailbox mailbox;
    mailbox.account = std::move(account);
    mailbox.displayName = std::move(name);
    mailbox.password = std::move(password);
    return mailbox;
}

} // namespace

ServicePlan &Machine::service(const Interface &offered)
{
    for (ServicePlan &plan : services)
        if (*plan.offered == offered)
            return plan;
    throw std::out_of_range("no such service: " + host);
}

Machine &Plan::machine(std::string_view host)
{
    for (Machine &machine : machines)
        if (machine.host == host)
            return machine;
    throw std::out_of_range("no such machine: " + std::string(host));
}

WebHost &Plan::webHost(std::string_view host)
{
    for (WebHost &each : web)
        if (each.host == host)
            return each;
    throw std::out_of_range("no such web server: " + std::string(host));
}

namespace {

// Exchange 2007 and 2010: the store, the referral and, instead of a directory server, Exchange itself.
Machine exchangeServer(std::string host)
{
    return {std::move(host),
            {{&rfrInterface}, {&emsmdbInterface}},
            Door::open,
            {{storePort, {&emsmdbInterface}}, {referralPort, {&rfrInterface}}, {addressBookPort, {&nspiInterface}}}};
}

} // namespace

Plan wholePlan()
{
    Plan plan;
    plan.machines = {exchangeServer(typedServer), {directoryHost, {{&nspiInterface}}, {}, {}}, exchangeServer(secondServer)};
    plan.directory.servers = {{"EX1", typedServer}, {"EX2", secondServer}};
    plan.directory.mailboxes = {
        person("alice", "Alice Archer", "Practice-Alice-1"),
        on("EX2", person("bob", "Bob Baker", "Practice-Bob-2")),
        hidden(person("henry", "Henry Holt", "Practice-Henry-3")),
        namesake(person("chris.meyer", "Chris Meyer", "Practice-Chris-4")),
        namesake(person("christian.meyer", "Chris Meyer", "Practice-Christian-5")),
        disabled(person("dora", "Dora Dunn", "Practice-Dora-6")),
    };
    return plan;
}

} // namespace mailwalk::practice
