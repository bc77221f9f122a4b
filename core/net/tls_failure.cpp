#include "net/tls_session.h"

#include <openssl/sslerr.h>

#include <algorithm>

namespace mailwalk::net {

using trace::Code;

namespace {

constexpr std::string_view tooOld = "too old a protocol", nothingCommon = "no common cipher",
                           demanded = "client certificate demanded";

Failure failureWith(Code code, std::string text, std::optional<std::string> expected, std::string_view got)
{
    return {code, std::move(text), std::move(expected), std::string(got)};
}

bool oneOf(Alert alert, std::initializer_list<Alert> alerts)
{
    return std::find(alerts.begin(), alerts.end(), alert) != alerts.end();
}

// What servers say to a client that answers their question for a certificate with none (RFC 8446 4.4.2.4, RFC 5246 7.4.6).
bool meansCertificate(Alert alert, const Observed &seen)
{
    if (alert == Alert::certificateRequired)
        return true;
    return seen.clientCertificateAsked && oneOf(alert, {Alert::handshakeFailure, Alert::noCertificate, Alert::badCertificate,
                                                        Alert::certificateUnknown, Alert::unknownCa, Alert::accessDenied,
                                                        Alert::decodeError});
}

Failure failureOfAlert(Alert alert, const TlsSession &session)
{
    const std::string said = "the other side sent the alert " + toText(alert);
    if (meansCertificate(alert, session.seen()))
        return failureWith(Code::tlsAlert, said + " after it had asked for a client certificate", {}, demanded);
    if (alert == Alert::protocolVersion)
        return failureWith(Code::tls, said + ": it speaks none of the protocols offered", "TLSv1.2 or later", tooOld);
    const bool first = !session.opening().empty() && session.opening()[0] == 0x15; // instead of a ServerHello
    if (alert == Alert::insufficientSecurity || (alert == Alert::handshakeFailure && first))
        return failureWith(Code::tlsAlert, said + ": it found nothing in common in what was offered", {}, nothingCommon);
    return failureWith(Code::tlsAlert, said, {}, "alert " + toText(alert));
}

} // namespace

Failure failureOf(const TlsSession &session, unsigned long error)
{
    const int reason = ERR_GET_REASON(error);
    if (ERR_GET_LIB(error) == ERR_LIB_SSL && reason > SSL_AD_REASON_OFFSET && session.seen().alertReceived)
        return failureOfAlert(*session.seen().alertReceived, session);
    const char *words = ERR_reason_error_string(error);
    const std::string why = words ? words : "no reason given";
    switch (reason) {
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_WRONG_SSL_VERSION:
    case SSL_R_VERSION_TOO_LOW:
        return failureWith(Code::tls, "the other side chose a protocol that is too old: " + why, "TLSv1.2 or later", tooOld);
    case SSL_R_NO_CIPHERS_AVAILABLE:
    case SSL_R_UNKNOWN_CIPHER_RETURNED:
    case SSL_R_WRONG_CIPHER_RETURNED:
        return failureWith(Code::tls, "the other side chose a cipher that was not offered: " + why, {}, nothingCommon);
    default: return failureWith(Code::tls, "TLS broke off: " + why, {}, why);
    }
}

std::string protocolOf(int version)
{
    switch (version) {
    case SSL3_VERSION: return "SSLv3";
    case TLS1_VERSION: return "TLSv1.0";
    case TLS1_1_VERSION: return "TLSv1.1";
    case TLS1_2_VERSION: return "TLSv1.2";
    case TLS1_3_VERSION: return "TLSv1.3";
    default: return hexNumber(static_cast<unsigned>(version), 4);
    }
}

} // namespace mailwalk::net
