#pragma once

#include "base/deadlines.h"
#include "base/endpoint.h"
#include "base/fact.h"
#include "base/result.h"
#include "net/icmp.h"
#include "trace/hop.h"

#include <memory>

/// The seam under Step: what can be asked of a network without waiting. `SystemNetwork` asks the real one, tests script one.
/// Protocol code never sees these types; it has a Step.
namespace mailwalk::net {

using trace::Failure;

#ifdef _WIN32
using Handle = std::uintptr_t;
#else
using Handle = int;
#endif

struct Watch {
    Handle handle;
    bool readable{}, writable{};
};

/// Something that a wait can watch. Nothing here blocks.
class Waitable
{
public:
    virtual ~Waitable() = default;
    virtual void watch(std::vector<Watch> &what) const = 0;                ///< adds the handles that it waits for, if any
    virtual std::optional<Clock::time_point> wakeAt() const { return {}; } ///< wants progress() then at the latest
    virtual void progress() = 0;                                           ///< does what can be done now
    virtual bool ready() const = 0;                                        ///< has something for the one who waits
};

/// An open byte stream. `ready()`: there is something to receive, an end or a failure included.
class Wire : public Waitable
{
public:
    /// How much was taken, 0 when the peer's window is full now.
    virtual Result<std::size_t, Failure> send(View bytes) = 0;
    /// What is there, empty when nothing is yet. The peer's end is the failure `closed`, a RST `reset`.
    virtual Result<Bytes, Failure> receive(std::size_t most) = 0;
    virtual void awaitSending(bool wanted) = 0; ///< whether `ready()` also tells that it can send again
};

/// A connection in the making. `ready()`: it is made, or has failed.
class Dial : public Waitable
{
public:
    virtual Result<std::unique_ptr<Wire>, Failure> outcome() = 0; ///< once, when ready
    virtual Facts facts() const { return {}; }                    ///< what the system said: local address, ICMP message
    virtual std::optional<Icmp> said() const { return {}; }       ///< the ICMP message that ended it
};

/// What holds a connection back on purpose, to learn about the way. 0: nothing does.
struct Limits {
    std::uint8_t timeToLive{}; ///< at the how-manieth router its packets die (RFC 791 3.2, RFC 8200 3)
    std::uint16_t segment{};   ///< bytes of the largest segment that the other side may send (RFC 9293 3.7.1)
};

/// What the name services said about one host name.
struct Resolution {
    std::vector<Address> addresses; ///< in the order in which to try them
    Facts facts;                    ///< rcode, TTL and CNAME chain for each question; what the system resolver and hosts file say
    std::optional<Failure> failure; ///< set when there is no address
    std::optional<std::string> oddity; ///< our answer and the system's differ: a sentence
};

/// A question to the name services. `ready()`: answered.
class Lookup : public Waitable
{
public:
    virtual Resolution outcome() = 0; ///< once: when ready, or when the time is up; then what is known so far
};

/// What a finished TLS handshake has proven of the other side.
struct Peer {
    std::string name;                  ///< the host for which its certificate was verified; empty when it proves nobody
    Bytes certificateHash;             ///< for tls-server-end-point (RFC 5929 4.1)
    std::string commonName;            ///< of the certificate's subject; may be empty
    std::vector<std::string> dnsNames; ///< of its subjectAltName
};

/// The oldest protocol that is accepted. Below 1.2 only with the user's consent.
enum class OldestTls { v1_2, v1_0 };

/// Bytes that went over a wire.
struct Volume {
    std::uint64_t sent{}, received{};
};

struct Secured {
    std::unique_ptr<Wire> wire;
    Peer peer;
    std::optional<Failure> oddity{}; ///< it went on, but only by leave: the hop closes as warned
};

/// A TLS handshake in the making. `ready()`: it has come to its end, good or bad. Every fault of the certificate is judged before
/// the first byte of ours could leave.
class Handshake : public Waitable
{
public:
    virtual Result<Secured, Failure> outcome() = 0; ///< once, when ready
    /// Protocol, cipher, the whole chain with names and dates, every fault of the certificate, alerts; what is known so far.
    virtual Facts facts() const = 0;
    virtual std::string excerpt() const { return {}; } ///< the first bytes of what is not TLS, for one line
    virtual Volume volume() const { return {}; }       ///< what it took on the wire
};

/// One SRV record (RFC 2782).
struct Service {
    std::string host;
    std::uint16_t port{}, priority{}, weight{};
};

struct ServiceResolution {
    std::vector<Service> services; ///< by priority, then by weight, the heaviest first; the target "." is left out
    Facts facts;
    std::optional<Failure> failure; ///< set when there is none
};

/// A question for SRV records. `ready()`: answered.
class ServiceLookup : public Waitable
{
public:
    virtual ServiceResolution outcome() = 0; ///< once: when ready, or when the time is up
};

class Network
{
public:
    virtual ~Network() = default;
    virtual std::unique_ptr<Lookup> lookUp(const std::string &host) = 0;                ///< a name, never a number
    virtual std::unique_ptr<ServiceLookup> lookUpServices(const std::string &name) = 0; ///< "_autodiscover._tcp.corp.test"
    virtual std::unique_ptr<Dial> dial(const Address &address, std::uint16_t port) = 0;
    /// The same, held back; only where it can.
    virtual std::unique_ptr<Dial> dialWithin(const Limits &, const Address &address, std::uint16_t port)
    {
        return dial(address, port);
    }
    virtual bool canLimit() const { return false; } ///< and is told at which router a packet died
    /// TLS over an open stream, for this host (a name or a number).
    virtual std::unique_ptr<Handshake> secure(std::unique_ptr<Wire> wire, const std::string &host, OldestTls oldest) = 0;
    /// The same, but it goes on although the certificate does not fit, as an oddity. A network that cannot do that asks for
    /// proof.
    virtual std::unique_ptr<Handshake> secureUnproven(std::unique_ptr<Wire> wire, const std::string &host)
    {
        return secure(std::move(wire), host, OldestTls::v1_2);
    }
};

} // namespace mailwalk::net
