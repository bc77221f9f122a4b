#pragma once

#include "base/bytes.h"
#include "base/fact.h"
#include "base/result.h"
#include "base/secret.h"

#include <memory>

/// Proving who somebody is, as pure computation: challenge in, response out. No socket, no thread, no clock of its own.
namespace mailwalk::auth {

/// Who signs in. `user` as typed: "alice@corp.test" (then `domain` is empty) or "alice" with `domain` "CORP".
struct Identity {
    std::string user;
    std::string domain;
    Secret password;

    Identity copy() const { return {user, domain, password.copy()}; }
};

/// Splits DOMAIN\user; anything else, a UPN too, is a user without a domain ([MS-NLMP] gives no rule for a UPN; all clients do
/// so).
Identity identityFrom(std::string_view typed, Secret password);

enum class Mechanism { ntlm, negotiate };
std::string_view nameOf(Mechanism);

/// [MS-RPCE] 2.2.1.1.8
enum class Level : std::uint8_t { none = 1, connect = 2, call = 3, packet = 4, integrity = 5, privacy = 6 };
std::string_view nameOf(Level);

/// What stands in the way of going on: the server's token is not what the specification allows, or this machine cannot compute.
struct Obstacle {
    enum class Blame { theirs, ours, refused } blame;
    std::string text;
};

/// What the caller lends, because this module has no clock, no random source of its own choosing and no connection.
struct Surroundings {
    std::uint64_t fileTime{};            ///< now, in 100 ns since 1601, for servers that send no time
    std::string workstation;             ///< may be empty
    std::string targetName;              ///< the SPN for MsvAvTargetName: "exchangeRFR/ex1.corp.test"; may be empty
    std::optional<Bytes> channelBinding; ///< 16 bytes, see channel_binding.h; none over plain TCP
};

/// One sign-in over one connection, and the protection of its messages afterwards.
class Context
{
public:
    virtual ~Context() = default;

    virtual Result<Bytes, Obstacle> first() = 0; ///< the token that opens the exchange
    virtual Result<Bytes, Obstacle>
    next(View token) = 0;                   ///< answers the server's token; empty when nothing is to be sent any more
    virtual bool complete() const = 0;      ///< nothing more to exchange from our side's view
    virtual bool expectsAnswer() const = 0; ///< the token just made will be answered (SPNEGO), or not (NTLM's third)

    virtual std::size_t signatureSize() const = 0; ///< bytes of a token on a protected message
    /// Signs head|body|trail ([MS-RPCE] 2.2.2.11, NTLM signs all three), encrypting body in place when `seals`. Returns the
    /// token.
    virtual Bytes protect(View head, std::span<Byte> body, View trail, Level level) = 0;
    /// Decrypts body in place when the level is privacy, and checks. False when the token does not fit.
    virtual bool unprotect(View head, std::span<Byte> body, View trail, View token, Level level) = 0;

    virtual Facts facts() const = 0; ///< what the server's challenge told about it; never a secret
};

/// A context for one connection. The obstacle is this machine's OpenSSL without its legacy provider (MD4, RC4).
Result<std::unique_ptr<Context>, Obstacle> newContext(Mechanism mechanism, Identity identity, Level level,
                                                      Surroundings surroundings);

} // namespace mailwalk::auth
