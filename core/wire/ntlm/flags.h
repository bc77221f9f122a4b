#pragma once

#include <cstdint>

/// NegotiateFlags ([MS-NLMP] 2.2.2.5), as far as somebody here sets or reads them.
namespace mailwalk::wire::ntlm::flag {

inline constexpr std::uint32_t unicode = 0x00000001;
inline constexpr std::uint32_t oem = 0x00000002;
inline constexpr std::uint32_t requestTarget = 0x00000004;
inline constexpr std::uint32_t sign = 0x00000010;
inline constexpr std::uint32_t seal = 0x00000020;
inline constexpr std::uint32_t lmKey = 0x00000080;
inline constexpr std::uint32_t ntlm = 0x00000200;
inline constexpr std::uint32_t anonymous = 0x00000800;
inline constexpr std::uint32_t alwaysSign = 0x00008000;
inline constexpr std::uint32_t targetIsDomain = 0x00010000;
inline constexpr std::uint32_t targetIsServer = 0x00020000;
inline constexpr std::uint32_t extendedSessionSecurity = 0x00080000;
inline constexpr std::uint32_t targetInfo = 0x00800000;
inline constexpr std::uint32_t version = 0x02000000;
inline constexpr std::uint32_t bits128 = 0x20000000;
inline constexpr std::uint32_t keyExchange = 0x40000000;
inline constexpr std::uint32_t bits56 = 0x80000000;

} // namespace mailwalk::wire::ntlm::flag
