#pragma once

#include "wire/ntlm/av_pairs.h"
#include "wire/ntlm/flags.h"

/// [MS-NLMP] 2.2. Read, write and print them with the functions of wire::ntlm, not with those of wire. The printer shows no
/// response, no key and no MIC.
namespace mailwalk::wire::ntlm {

inline constexpr std::uint64_t signature = 0x005053534d4c544e; ///< "NTLMSSP", NUL
inline constexpr Limit nameLimit{"NTLM name", 2048};
inline constexpr Limit targetInfoLimit{"NTLM target information", 8192};
inline constexpr Limit responseLimit{"NTLM response", 16384};
inline constexpr Limit keyLimit{"NTLM session key", 64};

/// Whether the bytes begin as an NTLM message does, bare, without SPNEGO around it.
bool isNtlm(View token);

struct Version { // 2.2.2.10
    std::uint8_t major{}, minor{};
    std::uint16_t build{};

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints) {
            io.fact("OsVersion", std::to_string(m.major) + "." + std::to_string(m.minor) + "." + std::to_string(m.build));
        } else {
            io.number("ProductMajorVersion", m.major);
            io.number("ProductMinorVersion", m.minor);
            io.number("ProductBuild", m.build);
            io.ignored("Reserved", std::uint16_t(0));
            io.ignored("Reserved", std::uint8_t(0));
            io.ignored("NTLMRevisionCurrent", std::uint8_t(0x0f));
        }
    }

    /// The eight bytes have a meaning only with their flag, and old peers leave them out.
    static void optional(auto &version, std::uint32_t flags, auto &io)
    {
        if (flags & flag::version)
            version.fields(version, io);
        else if (io.hasRoom(false, 8))
            io.ignored("Version", std::uint64_t(0));
    }
};

struct Negotiate { // 2.2.1.1
    std::uint32_t flags{};
    std::string domain, workstation;
    Version version;

    static void fields(auto &m, auto &io)
    {
        io.constant("Signature", signature);
        io.constant("MessageType", std::uint32_t(1));
        io.hex("NegotiateFlags", m.flags);
        io.field("DomainName", m.domain, nameLimit);
        io.field("Workstation", m.workstation, nameLimit);
        Version::optional(m.version, m.flags, io);
        io.payload(Encoding::oem);
    }
};

struct Challenge { // 2.2.1.2
    std::string targetName;
    std::uint32_t flags{};
    std::array<Byte, 8> serverChallenge{};
    AvPairs targetInfo;
    Version version;

    static void fields(auto &m, auto &io)
    {
        io.constant("Signature", signature);
        io.constant("MessageType", std::uint32_t(2));
        io.field("TargetName", m.targetName, nameLimit);
        io.hex("NegotiateFlags", m.flags);
        io.raw("ServerChallenge", m.serverChallenge);
        const bool hasInfo = m.flags & flag::targetInfo;
        if (io.hasRoom(hasInfo, 16)) {
            io.ignored("Reserved", std::uint64_t(0));
            if (hasInfo)
                io.field("TargetInfo", m.targetInfo, targetInfoLimit);
            else
                io.ignored("TargetInfoFields", std::uint64_t(0));
        }
        Version::optional(m.version, m.flags, io);
        if constexpr (std::remove_reference_t<decltype(io)>::prints)
            io.fact("TargetType", m.targetType());
        io.payload(m.flags & flag::unicode ? Encoding::unicode : Encoding::oem);
    }

    std::string targetType() const; ///< "domain", "server", or "not said"
};

using Mic = std::array<Byte, 16>;

struct Authenticate { // 2.2.1.3
    Secret lmResponse, ntResponse;
    std::string domain, user, workstation;
    Secret encryptedSessionKey;
    std::uint32_t flags{};
    Version version;
    std::optional<Mic> mic; ///< written as it is; zeros while it is being computed

    static constexpr std::size_t micAt = 72;

    static void fields(auto &m, auto &io)
    {
        io.constant("Signature", signature);
        io.constant("MessageType", std::uint32_t(3));
        io.field("LmChallengeResponse", m.lmResponse, responseLimit);
        io.field("NtChallengeResponse", m.ntResponse, responseLimit);
        io.field("DomainName", m.domain, nameLimit);
        io.field("UserName", m.user, nameLimit);
        io.field("Workstation", m.workstation, nameLimit);
        io.field("EncryptedRandomSessionKey", m.encryptedSessionKey, keyLimit);
        io.hex("NegotiateFlags", m.flags);
        Version::optional(m.version, m.flags, io);
        if constexpr (std::remove_reference_t<decltype(io)>::reads) {
            if (io.offset() == micAt && io.hasRoom(false, sizeof(Mic))) // nothing says it is there but where the payload begins
                m.mic.emplace();
        }
        if (m.mic)
            io.hidden("MIC", *m.mic);
        io.payload(m.flags & flag::unicode ? Encoding::unicode : Encoding::oem);
    }
};

/// What an NTLMv2 response holds behind its proof. Never printed.
struct ClientChallenge { // 2.2.2.7 NTLMv2_CLIENT_CHALLENGE
    std::uint64_t timestamp{};
    std::array<Byte, 8> challenge{};
    AvPairs avPairs;
    Bytes padding = Bytes(4); ///< clients send 4 or 8 zero bytes

    static void fields(auto &m, auto &io)
    {
        io.constant("RespType", std::uint8_t(1));
        io.constant("HiRespType", std::uint8_t(1));
        io.ignored("Reserved1", std::uint16_t(0));
        io.ignored("Reserved2", std::uint32_t(0));
        io.number("TimeStamp", m.timestamp);
        io.raw("ChallengeFromClient", m.challenge);
        io.ignored("Reserved3", std::uint32_t(0));
        io.object("AvPairs", m.avPairs);
        io.rest("padding", m.padding);
    }
};

} // namespace mailwalk::wire::ntlm
