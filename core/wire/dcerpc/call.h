#pragma once

#include "base/guid.h"
#include "wire/dcerpc/header.h"

namespace mailwalk::wire::dcerpc {

/// The body of request, [C706] 12.6.4.9. A receiver takes alloc_hint for a hint and never allocates from it.
struct Request {
    std::uint32_t allocHint{};
    std::uint16_t contextId{};
    std::uint16_t opnum{};
    Bytes stub;

    static void fields(auto &m, auto &io)
    {
        io.number("alloc_hint", m.allocHint);
        io.number("p_cont_id", m.contextId);
        io.number("opnum", m.opnum);
        io.rest("stub", m.stub);
    }
};

/// The body of response, [C706] 12.6.4.10
struct Response {
    std::uint32_t allocHint{};
    std::uint16_t contextId{};
    std::uint8_t cancelCount{};
    Bytes stub;

    static void fields(auto &m, auto &io)
    {
        io.number("alloc_hint", m.allocHint);
        io.number("p_cont_id", m.contextId);
        io.number("cancel_count", m.cancelCount);
        io.ignored("reserved", std::uint8_t(0));
        io.rest("stub", m.stub);
    }
};

/// Of a fault: an nca_s_* code, a Win32 code or an HRESULT; all three occur for the same event ([MS-RPCE] 3.1.1.5.5).
enum class FaultStatus : std::uint32_t {
    accessDenied = 0x5,
    invalidHandle = 0x6,
    unknownInterface = 0x6b5,
    serverTooBusy = 0x6bb,
    protocolError = 0x6c0,
    procnumOutOfRange = 0x6d1,
    badStubData = 0x6f7,
    unsupportedAuthnLevel = 0x71d,
    secPkgError = 0x721,
    ncaContextMismatch = 0x1c00001a,
    ncaUnsupportedAuthnLevel = 0x1c00001d,
    ncaOpRngError = 0x1c010002,
    ncaUnkIf = 0x1c010003,
    ncaProtoError = 0x1c01000b,
    ncaServerTooBusy = 0x1c010014,
};
/// The name in [MS-ERREF] 2.2 or [C706] appendix E; knows more values than the enumeration lists.
std::string_view nameOf(FaultStatus);

/// The body of fault, [C706] 12.6.4.7 and [MS-RPCE] 2.2.2.8.
struct FaultBody {
    std::uint32_t allocHint{};
    std::uint16_t contextId{};
    std::uint8_t cancelCount{};
    std::uint8_t flags{}; ///< bit 0: extended error information follows
    FaultStatus status{};
    Bytes rest;

    static void fields(auto &m, auto &io)
    {
        io.number("alloc_hint", m.allocHint);
        io.number("p_cont_id", m.contextId);
        io.number("cancel_count", m.cancelCount);
        io.hex("fault_flags", m.flags);
        io.number("status", m.status);
        io.ignored("reserved2", std::uint32_t(0));
        io.rest("extended_error_info", m.rest);
    }
};

} // namespace mailwalk::wire::dcerpc
