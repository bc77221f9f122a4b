#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mailwalk::net {

/// RFC 8446 6, RFC 5246 7.2.2, RFC 4279 6, RFC 6066 9, RFC 7301 3.2: all that were ever given a number.
enum class Alert : std::uint8_t {
    closeNotify = 0,
    unexpectedMessage = 10,
    badRecordMac = 20,
    decryptionFailed = 21,
    recordOverflow = 22,
    decompressionFailure = 30,
    handshakeFailure = 40,
    noCertificate = 41,
    badCertificate = 42,
    unsupportedCertificate = 43,
    certificateRevoked = 44,
    certificateExpired = 45,
    certificateUnknown = 46,
    illegalParameter = 47,
    unknownCa = 48,
    accessDenied = 49,
    decodeError = 50,
    decryptError = 51,
    exportRestriction = 60,
    protocolVersion = 70,
    insufficientSecurity = 71,
    internalError = 80,
    inappropriateFallback = 86,
    userCanceled = 90,
    noRenegotiation = 100,
    missingExtension = 109,
    unsupportedExtension = 110,
    certificateUnobtainable = 111,
    unrecognizedName = 112,
    badCertificateStatusResponse = 113,
    badCertificateHashValue = 114,
    unknownPskIdentity = 115,
    certificateRequired = 116,
    noApplicationProtocol = 120
};
std::string_view nameOf(Alert);  ///< "handshake_failure"; empty for an unknown number
std::string toText(Alert alert); ///< "40 handshake_failure", "0x63"

} // namespace mailwalk::net
