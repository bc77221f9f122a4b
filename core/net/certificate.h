#pragma once

#include "base/endpoint.h"
#include "base/fact.h"
#include "net/network.h"
#include "net/openssl.h"

/// What stands in a certificate, as text fit for a line.
namespace mailwalk::net {

std::string subjectOf(const X509 *certificate); ///< RFC 4514: "CN=mail.corp.test,O=Corp"
std::string issuerOf(const X509 *certificate);
std::string commonNameOf(const X509 *certificate);            ///< the last one of the subject; may be empty
std::vector<std::string> dnsNamesOf(const X509 *certificate); ///< of the subjectAltName
std::vector<std::string> namesOf(const X509 *certificate); ///< DNS names and numbers of the subjectAltName, else the common name
std::string notBefore(const X509 *certificate);            ///< ISO 8601, UTC
std::string notAfter(const X509 *certificate);

/// Of the certificate, for tls-server-end-point: by the digest of its own signature, SHA-256 in place of MD5 and SHA-1
/// (RFC 5929 4.1).
Bytes endPointHash(const X509 *certificate);

/// "certificate", "issuer", "names", "not before", "not after", "key", "signature", "fingerprint", "ca issuers"; "chain" once for
/// each certificate above it.
Facts factsOf(const std::vector<ssl::Certificate> &chain);

/// Everything in a text of PEM.
std::vector<ssl::Certificate> certificatesIn(const std::string &pem);

} // namespace mailwalk::net
