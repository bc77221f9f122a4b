#pragma once

#include "auth/ntlm_keys.h"

namespace mailwalk::auth {

/// The messages of one direction ([MS-NLMP] 3.4, extended session security, 128 bit): running RC4, running sequence number.
class MessageProtection
{
public:
    static constexpr std::size_t tokenSize = 16;

    /// `flags`: the negotiated ones.
    MessageProtection(std::shared_ptr<const Crypto> crypto, const Digest &exportedKey, Direction direction, std::uint32_t flags);

    Bytes sign(View head, View body, View trail);
    Bytes seal(View head, std::span<Byte> body, View trail); ///< encrypts body
    bool verify(View head, View body, View trail, View token);
    bool unseal(View head, std::span<Byte> body, View trail, View token); ///< decrypts body, whether or not the token fits

    /// As sign and verify, but the key stream stays where it was; the sequence number does not ([MS-SPNG] 3.2.5.1, 3.3.5.1).
    Bytes signAside(View message);
    bool verifyAside(View message, View token);

private:
    std::shared_ptr<const Crypto> crypto_;
    Digest signingKey_;
    Rc4 stream_;
    std::uint32_t flags_;
    std::uint32_t sequence_{};
};

/// Both directions, seen from one side, with the levels of RPC.
class NtlmSession
{
public:
    enum class Side { client, server };
    NtlmSession(std::shared_ptr<const Crypto> crypto, const Digest &exportedKey, std::uint32_t flags, Side side);

    Bytes protect(View head, std::span<Byte> body, View trail, Level level); ///< see Context::protect; empty up to level connect
    bool unprotect(View head, std::span<Byte> body, View trail, View token, Level level);

    MessageProtection &outgoing() { return outgoing_; }
    MessageProtection &incoming() { return incoming_; }

private:
    MessageProtection outgoing_, incoming_;
};

} // namespace mailwalk::auth
