#include "net/system_network.h"

#include "net/connection.h"
#include "net/lookup.h"
#include "net/service_lookup.h"
#include "net/tls.h"

namespace mailwalk::net {

SystemNetwork::SystemNetwork(NameSettings names, TrustSettings trust)
    : names_(std::move(names)), tls_(std::make_unique<TlsClient>(std::move(trust)))
{
    startSockets();
}

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

std::unique_ptr<ServiceLookup> SystemNetwork::lookUpServices(const std::string &name)
{
    const auto servers = names_.nameServer ? std::vector{*names_.nameServer} : systemNameService().servers;
    return std::make_unique<SystemServiceLookup>(name, servers);
}

std::unique_ptr<Handshake> SystemNetwork::secure(std::unique_ptr<Wire> wire, const std::string &host, OldestTls oldest)
{
    return tls_->secure(std::move(wire), host, oldest);
}

std::unique_ptr<Handshake> SystemNetwork::secureUnproven(std::unique_ptr<Wire> wire, const std::string &host)
{
    return tls_->secureUnproven(std::move(wire), host);
}

std::unique_ptr<Dial> SystemNetwork::dial(const Address &address, std::uint16_t port)
{
    return std::make_unique<SystemDial>(address, port);
}

std::unique_ptr<Dial> SystemNetwork::dialWithin(const Limits &limits, const Address &address, std::uint16_t port)
{
    return std::make_unique<SystemDial>(address, port, limits);
}

bool SystemNetwork::canLimit() const { return net::canLimit(); }

} // namespace mailwalk::net
