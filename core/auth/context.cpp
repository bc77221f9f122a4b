#include "auth/context.h"

#include "auth/ntlm_context.h"
#include "auth/spnego_context.h"

namespace mailwalk::auth {

Identity identityFrom(std::string_view typed, Secret password)
{
    const auto at = typed.find('\\');
    if (at == std::string_view::npos)
        return {std::string(typed), {}, std::move(password)};
    return {std::string(typed.substr(at + 1)), std::string(typed.substr(0, at)), std::move(password)};
}

std::string_view nameOf(Mechanism mechanism) { return mechanism == Mechanism::ntlm ? "NTLM" : "Negotiate"; }

std::string_view nameOf(Level level)
{
    switch (level) {
    case Level::none: return "none";
    case Level::connect: return "connect";
    case Level::call: return "call";
    case Level::packet: return "packet";
    case Level::integrity: return "integrity";
    case Level::privacy: return "privacy";
    }
    return {};
}

Result<std::unique_ptr<Context>, Obstacle> newContext(Mechanism mechanism, Identity identity, Level level,
                                                      Surroundings surroundings)
{
    auto crypto = Crypto::load();
    if (!crypto)
        return crypto.error();
    std::unique_ptr<Context> context;
    if (mechanism == Mechanism::ntlm)
        context = std::make_unique<NtlmContext>(*crypto, std::move(identity), level, std::move(surroundings), systemDice());
    else
        context = std::make_unique<SpnegoContext>(*crypto, std::move(identity), level, std::move(surroundings), systemDice());
    return context;
}

} // namespace mailwalk::auth
