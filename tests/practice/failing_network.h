#pragma once

#include "net/network.h"

#include <atomic>

/// A network on which the N-th act goes wrong: a name question, a connection, a TLS handshake, one sending, one receiving.
namespace mailwalk::test {

enum class How { refuses, isSilent, resets, closes };

class FailingNetwork final : public net::Network
{
public:
    /// `at` counts from 0; a number that is never reached makes it a network that only counts.
    FailingNetwork(net::Network &real, std::size_t at, How how) : real_(real), at_(at), how_(how) {}

    std::unique_ptr<net::Lookup> lookUp(const std::string &host) override;
    std::unique_ptr<net::ServiceLookup> lookUpServices(const std::string &name) override;
    std::unique_ptr<net::Dial> dial(const Address &address, std::uint16_t port) override;
    std::unique_ptr<net::Handshake> secure(std::unique_ptr<net::Wire> wire, const std::string &host,
                                           net::OldestTls oldest) override;
    std::unique_ptr<net::Handshake> secureUnproven(std::unique_ptr<net::Wire> wire, const std::string &host) override;

    std::size_t acts() const { return acts_; }
    bool failsNow() { return acts_++ == at_; } ///< counts one act
    How how() const { return how_; }

private:
    net::Network &real_;
    std::size_t at_;
    How how_;
    std::atomic<std::size_t> acts_{}; // read by whoever stops the walk
};

} // namespace mailwalk::test
