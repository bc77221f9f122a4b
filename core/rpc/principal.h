#pragma once

#include "net/network.h"
#include "rpc/over_http.h"

namespace mailwalk::rpc {

/// Whether anything is to be checked: "" and "none" (as Autodiscover says it) mean no.
bool namesPrincipal(const std::string &principal);

/// The names of a certificate that this rule compares, in their order; none twice.
std::vector<std::string> namesCompared(const net::Peer &peer, PrincipalRule rule);

/// Why the certificate does not carry the principal name "msstd:NAME". Names are equal or not: "msstd:mail.corp.test" is not
/// "*.corp.test", which only "msstd:*.corp.test" is.
std::optional<trace::Failure> objection(const net::Peer &peer, const std::string &principal, PrincipalRule rule);

} // namespace mailwalk::rpc
