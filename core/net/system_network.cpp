#include "net/system_network.h"

#include "net/connection.h"
#include "net/lookup.h"

namespace mailwalk::net {

SystemNetwork::SystemNetwork(NameSettings names) : names_(std::move(names)) { startSockets(); }

SystemNetwork::~SystemNetwork() { stopSockets(); }

std::unique_ptr<Lookup> SystemNetwork::lookUp(const std::string &host)
{
    if (const auto fixed = names_.fixed.find(sameCase(host)); fixed != names_.fixed.end())
        return std::make_unique<FixedLookup>(fixed->second);
    if (names_.nameServer)
        return std::make_unique<SystemLookup>(host, NameSources{{*names_.nameServer}, {}, false});
    const NameService service = systemNameService();
    return std::make_unique<SystemLookup>(host, NameSources{service.servers, service.suffixes, true});
}

std::unique_ptr<Dial> SystemNetwork::dial(const Address &address, std::uint16_t port)
{
    return std::make_unique<SystemDial>(address, port);
}

} // namespace mailwalk::net
