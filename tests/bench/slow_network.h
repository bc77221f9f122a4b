#pragma once

#include "net/network.h"

#include <atomic>

/// A network on which every answer comes later: the system's own, seen through a delay.
namespace mailwalk::bench {

/// Counts what a walk cannot do without waiting for the other side: a look-up, a connection, a TLS handshake, a turn from
/// asking to being answered. Side by side or not.
struct RoundTrips {
    std::atomic<int> lookUps = 0, connections = 0, handshakes = 0, turns = 0;
    int all() const { return lookUps + connections + handshakes + turns; }
};

/// Answers arrive `delay` later than they would, which is a round trip of that length; nothing is slower in between. Used by
/// any number of threads; each of its wires by one at a time.
class SlowNetwork final : public net::Network
{
public:
    SlowNetwork(net::Network &inner, Milliseconds delay) : inner_(inner), delay_(delay) {}
    std::unique_ptr<net::Lookup> lookUp(const std::string &host) override;
    std::unique_ptr<net::ServiceLookup> lookUpServices(const std::string &name) override;
    std::unique_ptr<net::Dial> dial(const Address &address, std::uint16_t port) override;
    std::unique_ptr<net::Handshake> secure(std::unique_ptr<net::Wire> wire, const std::string &host,
                                           net::OldestTls oldest) override;
    const RoundTrips &roundTrips() const { return count_; }

private:
    net::Network &inner_;
    Milliseconds delay_;
    RoundTrips count_;
};

} // namespace mailwalk::bench
