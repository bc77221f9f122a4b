#include "net/alert.h"

#include "base/bytes.h"

namespace mailwalk::net {

std::string_view nameOf(Alert alert)
{
    switch (alert) {
    case Alert::closeNotify: return "close_notify";
    case Alert::unexpectedMessage: return "unexpected_message";
    case Alert::badRecordMac: return "bad_record_mac";
    case Alert::decryptionFailed: return "decryption_failed";
    case Alert::recordOverflow: return "record_overflow";
    case Alert::decompressionFailure: return "decompression_failure";
    case Alert::handshakeFailure: return "handshake_failure";
    case Alert::noCertificate: return "no_certificate";
    case Alert::badCertificate: return "bad_certificate";
    case Alert::unsupportedCertificate: return "unsupported_certificate";
    case Alert::certificateRevoked: return "certificate_revoked";
    case Alert::certificateExpired: return "certificate_expired";
    case Alert::certificateUnknown: return "certificate_unknown";
    case Alert::illegalParameter: return "illegal_parameter";
    case Alert::unknownCa: return "unknown_ca";
    case Alert::accessDenied: return "access_denied";
    case Alert::decodeError: return "decode_error";
    case Alert::decryptError: return "decrypt_error";
    case Alert::exportRestriction: return "export_restriction";
    case Alert::protocolVersion: return "protocol_version";
    case Alert::insufficientSecurity: return "insufficient_security";
    case Alert::internalError: return "internal_error";
    case Alert::inappropriateFallback: return "inappropriate_fallback";
    case Alert::userCanceled: return "user_canceled";
    case Alert::noRenegotiation: return "no_renegotiation";
    case Alert::missingExtension: return "missing_extension";
    case Alert::unsupportedExtension: return "unsupported_extension";
    case Alert::certificateUnobtainable: return "certificate_unobtainable";
    case Alert::unrecognizedName: return "unrecognized_name";
    case Alert::badCertificateStatusResponse: return "bad_certificate_status_response";
    case Alert::badCertificateHashValue: return "bad_certificate_hash_value";
    case Alert::unknownPskIdentity: return "unknown_psk_identity";
    case Alert::certificateRequired: return "certificate_required";
    case Alert::noApplicationProtocol: return "no_application_protocol";
    }
    return {};
}

std::string toText(Alert alert)
{
    const auto number = static_cast<std::uint8_t>(alert);
    const auto name = nameOf(alert);
    return name.empty() ? hexNumber(number, 2) : std::to_string(number) + ' ' + std::string(name);
}

} // namespace mailwalk::net
