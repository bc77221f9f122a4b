#pragma once

#include "net/network.h"

#include <map>

namespace mailwalk::net {

/// Where names come from, beyond what the system is set to.
struct NameSettings {
    std::optional<Endpoint> nameServer;                ///< "--dns": ask this one, and do not ask the system resolver
    std::map<std::string, std::vector<Address>> fixed; ///< "--resolve": host in sameCase() form -> addresses
};

/// The real network: the system's sockets, our own DNS queries and the system resolver beside them.
class SystemNetwork final : public Network
{
public:
    explicit SystemNetwork(NameSettings names);
    ~SystemNetwork() override;
    std::unique_ptr<Lookup> lookUp(const std::string &host) override;
    std::unique_ptr<Dial> dial(const Address &address, std::uint16_t port) override;

private:
    NameSettings names_;
};

} // namespace mailwalk::net
