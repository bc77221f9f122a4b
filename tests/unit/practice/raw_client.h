#pragma once

#include "base/bytes.h"
#include "base/endpoint.h"
#include "practice/organisation.h"

namespace mailwalk::test {

/// A TCP connection that sends what it is told and waits at most a few seconds for anything.
class RawClient
{
public:
    enum class Outcome { connected, refused, unanswered };

    explicit RawClient(const Endpoint &to, int milliseconds = 5000);
    ~RawClient();
    RawClient(RawClient &&other) noexcept;

    Outcome outcome() const { return outcome_; }
    void send(View bytes) const;
    Bytes receive(std::size_t size) const;            ///< fewer when the other side ends
    Bytes receiveSome(int milliseconds = 5000) const; ///< what comes next; empty when nothing does
    Bytes receivePdu() const;                         ///< empty when the other side ends
    bool ended() const;                               ///< nothing more comes

    enum class End { notYet, orderly, reset };
    End endWithin(int milliseconds) const; ///< where nothing is said any more

    Bytes ask(View pdu) const
    {
        send(pdu);
        return receivePdu();
    }

private:
    int socket_;
    Outcome outcome_;
};

/// One datagram there and one back; empty when nothing comes.
Bytes askByUdp(const Endpoint &to, View question);

/// Where a port of a host really listens.
Endpoint portOf(const practice::Organisation &organisation, std::string_view host, std::uint16_t port);
/// Where the mapper of a host really listens.
Endpoint mapperOf(const practice::Organisation &organisation, std::string_view host);

/// Bytes of hand-made PDUs: bind of one context to an interface in NDR 2.0, and a request on it.
Bytes bindPdu(std::string_view interfaceHex);
Bytes requestPdu(std::uint16_t opnum, View stub, std::uint8_t flags = 3, std::uint32_t callId = 2);

/// The interfaces as they stand in a bind: UUID and version.
constexpr const char *mapperHex = "0883afe11f5dc91191a408002b14a0fa03000000",
                     *referralHex = "e0f544153c61d11193df00c04fd7bd0901000000",
                     *addressBookHex = "185accf564421a108c5908002b2f842638000000",
                     *storeHex = "00dbf1a447ca6710b31f00dd010662da00005100";

/// Asks the mapper of the host for an interface; 0 when it is not registered.
std::uint16_t portOf(const practice::Organisation &organisation, std::string_view host, std::string_view interfaceHex);

/// A connection to the port of that interface, bound when `bound`.
enum class Bound { no, yes };
RawClient clientOf(const practice::Organisation &organisation, std::string_view host, std::string_view interfaceHex,
                   Bound bound = Bound::yes);

std::uint8_t typeOf(View pdu);
std::uint32_t wordAt(View bytes, std::size_t at);
std::uint32_t faultOf(View pdu); ///< 0 when it is no fault

} // namespace mailwalk::test
