#include "net/certificate.h"

#include "base/text.h"

#include <openssl/pem.h>

#include <cstring>
#include <ctime>

namespace mailwalk::net {
namespace {

using Names = ssl::Held<GENERAL_NAMES, GENERAL_NAMES_free>;

constexpr std::size_t mostNames = 200, mostLine = 2000;

std::string textOf(const ASN1_STRING *string)
{
    unsigned char *utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, string);
    if (size < 0)
        return {};
    const std::string text(reinterpret_cast<char *>(utf8), static_cast<std::size_t>(size));
    OPENSSL_free(utf8);
    return oneLine(text);
}

std::string textOf(const X509_NAME *name)
{
    const ssl::Memory memory(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(memory.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    return oneLine(ssl::textIn(memory), mostLine);
}

std::string dateOf(const ASN1_TIME *time)
{
    std::tm parts{};
    if (!ASN1_TIME_to_tm(time, &parts))
        return "unreadable";
    char text[32];
    const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text, size};
}

Names alternativesOf(const X509 *certificate)
{
    return Names(static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
}

template <class Take> void eachName(const X509 *certificate, const Take &take)
{
    const Names names = alternativesOf(certificate);
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()) && i < static_cast<int>(mostNames); ++i)
        take(*sk_GENERAL_NAME_value(names.get(), i));
}

std::string numberIn(const ASN1_STRING *octets)
{
    Address address;
    const auto size = static_cast<std::size_t>(ASN1_STRING_length(octets));
    if (size != 4 && size != 16)
        return "unreadable";
    address.v6 = size == 16;
    std::memcpy(address.bytes.data(), ASN1_STRING_get0_data(octets), size);
    return toText(address);
}

std::string listOf(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return oneLine(text, mostLine);
}

Bytes digestOf(const X509 *certificate, const EVP_MD *algorithm)
{
    Bytes digest(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    ssl::must(X509_digest(certificate, algorithm, digest.data(), &size));
    digest.resize(size);
    return digest;
}

std::string keyOf(const X509 *certificate)
{
    const EVP_PKEY *key = X509_get0_pubkey(certificate);
    if (!key)
        return "unreadable";
    const char *type = EVP_PKEY_get0_type_name(key);
    return std::string(type ? type : "unknown") + ' ' + std::to_string(EVP_PKEY_get_bits(key)) + " bits";
}

// RFC 5280 4.2.2.1: where a missing intermediate could be fetched, which Windows does and other programs do not.
std::vector<std::string> issuersAt(const X509 *certificate)
{
    using Access = ssl::Held<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>;
    const Access access(static_cast<AUTHORITY_INFO_ACCESS *>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
    std::vector<std::string> places;
    for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access.get()) && places.size() < 4; ++i) {
        const ACCESS_DESCRIPTION *each = sk_ACCESS_DESCRIPTION_value(access.get(), i);
        if (OBJ_obj2nid(each->method) == NID_ad_ca_issuers && each->location->type == GEN_URI)
            places.push_back(textOf(each->location->d.uniformResourceIdentifier));
    }
    return places;
}

Facts factsOfLeaf(const X509 *leaf)
{
    Facts facts{{"certificate", subjectOf(leaf)},
                {"issuer", issuerOf(leaf)},
                {"names", listOf(namesOf(leaf))},
                {"not before", notBefore(leaf)},
                {"not after", notAfter(leaf)},
                {"key", keyOf(leaf)},
                {"signature", OBJ_nid2ln(X509_get_signature_nid(leaf))},
                {"fingerprint", toHex(digestOf(leaf, EVP_sha256()))}};
    for (const std::string &place : issuersAt(leaf))
        facts.push_back({"ca issuers", place});
    return facts;
}

} // namespace

std::string subjectOf(const X509 *certificate) { return textOf(X509_get_subject_name(certificate)); }

std::string issuerOf(const X509 *certificate) { return textOf(X509_get_issuer_name(certificate)); }

std::string commonNameOf(const X509 *certificate)
{
    const X509_NAME *subject = X509_get_subject_name(certificate);
    int last = -1;
    for (int at = -1; (at = X509_NAME_get_index_by_NID(subject, NID_commonName, at)) >= 0;)
        last = at;
    return last < 0 ? std::string() : textOf(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, last)));
}

std::vector<std::string> dnsNamesOf(const X509 *certificate)
{
    std::vector<std::string> names;
    eachName(certificate, [&](const GENERAL_NAME &name) {
        if (name.type == GEN_DNS)
            names.push_back(textOf(name.d.dNSName));
    });
    return names;
}

std::vector<std::string> namesOf(const X509 *certificate)
{
    std::vector<std::string> names = dnsNamesOf(certificate);
    eachName(certificate, [&](const GENERAL_NAME &name) {
        if (name.type == GEN_IPADD)
            names.push_back(numberIn(name.d.iPAddress));
    });
    if (names.empty())
        names.push_back(commonNameOf(certificate));
    return names;
}

std::string notBefore(const X509 *certificate) { return dateOf(X509_get0_notBefore(certificate)); }

std::string notAfter(const X509 *certificate) { return dateOf(X509_get0_notAfter(certificate)); }

Bytes endPointHash(const X509 *certificate)
{
    int digest = NID_undef;
    X509_get_signature_info(const_cast<X509 *>(certificate), &digest, nullptr, nullptr, nullptr);
    const EVP_MD *algorithm = EVP_get_digestbynid(digest);
    if (!algorithm || digest == NID_md5 || digest == NID_sha1)
        algorithm = EVP_sha256();
    return digestOf(certificate, algorithm);
}

Facts factsOf(const std::vector<ssl::Certificate> &chain)
{
    if (chain.empty())
        return {};
    Facts facts = factsOfLeaf(chain.front().get());
    for (std::size_t i = 1; i < chain.size(); ++i) {
        const X509 *above = chain[i].get();
        facts.push_back({"chain", subjectOf(above) + ", issued by " + issuerOf(above) + ", valid until " + notAfter(above)});
    }
    return facts;
}

std::vector<ssl::Certificate> certificatesIn(const std::string &pem)
{
    std::vector<ssl::Certificate> found;
    const ssl::Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    ERR_clear_error();
    while (X509 *next = PEM_read_bio_X509_AUX(memory.get(), nullptr, nullptr, nullptr))
        found.emplace_back(next);
    ERR_clear_error(); // the end of the text is an error to OpenSSL
    return found;
}

} // namespace mailwalk::net
