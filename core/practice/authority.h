#pragma once

#include "base/bytes.h"

#include <memory>

struct x509_st;
struct evp_pkey_st;

/// The certificates of the organisation, made when it starts.
namespace mailwalk::practice {

/// What is wrong with the certificate of a web server.
enum class CertificateFault {
    none,
    expired,
    notYetValid,
    otherName, ///< it is made out to a host of somebody else
    untrusted, ///< by an authority that nobody knows
    selfSigned,
    withoutIntermediate, ///< the server sends it alone
};

struct CertificatePlan {
    CertificateFault fault{};
    std::string commonName;         ///< of the subject
    std::vector<std::string> names; ///< of subjectAltName
};

using Certificate = std::shared_ptr<x509_st>;
using PrivateKey = std::shared_ptr<evp_pkey_st>;

/// What a server proves itself with.
struct Credentials {
    Certificate certificate;
    PrivateKey key;
    std::vector<Certificate> chain; ///< sent after it
};

/// A certificate that may sign others.
struct Issuer {
    Certificate certificate;
    PrivateKey key;
};

/// A root, and an authority below it that signs the servers' certificates.
class Authority
{
public:
    Authority();

    Credentials issue(const CertificatePlan &plan) const;
    std::string pem() const; ///< of the root

    /// All of it with its keys, to be kept by its owner alone: for several programs that serve one organisation.
    std::string secretPem() const;
    static Authority fromSecretPem(const std::string &pem); ///< throws std::runtime_error

private:
    Authority(Issuer root, Issuer intermediate) : root_(std::move(root)), intermediate_(std::move(intermediate)) {}

    Issuer root_, intermediate_;
};

} // namespace mailwalk::practice
