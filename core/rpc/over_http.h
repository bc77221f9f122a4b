#pragma once

#include "http/sign_in.h"
#include "rpc/desk.h"
#include "rpc/pdu_stream.h"

#include <memory>

/// RPC over HTTP v2 ([MS-RPCH]): two requests that never end, one for each direction.
namespace mailwalk::rpc {

/// How the principal name of the proxy is compared with its certificate ("msstd:mail.corp.test").
enum class PrincipalRule {
    commonName, ///< of the subject only: Windows XP, so Outlook 2003
    anyName,    ///< or one of the subjectAltName: Windows Vista and later
};

/// An RPC proxy, and how to get past it.
struct Proxy {
    Place place;
    std::uint16_t port = 443;
    std::string principal; ///< "msstd:mail.corp.test", "msstd:*.corp.test"; empty when nothing is to be checked
    PrincipalRule rule{};
    net::OldestTls oldestTls{};
    std::vector<http::Scheme> schemes; ///< the dearest first; one alone when Autodiscover named it
};

/// Opens a virtual connection through the proxy to "server:6001" ([MS-RPCH] 3.2.2): both channels side by side, each with its own
/// connection, TLS and sign-in; then a hop `channel`.
std::unique_ptr<PduStream> overHttp(const net::Step &step, const Proxy &proxy, const Endpoint &server, http::SignIn &signIn);

/// Goes to a desk at its own port behind the proxy: virtual connection (unless one is open already) and bind. Tries the next way of
/// signing in as goTo does.
Association goThrough(const net::Step &step, const Proxy &proxy, const std::string &server, const Desk &desk,
                      http::SignIn &signIn, auth::Level level, std::unique_ptr<PduStream> opened = {});

/// As far as it goes without a password: connection, TLS, and what the proxy offers; the rest is recorded as not run.
void reachThrough(const net::Step &step, const Proxy &proxy, const std::string &server);

} // namespace mailwalk::rpc
