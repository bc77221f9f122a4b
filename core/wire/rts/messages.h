#pragma once

#include "wire/rts/pdu.h"

/// The RTS PDUs that begin or end at a client ([MS-RPCH] 2.2.4), ready to be written with writePdu().
namespace mailwalk::wire::rts {

/// The sizes that a request on the OUT channel announces as its Content-Length (2.1.2.1.2).
constexpr std::size_t connA1Size = 76;          ///< the first OUT channel of a virtual connection
constexpr std::size_t replacementOutSize = 120; ///< OUT_Rx/A3, and 24 for OUT_R1/A11 or OUT_R2/C1

// What a client sends. The windows and times have the ranges in commands.h.
Pdu connA1(const Cookie &connection, const Cookie &out, std::uint32_t window); // 2.2.4.2
Pdu connB1(const Cookie &connection, const Cookie &in, std::uint32_t lifetime, std::uint32_t keepalive,
           const Guid &group);                                                                                   // 2.2.4.5
Pdu inRxA1(const Cookie &connection, const Cookie &predecessor, const Cookie &successor);                        // 2.2.4.10
Pdu inRxA5(const Cookie &successor);                                                                             // 2.2.4.14
Pdu outRxA3(const Cookie &connection, const Cookie &predecessor, const Cookie &successor, std::uint32_t window); // 2.2.4.25
Pdu outR1A7(const Cookie &successor);                                                                            // 2.2.4.29
Pdu outR1A11();                                                                                                  // 2.2.4.33
Pdu outR2A7(const Cookie &successor);                                                                            // 2.2.4.40
Pdu outR2C1();                                                                                                   // 2.2.4.45
Pdu keepAlive(std::uint32_t milliseconds);                                                                       // 2.2.4.46

// What a client receives.
Pdu connA3(std::uint32_t timeout);                       // 2.2.4.4
Pdu connC2(std::uint32_t window, std::uint32_t timeout); // 2.2.4.9
Pdu inR1A4(std::uint32_t window, std::uint32_t timeout); // 2.2.4.13
Pdu inR2A4();                                            // 2.2.4.21
Pdu outRxA2();                                           // 2.2.4.24
Pdu outR1A6(std::uint32_t timeout);                      // 2.2.4.28
Pdu outR1A10();                                          // 2.2.4.32
Pdu outR2A6();                                           // 2.2.4.39
Pdu outR2B3();                                           // 2.2.4.44
Pdu echo();                                              // 2.2.4.48

// Both ways.
Pdu ping(); // 2.2.4.49
/// A client acknowledges its OUT channel to Destination::outboundProxy, on IN; what is for the client comes on OUT.
Pdu flowControlAckWithDestination(Destination to, const FlowControlAck &ack); // 2.2.4.51

} // namespace mailwalk::wire::rts
