#include "net/certificate_faults.h"

#include <algorithm>

namespace mailwalk::net {

std::string_view nameOf(Fault fault)
{
    switch (fault) {
    case Fault::expired: return "expired";
    case Fault::notYetValid: return "not yet valid";
    case Fault::otherName: return "other name";
    case Fault::selfSigned: return "self-signed";
    case Fault::missingIntermediate: return "missing intermediate";
    case Fault::unknownAuthority: return "unknown authority";
    case Fault::wrongPurpose: return "wrong purpose";
    case Fault::weak: return "weak";
    case Fault::unusable: return "unusable";
    }
    return {};
}

CertificateFaults::CertificateFaults(const std::vector<Complaint> &complaints, const std::vector<ssl::Certificate> &sent,
                                     std::string host)
    : leafOnly_(sent.size() == 1), host_(std::move(host))
{
    for (const Complaint &complaint : complaints) {
        const auto same = [fault = faultOf(complaint)](const Found &found) { return found.fault == fault; };
        if (std::none_of(faults_.begin(), faults_.end(), same))
            faults_.push_back(foundBy(complaint));
    }
    std::stable_sort(faults_.begin(), faults_.end(), [](const Found &a, const Found &b) { return a.fault < b.fault; });
}

Fault CertificateFaults::faultOf(const Complaint &complaint) const
{
    switch (complaint.error) {
    case X509_V_ERR_CERT_HAS_EXPIRED: return Fault::expired;
    case X509_V_ERR_CERT_NOT_YET_VALID: return Fault::notYetValid;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return Fault::otherName;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return Fault::selfSigned;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE: // follows the one before
        return leafOnly_ && complaint.depth == 0 ? Fault::missingIntermediate : Fault::unknownAuthority;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE: return Fault::unknownAuthority;
    case X509_V_ERR_INVALID_PURPOSE: return complaint.depth == 0 ? Fault::wrongPurpose : Fault::unusable;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK: return Fault::weak;
    default: return Fault::unusable;
    }
}

CertificateFaults::Found CertificateFaults::foundBy(const Complaint &complaint) const
{
    const X509 *about = complaint.about.get();
    const std::string who = about ? subjectOf(about) : "the certificate";
    const std::string issuer = about ? issuerOf(about) : "unknown";
    const std::string dates = about ? notBefore(about) + " to " + notAfter(about) : "";
    const Fault fault = faultOf(complaint);
    switch (fault) {
    case Fault::expired: return {fault, who + " has expired", dates};
    case Fault::notYetValid: return {fault, who + " is not valid yet", dates};
    case Fault::otherName: return {fault, who + " is for another name", host_};
    case Fault::selfSigned: return {fault, who + " is signed by itself", "a certificate of a known authority"};
    case Fault::missingIntermediate:
        return {fault, "the server sent " + who + " alone, without that of its issuer " + issuer, issuer};
    case Fault::unknownAuthority: return {fault, "this computer does not trust " + who, "a certificate of a known authority"};
    case Fault::wrongPurpose: return {fault, who + " is not meant for a server", "a certificate for servers"};
    case Fault::weak:
    case Fault::unusable: break;
    }
    return {fault, who + ": " + X509_verify_cert_error_string(complaint.error), {}};
}

bool CertificateFaults::onlyWeak() const { return any() && faults_.front().fault == Fault::weak && faults_.size() == 1; }

Facts CertificateFaults::facts() const
{
    Facts facts;
    for (const Found &found : faults_)
        facts.push_back({"certificate fault", std::string(nameOf(found.fault))});
    return facts;
}

Failure CertificateFaults::failure() const
{
    const Found &worst = faults_.front();
    std::string text;
    for (const Found &found : faults_)
        text += (text.empty() ? "" : "; ") + found.text;
    Failure failure{trace::Code::certificate, text, {}, std::string(nameOf(worst.fault))};
    if (!worst.expected.empty())
        failure.expected = worst.expected;
    return failure;
}

} // namespace mailwalk::net
