#include "practice/versions.h"

#include <algorithm>

namespace mailwalk::practice {

using namespace wire::dcerpc;

namespace {

// Before 2010 it hands questions on to a directory server (DSProxy, KB 302914); 2010 answers them itself.
void haveAddressBook(Machine &machine) { machine.services.push_back({&nspiInterface}); }

// Autodiscover names one of them too.
void referTo(const std::vector<std::string> &hosts, Plan &plan)
{
    plan.referral.directoryServers = hosts;
    for (WebHost &host : plan.web)
        for (auto &[path, content] : host.secure.contents)
            if (auto *desk = std::get_if<AutodiscoverDesk>(&content))
                desk->answers.directoryServer = hosts.front();
}

std::vector<Machine *> exchangeServersOf(Plan &plan)
{
    std::vector<Machine *> found;
    for (const MailboxServer &server : plan.directory.servers)
        found.push_back(&plan.machine(server.host));
    return found;
}

// Outlook of that time asks for the names of server and proxy instead.
void withoutAutodiscover(Plan &plan)
{
    WebHost &signpost = plan.webHost(autodiscoverName);
    signpost.listed = false;
    signpost.secure.door = signpost.plain.door = Door::refused;
    for (WebHost *host : {&signpost, &plan.webHost(proxyHost)})
        for (WebPort *port : {&host->secure, &host->plain})
            port->contents.erase(autodiscoverPath);
}

void become2003(Plan &plan)
{
    plan.store.version = {6, 5, 7638, 1}; // SP2
    plan.webHost(proxyHost).banner = "Microsoft-IIS/6.0";
    withoutAutodiscover(plan);
}

void become2007(Plan &plan)
{
    plan.store.version = {8, 3, 83, 6}; // SP3
    for (WebHost &host : plan.web)
        if (host.host != websiteName)
            host.banner = "Microsoft-IIS/7.0";
}

// Referral and address book are services of the Client Access server; nobody is sent to a directory server any more.
void become2010(Plan &plan) { referTo({typedServer}, plan); }

bool hasMachine(const Plan &plan, const std::string &host)
{
    return std::any_of(plan.machines.begin(), plan.machines.end(), [&](const Machine &each) { return each.host == host; });
}

} // namespace

std::optional<Generation> generationFrom(std::string_view name)
{
    if (name == "2003")
        return Generation::v2003;
    if (name == "2007")
        return Generation::v2007;
    return name == "2010" ? std::optional(Generation::v2010) : std::nullopt;
}

void become(Generation generation, Plan &plan)
{
    switch (generation) {
    case Generation::v2003: become2003(plan); break;
    case Generation::v2007: become2007(plan); break;
    case Generation::v2010: become2010(plan); break;
    }
    for (Machine *machine : exchangeServersOf(plan))
        haveAddressBook(*machine);
}

// KB 929851: Windows 2003 begins at 1025, later ones at 49152.
PortRange dynamicPortsOf(Generation generation)
{
    return generation == Generation::v2003 ? PortRange{1025, 5000} : PortRange{49152, 65535};
}

void haveDirectoryServers(const std::vector<std::string> &hosts, Plan &plan)
{
    const auto isWanted = [&](const std::string &host) { return std::find(hosts.begin(), hosts.end(), host) != hosts.end(); };
    std::erase_if(plan.machines, [&](const Machine &machine) {
        return isWanted(machine.host) ? machine.services.empty() : machine.host == directoryHost;
    });
    for (const std::string &host : hosts)
        if (!hasMachine(plan, host))
            plan.machines.push_back({host, {{&nspiInterface}}, {}, {}});
    referTo(hosts, plan);
}

} // namespace mailwalk::practice
