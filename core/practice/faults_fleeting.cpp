#include "practice/fault_rows.h"
#include "practice/versions.h"

namespace mailwalk::practice {

namespace {

const std::vector<std::string> direct{"--server", typedServer, "--via", "direct"};
// Who has Exchange 2003 types what Autodiscover would tell.
const std::vector<std::string> typed2003{"--outlook",   "2003",    "--server",    typedServer,
                                         "--rpc-proxy", proxyHost, "--principal", "msstd:mail.corp.test"};

constexpr std::chrono::seconds soon{30}; // well before the quarter of an hour that both ends allow

WebHost &signpost(Plan &p) { return p.webHost(autodiscoverName); }

// Not gc1, which the others name: its turn comes last, and everything else about it is whole.
void killOneDirectory(Plan &p)
{
    haveDirectoryServers({"gc2.corp.test", "gc3.corp.test", directoryHost}, p);
    Machine &dead = p.machine("gc2.corp.test");
    dead.mapper = dead.service(wire::dcerpc::nspiInterface).door = Door::swallowed;
}

// The plain redirect would lead to the balancer a second time, and so to the next front end.
void stopOneFrontEnd(Plan &p)
{
    signpost(p).frontEnds = {{"CAS1", FrontEnd::State::stopped}, {"CAS2", {}}, {"CAS3", {}}};
    signpost(p).plain.contents.clear();
}

} // namespace

// clang-format off
const std::vector<Fault> &fleetingFaults()
{
    static const std::vector<Fault> all{
        // only sometimes
        {{"one-directory-of-three-dead", "directory servers are named in turns, and one of three is dead", direct, 3}, killOneDirectory},
        {{"one-front-end-of-three-stopped", "one of three servers behind Autodiscover's name is stopped", {}, 3}, stopOneFrontEnd},
        {{"store-busy-at-times", "the store is too busy for every second who comes", direct, 2}, [](Plan &p) { p.store.busy = StorePolicy::Busy::everySecondTime; }},
        // met by who looks closer
        {{"one-address-of-two-dead", "the RPC proxy has two addresses, and nothing comes back from the first", {}}, [](Plan &p) { proxyHostOf(p).deadAddresses = 1; }},
        {{"quiet-connections-forgotten", "a firewall forgets connections on which nothing is said for half a minute", {}}, [](Plan &p) { p.quiet = {QuietPolicy::Manner::forgets, soon}; }},
        // older companies; it works
        {{"exchange-2003", "the company has Exchange 2003, without Autodiscover; with the names typed it works", typed2003}, [](Plan &p) { become(Generation::v2003, p); }},
        {{"exchange-2007", "the company has Exchange 2007; it works", {"--outlook", "2007"}}, [](Plan &p) { become(Generation::v2007, p); }},
        {{"exchange-2010", "the company has Exchange 2010, which answers the address book itself; it works", {"--outlook", "2010"}}, [](Plan &p) { become(Generation::v2010, p); }},
    };
    return all;
}
// clang-format on

} // namespace mailwalk::practice
