#pragma once

#include "net/network.h"

#include <map>
#include <mutex>

namespace mailwalk::test {

/// A network with one way to all machines: a row of routers, rules on it for single ports, and machines at its end.
class MadeUpRoute final : public net::Network
{
public:
    enum class Rule { drop, reject };

    explicit MadeUpRoute(std::vector<std::string> routers) : routers_(std::move(routers)) {}

    MadeUpRoute &opens(const std::string &endpoint) { return machine(endpoint, true); }
    MadeUpRoute &refuses(const std::string &endpoint) { return machine(endpoint, false); }
    /// At the how-manieth router; its own packets die before its rule sees them.
    MadeUpRoute &blocks(const std::string &endpoint, unsigned router, Rule rule = Rule::drop);
    MadeUpRoute &knows(const std::string &host, const std::vector<std::string> &addresses);
    MadeUpRoute &cannotLimit();

    MadeUpRoute &offers(const std::string &service, const std::vector<std::string> &hosts);

    std::size_t knocksAt(const std::string &endpoint) const; ///< with and without limits
    std::size_t questionsFor(const std::string &name) const; ///< for its addresses or its services

    std::unique_ptr<net::Lookup> lookUp(const std::string &host) override;
    std::unique_ptr<net::ServiceLookup> lookUpServices(const std::string &name) override;
    std::unique_ptr<net::Dial> dial(const Address &address, std::uint16_t port) override;
    std::unique_ptr<net::Dial> dialWithin(const net::Limits &limits, const Address &address, std::uint16_t port) override;
    bool canLimit() const override { return canLimit_; }
    std::unique_ptr<net::Handshake> secure(std::unique_ptr<net::Wire>, const std::string &, net::OldestTls) override
    {
        return {};
    }

private:
    struct Block {
        unsigned router;
        Rule rule;
    };
    MadeUpRoute &machine(const std::string &endpoint, bool isOpen);

    std::vector<std::string> routers_;
    std::map<std::string, bool> machines_; // by endpoint: open
    std::map<std::string, Block> blocks_;
    std::map<std::string, std::vector<Address>> names_;
    std::map<std::string, std::vector<net::Service>> services_;
    bool canLimit_ = true;
    mutable std::mutex mutex_;
    std::map<std::string, std::size_t> knocks_, questions_;
};

} // namespace mailwalk::test
