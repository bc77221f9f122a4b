#include "practice/authority.h"

#include "practice/random.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace mailwalk::practice {
namespace {

constexpr long day = 24 * 60 * 60;
constexpr long sinceLong = -365 * day, forLong = 5 * 365 * day;

/// From now, in seconds.
struct Validity {
    long from = -30 * day, to = 365 * day;
};

struct Subject {
    std::string commonName;
    std::vector<std::string> names; ///< none for an authority
    Validity validity;
};

template <class Pointer> Pointer made(Pointer pointer)
{
    if (!pointer)
        throw std::runtime_error("OpenSSL makes no certificate");
    return pointer;
}

PrivateKey newKey() { return {made(EVP_EC_gen("P-256")), EVP_PKEY_free}; }

void setName(X509_NAME *name, const std::string &commonName)
{
    const auto add = [name](const char *field, const std::string &value) {
        X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const Byte *>(value.c_str()), -1, -1, 0);
    };
    add("O", "Corp (practice)");
    add("CN", commonName);
}

void extend(X509 *certificate, X509 *issuer, int kind, const std::string &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = made(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

std::string alternatives(const std::vector<std::string> &names)
{
    std::string list;
    for (const std::string &name : names)
        list += (list.empty() ? "DNS:" : ",DNS:") + name;
    return list;
}

void extendAsServer(X509 *certificate, X509 *issuer, const std::vector<std::string> &names)
{
    extend(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE");
    extend(certificate, issuer, NID_key_usage, "critical,digitalSignature");
    extend(certificate, issuer, NID_ext_key_usage, "serverAuth");
    extend(certificate, issuer, NID_subject_alt_name, alternatives(names));
}

void extendAsAuthority(X509 *certificate, X509 *issuer)
{
    extend(certificate, issuer, NID_basic_constraints, "critical,CA:TRUE");
    extend(certificate, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
}

// RFC 5280 4.1. Signed by itself when there is no issuer.
Issuer make(const Subject &subject, const Issuer *issuer)
{
    Issuer own{{made(X509_new()), X509_free}, newKey()};
    X509 *certificate = own.certificate.get(), *above = issuer ? issuer->certificate.get() : certificate;
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate),
                            std::uint64_t(randomNumber(1, 0x7fffffff)) << 32 | randomNumber(0, 0xffffffff));
    X509_gmtime_adj(X509_getm_notBefore(certificate), subject.validity.from);
    X509_gmtime_adj(X509_getm_notAfter(certificate), subject.validity.to);
    X509_set_pubkey(certificate, own.key.get());
    setName(X509_get_subject_name(certificate), subject.commonName);
    X509_set_issuer_name(certificate, X509_get_subject_name(above));
    extend(certificate, above, NID_subject_key_identifier, "hash");
    extend(certificate, above, NID_authority_key_identifier, "keyid:always");
    if (subject.names.empty())
        extendAsAuthority(certificate, above);
    else
        extendAsServer(certificate, above, subject.names);
    made(X509_sign(certificate, issuer ? issuer->key.get() : own.key.get(), EVP_sha256()));
    return own;
}

Validity validityFor(CertificateFault fault)
{
    if (fault == CertificateFault::expired)
        return {-375 * day, -10 * day};
    if (fault == CertificateFault::notYetValid)
        return {10 * day, 375 * day};
    return {};
}

Subject subjectOf(const CertificatePlan &plan)
{
    if (plan.fault == CertificateFault::otherName)
        return {"www.hosting.test", {"www.hosting.test", "hosting.test"}, {}};
    return {plan.commonName, plan.names, validityFor(plan.fault)};
}

using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

Memory newMemory() { return {made(BIO_new(BIO_s_mem())), BIO_free}; }

std::string textIn(const Memory &memory)
{
    char *text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

Issuer nextIssuerIn(const Memory &memory)
{
    Certificate certificate(made(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)), X509_free);
    return {std::move(certificate), {made(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr)), EVP_PKEY_free}};
}

} // namespace

Authority::Authority()
    : root_(make({"Practice Root Authority", {}, {sinceLong, forLong}}, nullptr)),
      intermediate_(make({"Practice Issuing Authority", {}, {sinceLong, forLong}}, &root_))
{
}

Credentials Authority::issue(const CertificatePlan &plan) const
{
    const Subject subject = subjectOf(plan);
    if (plan.fault == CertificateFault::untrusted) {
        const Issuer stranger = make({"Internal Authority of Nobody", {}, {sinceLong, forLong}}, nullptr);
        Issuer own = make(subject, &stranger);
        return {own.certificate, own.key, {stranger.certificate}};
    }
    Issuer own = make(subject, plan.fault == CertificateFault::selfSigned ? nullptr : &intermediate_);
    const bool alone = plan.fault == CertificateFault::selfSigned || plan.fault == CertificateFault::withoutIntermediate;
    return {own.certificate, own.key, alone ? std::vector<Certificate>{} : std::vector{intermediate_.certificate}};
}

std::string Authority::pem() const
{
    const Memory memory = newMemory();
    PEM_write_bio_X509(memory.get(), root_.certificate.get());
    return textIn(memory);
}

std::string Authority::secretPem() const
{
    const Memory memory = newMemory();
    for (const Issuer *issuer : {&root_, &intermediate_}) {
        PEM_write_bio_X509(memory.get(), issuer->certificate.get());
        PEM_write_bio_PrivateKey(memory.get(), issuer->key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    }
    return textIn(memory);
}

Authority Authority::fromSecretPem(const std::string &pem)
{
    const Memory memory(made(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))), BIO_free);
    Issuer root = nextIssuerIn(memory);
    return {std::move(root), nextIssuerIn(memory)};
}

} // namespace mailwalk::practice
