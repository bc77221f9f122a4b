#pragma once

#include "net/step.h"

/// What carries PDUs both ways: a TCP connection, or the two channels of RPC over HTTP.
namespace mailwalk::rpc {

class PduStream
{
public:
    virtual ~PduStream() = default;
    virtual void send(const net::Step &hop, View pdu) = 0;
    virtual Bytes receive(const net::Step &hop) = 0; ///< exactly one PDU, its header checked
    /// Says that it is still there, when the protocol wants that said by now. Whether it did.
    virtual bool stayAwake(const net::Step &) { return false; }
    virtual Endpoint target() const = 0; ///< the server; behind an RPC proxy it may be "guid@domain", which no name service knows
    virtual Address address() const = 0; ///< where the bytes really go: behind an RPC proxy, that of the proxy
    virtual bool isTunnelled() const = 0; ///< inside TLS, through an RPC proxy whose certificate has proven it
};

} // namespace mailwalk::rpc
