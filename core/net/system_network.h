#pragma once

#include "net/network.h"

#include <map>

namespace mailwalk::net {

/// Where names come from, beyond what the system is set to.
struct NameSettings {
    std::optional<Endpoint> nameServer;                ///< "--dns": ask this one, and do not ask the system resolver
    std::map<std::string, std::vector<Address>> fixed; ///< "--resolve": host in sameCase() form -> addresses
};

/// Whom TLS believes, beyond the system's authorities.
struct TrustSettings {
    std::vector<std::string> authorities; ///< "--ca": certificates as PEM text, each may hold several
};

class TlsClient;

/// The real network: the system's sockets, our own DNS queries and the system resolver beside them, TLS by OpenSSL.
class SystemNetwork final : public Network
{
public:
    explicit SystemNetwork(NameSettings names, TrustSettings trust = {});
    ~SystemNetwork() override;
    std::unique_ptr<Lookup> lookUp(const std::string &host) override;
    std::unique_ptr<ServiceLookup> lookUpServices(const std::string &name) override;
    std::unique_ptr<Dial> dial(const Address &address, std::uint16_t port) override;
    std::unique_ptr<Dial> dialWithin(const Limits &limits, const Address &address, std::uint16_t port) override;
    bool canLimit() const override;
    std::unique_ptr<Handshake> secure(std::unique_ptr<Wire> wire, const std::string &host, OldestTls oldest) override;
    std::unique_ptr<Handshake> secureUnproven(std::unique_ptr<Wire> wire, const std::string &host) override;

private:
    NameSettings names_;
    std::unique_ptr<TlsClient> tls_;
};

} // namespace mailwalk::net
