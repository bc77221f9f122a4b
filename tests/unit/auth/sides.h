#pragma once

#include "auth/spnego_acceptor.h"
#include "auth/spnego_context.h"
#include "examples.h"

/// A client and a server of one made-up domain, with known dice.
namespace mailwalk::test {

inline constexpr std::uint64_t now = 134000000000000000; // in the year 2025
inline const char *const clientRolls = "c1c2c3c4c5c6c7c8"
                                       "101112131415161718191a1b1c1d1e1f";
inline const char *const serverRolls = "0123456789abcdef";

inline auth::Identity alice(std::string password = "Sesame-1") { return {"alice", "CORP", secret(std::move(password))}; }

inline auth::Surroundings surroundings() { return {now, "DESK-7", "exchangeRFR/ex1.corp.test", {}}; }

inline auth::AcceptorSettings corp(auth::Level level)
{
    auth::AcceptorSettings settings;
    settings.names = {"EX1", "CORP", "ex1.corp.test", "corp.test", "corp.test"};
    settings.fileTime = now;
    settings.level = level;
    settings.passwordOf = [](const std::string &user, const std::string &domain) -> std::optional<Secret> {
        const bool known = (user == "alice" && domain == "CORP") || (user == "alice@corp.test" && domain.empty());
        return known ? std::optional(secret("Sesame-1")) : std::nullopt;
    };
    return settings;
}

template <class Side = auth::NtlmContext>
Side client(auth::Level level, auth::Identity identity = alice(), auth::Surroundings around = surroundings())
{
    return Side(crypto(), std::move(identity), level, std::move(around), rolls(clientRolls));
}

template <class Side = auth::NtlmAcceptor> Side server(auth::Level level)
{
    return Side(crypto(), corp(level), rolls(serverRolls));
}

template <class Side = auth::NtlmAcceptor> Side server(auth::AcceptorSettings settings)
{
    return Side(crypto(), std::move(settings), rolls(serverRolls));
}

} // namespace mailwalk::test
