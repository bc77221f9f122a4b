#pragma once

#include "auth/context.h"

#include <functional>

/// The other end of a sign-in, as strict as a Windows server: for the practice organisation, and to check our client against.
namespace mailwalk::auth {

/// What a server tells in its challenge.
struct ServerNames {
    std::string nbComputer, nbDomain, dnsComputer, dnsDomain, dnsTree;
};

/// The password of a user as he typed his name and domain (a UPN comes with an empty domain); nothing when there is no such user.
using PasswordOf = std::function<std::optional<Secret>(const std::string &user, const std::string &domain)>;

struct AcceptorSettings {
    enum class Binding { ignored, whenSent, required }; ///< channel bindings, when the server knows its own

    ServerNames names;
    std::uint64_t fileTime{};     ///< now, in 100 ns since 1601
    Level level = Level::connect; ///< what messages afterwards must be protected with
    Binding binding = Binding::whenSent;
    std::optional<Bytes> channelBinding; ///< the server's own, 16 bytes; none without TLS
    PasswordOf passwordOf;
};

/// Why a sign-in is not accepted.
struct Refusal {
    enum class Reason {
        malformed,   ///< the token is not what the specification allows
        unsupported, ///< no common mechanism, neither Unicode nor OEM, NTLMv1, anonymous
        unknownUser,
        wrongPassword,     ///< counts towards a lockout
        wrongTime,         ///< more than 36 hours off
        noSessionSecurity, ///< protection was demanded, and the client did not agree to it
        missingMic,
        wrongMic, ///< of the three messages, or of the mechanism list
        wrongBinding,
    } reason;
    std::string text;
    std::string user, domain; ///< as sent, when it came so far
};
std::string_view nameOf(Refusal::Reason);

/// One sign-in over one connection, and the protection of its messages afterwards.
class Acceptor
{
public:
    virtual ~Acceptor() = default;

    virtual Result<Bytes, Refusal> next(View token) = 0; ///< the answer to the client's token; empty when there is none
    virtual bool complete() const = 0;                   ///< the user is who he says
    virtual const std::string &user() const = 0;         ///< as sent
    virtual const std::string &domain() const = 0;

    /// See Context.
    virtual std::size_t signatureSize() const = 0;
    virtual Bytes protect(View head, std::span<Byte> body, View trail, Level level) = 0;
    virtual bool unprotect(View head, std::span<Byte> body, View trail, View token, Level level) = 0;
};

/// An acceptor for one connection. `negotiate` takes bare NTLM too, as Windows does.
Result<std::unique_ptr<Acceptor>, Obstacle> newAcceptor(Mechanism mechanism, AcceptorSettings settings);

} // namespace mailwalk::auth
