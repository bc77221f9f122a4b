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

// Carries tokens to and fro until nobody has anything to say.
template <class Client, class Server> void signIn(Client &client, Server &server)
{
    auto token = client.first();
    for (int turns = 0; turns < 5; ++turns) {
        ASSERT_TRUE(bool(token)) << token.error().text;
        if (token->empty())
            return;
        const auto answer = server.next(*token);
        ASSERT_TRUE(bool(answer)) << answer.error().text;
        ASSERT_EQ(client.expectsAnswer(), !answer->empty());
        if (answer->empty())
            return;
        token = client.next(*answer);
    }
    FAIL() << "no end";
}

template <class From, class To> void passes(From &from, To &to, auth::Level level)
{
    const Bytes head = hex("0500"), trail = hex("0a06"), plain = hex("00112233445566778899");
    for (int i = 0; i < 3; ++i) {
        Bytes body = plain;
        const Bytes token = from.protect(head, body, trail, level);
        ASSERT_EQ(token.size(), level > auth::Level::connect ? from.signatureSize() : 0);
        ASSERT_EQ(body != plain, level == auth::Level::privacy);
        ASSERT_TRUE(to.unprotect(head, body, trail, token, level));
        ASSERT_EQ(body, plain);
    }
}

template <class Client, class Server> void works(auth::Level level)
{
    Client client = test::client<Client>(level);
    Server server = test::server<Server>(level);
    signIn(client, server);
    ASSERT_TRUE(client.complete());
    ASSERT_TRUE(server.complete());
    EXPECT_EQ(server.user(), "alice");
    EXPECT_EQ(server.domain(), "CORP");
    passes(client, server, level);
    passes(server, client, level);
    EXPECT_EQ(factOf(client.facts(), "DnsComputerName"), "ex1.corp.test");
}

} // namespace mailwalk::test
