#pragma once

#include "base/guid.h"
#include "wire/dcerpc/header.h"

namespace mailwalk::wire::dcerpc {

constexpr Limit contextLimit{"presentation contexts", 255};
constexpr Limit syntaxLimit{"transfer syntaxes", 255};
constexpr Limit addressLimit{"secondary address", 1024};
constexpr Limit paddingLimit{"padding after a message", 16};

/// p_syntax_id_t: major version in the low half of the number, [C706] 12.6.3.1.
struct SyntaxId {
    Guid uuid;
    std::uint16_t major{}, minor{};
    bool operator==(const SyntaxId &) const = default;

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints) {
            io.fact("syntax", toText(m.uuid) + " " + std::to_string(m.major) + "." + std::to_string(m.minor));
            return;
        }
        io.raw("if_uuid", m.uuid.bytes);
        io.number("if_version", m.major);
        io.number("if_version_minor", m.minor);
    }
};

/// NDR 2.0, [C706] appendix I: the only transfer syntax spoken here.
inline const SyntaxId ndr20{"8a885d04-1ceb-11c9-9fe8-08002b104860"_guid, 2, 0};

/// p_cont_elem_t, [C706] 12.6.3.1
struct ContextElement {
    std::uint16_t contextId{};
    SyntaxId abstractSyntax;
    std::vector<SyntaxId> transferSyntaxes;

    static void fields(auto &m, auto &io)
    {
        io.number("p_cont_id", m.contextId);
        io.template count<std::uint8_t>("n_transfer_syn", m.transferSyntaxes, syntaxLimit);
        io.ignored("reserved", std::uint8_t(0));
        io.object("abstract_syntax", m.abstractSyntax);
        io.list("transfer_syntax", m.transferSyntaxes);
    }
};

/// The body of bind and alter_context, [C706] 12.6.4.3 and 12.6.4.1.
struct Bind {
    std::uint16_t maxXmit{}, maxRecv{};
    std::uint32_t group{};
    std::vector<ContextElement> contexts;

    static void fields(auto &m, auto &io)
    {
        io.number("max_xmit_frag", m.maxXmit);
        io.number("max_recv_frag", m.maxRecv);
        io.hex("assoc_group_id", m.group);
        io.template count<std::uint8_t>("n_context_elem", m.contexts, contextLimit, 24);
        io.ignored("reserved", std::uint8_t(0));
        io.ignored("reserved2", std::uint16_t(0));
        io.list("p_cont_elem", m.contexts);
    }
};

/// p_cont_def_result_t and [MS-RPCE] 2.2.2.4
enum class ContextResult : std::uint16_t { acceptance = 0, userRejection = 1, providerRejection = 2, negotiateAck = 3 };
std::string_view nameOf(ContextResult);

/// p_provider_reason_t, [C706] 12.6.3.1
enum class ContextReason : std::uint16_t {
    notSpecified = 0,
    abstractSyntaxNotSupported = 1,
    transferSyntaxesNotSupported = 2,
    localLimitExceeded = 3,
};
std::string_view nameOf(ContextReason);

/// p_result_t, [C706] 12.6.3.1
struct ContextAnswer {
    ContextResult result{};
    ContextReason reason{};
    SyntaxId transferSyntax;

    static void fields(auto &m, auto &io)
    {
        io.number("result", m.result);
        io.number("reason", m.reason);
        io.object("transfer_syntax", m.transferSyntax);
    }
};

/// The body of bind_ack and alter_context_resp, [C706] 12.6.4.4 and 12.6.4.2.
struct BindAck {
    std::uint16_t maxXmit{}, maxRecv{};
    std::uint32_t group{};
    Bytes address; ///< sec_addr with its NUL; the client ignores it ([MS-RPCE] 3.3.1.5.5)
    std::vector<ContextAnswer> answers;
    Bytes padding; ///< before a verifier; one independent server also sends 8 zero bytes without one

    static void fields(auto &m, auto &io)
    {
        io.number("max_xmit_frag", m.maxXmit);
        io.number("max_recv_frag", m.maxRecv);
        io.hex("assoc_group_id", m.group);
        auto length = static_cast<std::uint16_t>(m.address.size());
        io.number("sec_addr.length", length);
        if constexpr (std::remove_reference_t<decltype(io)>::prints)
            io.fact("sec_addr", addressText(m.address));
        else
            io.raw("sec_addr", m.address, length, addressLimit);
        io.align(4);
        io.template count<std::uint8_t>("n_results", m.answers, contextLimit, 24);
        io.ignored("reserved", std::uint8_t(0));
        io.ignored("reserved2", std::uint16_t(0));
        io.list("p_result", m.answers);
        if constexpr (std::remove_reference_t<decltype(io)>::reads)
            io.withinLimit("padding", io.left(), paddingLimit);
        if constexpr (!std::remove_reference_t<decltype(io)>::prints)
            io.rest("padding", m.padding);
    }

private:
    static std::string addressText(const Bytes &address);
};

/// provider_reject_reason, [C706] 12.6.3.1 and [MS-RPCE] 2.2.2.5
enum class NakReason : std::uint16_t {
    notSpecified = 0,
    temporaryCongestion = 1,
    localLimitExceeded = 2,
    protocolVersionNotSupported = 4,
    authenticationTypeNotRecognized = 8,
    invalidChecksum = 9,
};
std::string_view nameOf(NakReason);

/// The body of bind_nak, [C706] 12.6.4.5. What follows the versions (padding, extended error information) is kept as bytes.
struct BindNak {
    NakReason reason{};
    std::vector<std::uint16_t> versions; ///< major in the low byte
    Bytes rest;

    static void fields(auto &m, auto &io)
    {
        io.number("provider_reject_reason", m.reason);
        io.template count<std::uint8_t>("n_protocols", m.versions, contextLimit, 2);
        io.numbers("protocol", m.versions);
        io.rest("extended_error_info", m.rest);
    }
};

/// The body of rpc_auth_3: four bytes of any value before the verifier, [MS-RPCE] 2.2.2.5.
struct Auth3 {
    static void fields(auto &, auto &io) { io.ignored("pad", std::uint32_t(0)); }
};

} // namespace mailwalk::wire::dcerpc
