#pragma once

#include "http/authorization.h"
#include "rpc/over_http.h"

#include <memory>

/// One of the HTTP connections of a virtual connection ([MS-RPCH] 3.2.2.1): a request, or an answer, that never ends.
namespace mailwalk::rpc {

enum class Direction { in, out };
std::string_view nameOf(Direction); ///< "IN", "OUT"

/// What all channels of one virtual connection have in common.
struct Passage {
    Proxy proxy;
    Endpoint server;
    http::SignIn *signIn = nullptr; ///< none: only as far as it goes without a password

    http::Url url() const;
    std::string door() const; ///< for SignIn
};

struct Channel {
    Direction direction;
    http::Connection connection;
    std::optional<http::Admission> admission{}; ///< went out with its request; until the proxy has answered that
    bool isSignedIn{};                          ///< with this request, or with the connection
};

constexpr std::uint64_t inLength = 1 << 30; ///< what Windows announces ([MS-RPCH] 2.1.2.1.1)

/// The hop in which both channels meet.
net::Plan channelPlan(const Proxy &proxy, const Endpoint &server);

/// Opens a connection to the proxy, inside TLS; its principal name, if one is to be checked, in a hop `proxy`.
http::Connection connectToProxy(const net::Step &step, const Passage &passage);

/// Asks without credentials, with a short request, inside the given hop. The offer; nothing when anybody is let in. Fails when
/// it is no RPC proxy that answers.
std::optional<http::Offer> firstContact(const net::Step &hop, http::Connection &connection, const Passage &passage,
                                        Direction direction);
net::Plan firstContactPlan(const http::Connection &connection, const Passage &passage, Direction direction);

/// A whole channel up to its request, signed in: the answer is not waited for. While no server has accepted the password, the OUT
/// channel proves it with a short request, and the IN channel waits for that: on IN nothing but a refusal is ever answered, and
/// by some servers only after the whole announced body.
std::unique_ptr<Channel> openChannel(const net::Step &step, const Passage &passage, Direction direction,
                                     std::uint64_t contentLength);

} // namespace mailwalk::rpc
