#pragma once

#include "http/offer.h"

/// Signing in to a web server: the challenge first, asked for with a short request, and the proof only to whoever TLS has proven.
namespace mailwalk::http {

/// The door of a web server that a request goes to, for SignIn: each part of it may ask another directory. "mail.corp.test/rpc".
std::string doorOf(const std::string &host, std::string_view target);

/// The right to send one request with credentials on one connection. Whoever holds it has the walk's turn (SignIn::Turn) until
/// the server has answered; as long as no password was accepted, nobody may ask for another meanwhile in the same thread.
struct Admission {
    Scheme scheme;
    Secret header; ///< the value of "Authorization", for Connection::send and exchange
    SignIn::Turn turn;
    std::unique_ptr<auth::Context> context{}; ///< of Negotiate: checks the server's last word
};

/// All legs but the last, on this connection: NTLM and Negotiate with short requests of the same method and target, each a hop
/// `http`; Basic needs none. Fails before anything secret leaves when the connection is not inside TLS, the host may not have it,
/// or the walk has met a refusal (which is thrown; the hop is recorded as would-risk-lockout). Opens the connection anew when the
/// server closed it after its offer. Fails with auth-unsupported when the server does not go on with this scheme.
Admission admit(const net::Step &step, Connection &connection, const Request &shortRequest, Scheme scheme, SignIn &signIn);

/// Runs what happens from the password's proof to its verdict: unless the door has accepted the password before, every failure
/// may be the verdict, and ends all sign-ins of the walk. The admission has to outlive it.
template <class Path> auto underSuspicion(SignIn &signIn, const std::string &door, Path path)
{
    try {
        return path();
    } catch (const net::Stopped &why) {
        if (!why.cancelled && !signIn.isAccepted(door))
            signIn.refused(why);
        throw;
    }
}

/// What the server's answer to the request with credentials says of them: 401 is a refusal and fails the hop with auth-rejected;
/// what only a gateway says (407, 429, 502, 503, 504) is neither; anything else is acceptance, and lets the others go on. A last
/// word of Negotiate that does not fit is malformed (RFC 4559 5).
void judge(const net::Step &hop, const ResponseHead &answer, const std::string &door, SignIn &signIn, Admission &admission);

/// The whole: admission, the request itself as a hop, its judgement as soon as the head of the answer is there. `then` reads the
/// answer inside that hop, which fails when it does.
using Reading = std::function<void(const net::Step &hop, const Response &answer)>;
Response exchangeSignedIn(const net::Step &step, Connection &connection, const Request &request, Scheme scheme, SignIn &signIn,
                          const Reading &then = {});

} // namespace mailwalk::http
