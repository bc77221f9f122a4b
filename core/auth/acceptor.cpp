#include "auth/acceptor.h"

#include "auth/ntlm_acceptor.h"
#include "auth/spnego_acceptor.h"

namespace mailwalk::auth {

using Reason = Refusal::Reason;

std::string_view nameOf(Reason reason)
{
    switch (reason) {
    case Reason::malformed: return "malformed";
    case Reason::unsupported: return "unsupported";
    case Reason::unknownUser: return "unknown-user";
    case Reason::wrongPassword: return "wrong-password";
    case Reason::wrongTime: return "wrong-time";
    case Reason::noSessionSecurity: return "no-session-security";
    case Reason::missingMic: return "missing-mic";
    case Reason::wrongMic: return "wrong-mic";
    case Reason::wrongBinding: return "wrong-binding";
    }
    return {};
}

Result<std::unique_ptr<Acceptor>, Obstacle> newAcceptor(Mechanism mechanism, AcceptorSettings settings)
{
    auto crypto = Crypto::load();
    if (!crypto)
        return crypto.error();
    std::unique_ptr<Acceptor> acceptor;
    if (mechanism == Mechanism::ntlm)
        acceptor = std::make_unique<NtlmAcceptor>(*crypto, std::move(settings), systemDice());
    else
        acceptor = std::make_unique<SpnegoAcceptor>(*crypto, std::move(settings), systemDice());
    return acceptor;
}

} // namespace mailwalk::auth
