#pragma once

#include "http/connection.h"
#include "http/sign_in.h"

/// The ways of signing in that a web server offers, and which of them is taken.
namespace mailwalk::http {

/// What a server offers to whoever asks without credentials: "Basic realm=...", "NTLM", "Bearer".
struct Offer {
    std::vector<wire::http::Challenge> challenges;
    bool has(Scheme scheme) const;
};

/// The offer in a 401. Every challenge becomes a fact "offers" of the hop; 32 are read.
Offer offerIn(const net::Step &hop, const ResponseHead &unauthorized);
inline Offer offerIn(const net::Step &hop, const Response &unauthorized) { return offerIn(hop, unauthorized.head); }

/// The first of `wanted` that is offered and allowed here: Basic only on a host of the user's own domain, unless it was asked for
/// by name. Fails the hop with auth-unsupported (expected: the wanted, got: the offered, "Bearer").
Scheme choose(const net::Step &hop, const Offer &offer, const std::vector<Scheme> &wanted, const SignIn &signIn,
              const std::string &host);

/// That nothing of `wanted` is in the offer: auth-unsupported, expected the wanted, got the offered.
trace::Failure noCommonScheme(const Offer &offer, const std::vector<Scheme> &wanted);

} // namespace mailwalk::http
