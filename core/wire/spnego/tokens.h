#pragma once

#include "wire/spnego/der.h"

/// RFC 4178 4.2 as [MS-SPNG] narrows it. Read, write and print with the functions of wire::spnego.
namespace mailwalk::wire::spnego {

inline const Oid spnegoOid{{0x2b, 0x06, 0x01, 0x05, 0x05, 0x02}};
inline const Oid ntlmOid{{0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a}};
inline const Oid negoexOid{{0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x1e}};
inline const Oid kerberosOid{{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02}};
inline const Oid msKerberosOid{
    {0x2a, 0x86, 0x48, 0x82, 0xf7, 0x12, 0x01, 0x02, 0x02}}; ///< 16 bits of a component were lost, for ever

inline constexpr Limit mechanismLimit{"SPNEGO mechanisms", 16};

struct MechTypes { // 4.1; its DER is what mechListMIC protects
    std::vector<Oid> types;

    static void fields(auto &m, auto &io)
    {
        io.sequence("mechTypes", m.types, mechanismLimit, [](auto &list, auto &type) { list.oid("mechType", type); });
    }
};

struct NegTokenInit { // 4.2.1
    MechTypes mechTypes;
    std::optional<Bytes> mechToken, mechListMic;

    static void fields(auto &m, auto &io)
    {
        io.element(0x60, "InitialContextToken", [&m](auto &token) {
            token.constantOid("thisMech", spnegoOid);
            token.element(tag::context(0), "negTokenInit", [&m](auto &choice) {
                choice.element(tag::sequence, "NegTokenInit", [&m](auto &init) { content(m, init); });
            });
        });
    }

private:
    static void content(auto &m, auto &io)
    {
        io.element(tag::context(0), "mechTypes", [&m](auto &inner) { MechTypes::fields(m.mechTypes, inner); });
        io.ignoredOptional(tag::context(1), "reqFlags");
        io.optional(tag::context(2), "mechToken", m.mechToken,
                    [](auto &inner, auto &token) { inner.octets("mechToken", token); });
        io.optional(tag::context(3), "mechListMIC", m.mechListMic,
                    [](auto &inner, auto &mic) { inner.octets("mechListMIC", mic); });
    }
};

enum class NegState : std::uint8_t { acceptCompleted = 0, acceptIncomplete = 1, reject = 2, requestMic = 3 };
std::string_view nameOf(NegState);

struct NegTokenResp { // 4.2.2
    std::optional<NegState> negState;
    std::optional<Oid> supportedMech;
    std::optional<Bytes> responseToken, mechListMic;

    static void fields(auto &m, auto &io)
    {
        io.element(tag::context(1), "negTokenResp",
                   [&m](auto &choice) { choice.element(tag::sequence, "NegTokenResp", [&m](auto &resp) { content(m, resp); }); });
    }

private:
    static void content(auto &m, auto &io)
    {
        io.optional(tag::context(0), "negState", m.negState,
                    [](auto &inner, auto &state) { inner.enumerated("negState", state); });
        io.optional(tag::context(1), "supportedMech", m.supportedMech,
                    [](auto &inner, auto &oid) { inner.oid("supportedMech", oid); });
        io.optional(tag::context(2), "responseToken", m.responseToken,
                    [](auto &inner, auto &token) { inner.octets("responseToken", token); });
        io.optional(tag::context(3), "mechListMIC", m.mechListMic,
                    [](auto &inner, auto &mic) { inner.octets("mechListMIC", mic); });
    }
};

} // namespace mailwalk::wire::spnego
