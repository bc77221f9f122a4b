#pragma once

#include "net/certificate.h"

namespace mailwalk::net {

/// What can be wrong with the certificate of the other side; the worst first.
enum class Fault {
    expired,
    notYetValid,
    otherName,
    selfSigned,
    missingIntermediate,
    unknownAuthority,
    wrongPurpose,
    weak,
    unusable
};
std::string_view nameOf(Fault); ///< "expired", "other name"

/// One complaint of the verification of a chain.
struct Complaint {
    int error{}; ///< X509_V_ERR_...
    int depth{}; ///< 0 is the leaf
    ssl::Certificate about;
};

/// The complaints about a chain as it was sent, leaf first, as faults: each once.
class CertificateFaults
{
public:
    CertificateFaults(const std::vector<Complaint> &complaints, const std::vector<ssl::Certificate> &sent, std::string host);

    bool any() const { return !faults_.empty(); }
    bool onlyWeak() const; ///< nothing but short keys and old digests
    Facts facts() const;   ///< "certificate fault" once for each
    Failure failure() const;

private:
    struct Found {
        Fault fault{};
        std::string text;
        std::string expected;
    };
    Fault faultOf(const Complaint &complaint) const;
    Found foundBy(const Complaint &complaint) const;

    bool leafOnly_;
    std::string host_;
    std::vector<Found> faults_; // the worst first
};

} // namespace mailwalk::net
