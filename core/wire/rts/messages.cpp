#include "wire/rts/messages.h"

namespace mailwalk::wire::rts {

Pdu connA1(const Cookie &connection, const Cookie &out, std::uint32_t window)
{
    return {flag::none, {Version{}, CookieCommand{connection}, CookieCommand{out}, ReceiveWindowSize{window}}};
}

Pdu connB1(const Cookie &connection, const Cookie &in, std::uint32_t lifetime, std::uint32_t keepalive, const Guid &group)
{
    return {flag::none,
            {Version{}, CookieCommand{connection}, CookieCommand{in}, ChannelLifetime{lifetime}, ClientKeepalive{keepalive},
             AssociationGroupId{group}}};
}

Pdu inRxA1(const Cookie &connection, const Cookie &predecessor, const Cookie &successor)
{
    return {flag::recycleChannel, {Version{}, CookieCommand{connection}, CookieCommand{predecessor}, CookieCommand{successor}}};
}

Pdu inRxA5(const Cookie &successor) { return {flag::none, {CookieCommand{successor}}}; }

Pdu outRxA3(const Cookie &connection, const Cookie &predecessor, const Cookie &successor, std::uint32_t window)
{
    return {
        flag::recycleChannel,
        {Version{}, CookieCommand{connection}, CookieCommand{predecessor}, CookieCommand{successor}, ReceiveWindowSize{window}}};
}

Pdu outR1A7(const Cookie &successor)
{
    return {flag::outChannel, {DestinationCommand{Destination::server}, CookieCommand{successor}}};
}

Pdu outR1A11() { return {flag::none, {Ance{}}}; }

Pdu outR2A7(const Cookie &successor)
{
    return {flag::outChannel, {DestinationCommand{Destination::server}, CookieCommand{successor}, Version{}}};
}

// Empty, because that makes it as long as OUT_R1/A11, which the Content-Length has room for.
Pdu outR2C1() { return {flag::ping, {Empty{}}}; }

Pdu keepAlive(std::uint32_t milliseconds) { return {flag::otherCommand, {ClientKeepalive{milliseconds}}}; }

Pdu connA3(std::uint32_t timeout) { return {flag::none, {ConnectionTimeout{timeout}}}; }

Pdu connC2(std::uint32_t window, std::uint32_t timeout)
{
    return {flag::none, {Version{}, ReceiveWindowSize{window}, ConnectionTimeout{timeout}}};
}

Pdu inR1A4(std::uint32_t window, std::uint32_t timeout)
{
    return {flag::none,
            {DestinationCommand{Destination::client}, Version{}, ReceiveWindowSize{window}, ConnectionTimeout{timeout}}};
}

Pdu inR2A4() { return {flag::none, {DestinationCommand{Destination::client}}}; }

Pdu outRxA2() { return {flag::recycleChannel, {DestinationCommand{Destination::client}}}; }

Pdu outR1A6(std::uint32_t timeout)
{
    return {flag::outChannel, {DestinationCommand{Destination::client}, Version{}, ConnectionTimeout{timeout}}};
}

Pdu outR1A10() { return {flag::none, {Ance{}}}; }

Pdu outR2A6() { return {flag::none, {DestinationCommand{Destination::client}, Ance{}}}; }

Pdu outR2B3() { return {flag::eof, {Ance{}}}; }

Pdu echo() { return {flag::echo, {}}; }

Pdu ping() { return {flag::ping, {}}; }

Pdu flowControlAckWithDestination(Destination to, const FlowControlAck &ack)
{
    return {flag::otherCommand, {DestinationCommand{to}, ack}};
}

} // namespace mailwalk::wire::rts
