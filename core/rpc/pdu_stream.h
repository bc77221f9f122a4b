#pragma once

#include "net/step.h"

/// What carries PDUs both ways: a TCP connection, later the two channels of RPC over HTTP.
namespace mailwalk::rpc {

class PduStream
{
public:
    virtual ~PduStream() = default;
    virtual void send(const net::Step &hop, View pdu) = 0;
    virtual Bytes receive(const net::Step &hop) = 0; ///< exactly one PDU, its header checked
    virtual Endpoint target() const = 0;
    virtual Address address() const = 0;
};

} // namespace mailwalk::rpc
