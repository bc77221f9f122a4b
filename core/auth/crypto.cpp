#include "auth/crypto.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

#include <algorithm>
#include <stdexcept>

namespace mailwalk::auth {
namespace {

template <auto free> struct Freer {
    template <class T> void operator()(T *what) const { free(what); }
};
template <class T, auto free> using Held = std::unique_ptr<T, Freer<free>>;

// Unloading tells nothing that could be acted upon.
void unload(OSSL_PROVIDER *provider) { OSSL_PROVIDER_unload(provider); }

// These calls fail only when memory is out or the arguments are ours and wrong.
void must(bool done)
{
    if (!done)
        throw std::runtime_error("OpenSSL could not compute");
}

std::string lastError()
{
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());
    std::string text = reason ? reason : "no reason given";
    ERR_clear_error(); // the queue belongs to the thread, and TLS reads it
    return text;
}

Digest digest(const EVP_MD *algorithm, Parts parts)
{
    const Held<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    must(context && EVP_DigestInit_ex2(context.get(), algorithm, nullptr));
    for (const View part : parts)
        must(EVP_DigestUpdate(context.get(), part.data(), part.size()));
    Digest result;
    must(EVP_DigestFinal_ex(context.get(), result.data(), nullptr));
    return result;
}

} // namespace

// The order matters: what is fetched goes before its providers, they before their library.
struct Crypto::Algorithms {
    Held<OSSL_LIB_CTX, OSSL_LIB_CTX_free> library{OSSL_LIB_CTX_new()};
    Held<OSSL_PROVIDER, unload> standard, legacy;
    Held<EVP_MD, EVP_MD_free> md4, md5;
    Held<EVP_CIPHER, EVP_CIPHER_free> rc4;

    bool load(const char *modules)
    {
        if (!library || (modules && !OSSL_PROVIDER_set_default_search_path(library.get(), modules)))
            return false;
        standard.reset(OSSL_PROVIDER_load(library.get(), "default"));
        legacy.reset(OSSL_PROVIDER_load(library.get(), "legacy"));
        if (!standard || !legacy)
            return false;
        md4.reset(EVP_MD_fetch(library.get(), "MD4", nullptr));
        md5.reset(EVP_MD_fetch(library.get(), "MD5", nullptr));
        rc4.reset(EVP_CIPHER_fetch(library.get(), "RC4", nullptr));
        return md4 && md5 && rc4;
    }
};

Crypto::Crypto(std::unique_ptr<Algorithms> algorithms) : algorithms_(std::move(algorithms)) {}
Crypto::~Crypto() = default;

Result<std::shared_ptr<const Crypto>, Obstacle> Crypto::load(const char *modules)
{
    auto algorithms = std::make_unique<Algorithms>();
    if (!algorithms->load(modules))
        return Obstacle{Obstacle::Blame::ours, "this machine's OpenSSL has no legacy provider (MD4, RC4): " + lastError()};
    return std::shared_ptr<const Crypto>(new Crypto(std::move(algorithms)));
}

Digest Crypto::md4(View data) const { return digest(algorithms_->md4.get(), {data}); }

Digest Crypto::md5(Parts parts) const { return digest(algorithms_->md5.get(), parts); }

// RFC 2104; here it takes half the lines of OpenSSL's interface to it. Every key of NTLM is shorter than a block.
Digest Crypto::hmacMd5(View key, Parts parts) const
{
    must(key.size() <= 64);
    std::array<Byte, 64> inner{}, outer{};
    std::copy(key.begin(), key.end(), inner.begin());
    std::transform(inner.begin(), inner.end(), outer.begin(), [](Byte b) { return Byte(b ^ 0x5c); });
    std::transform(inner.begin(), inner.end(), inner.begin(), [](Byte b) { return Byte(b ^ 0x36); });

    const Held<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    must(context && EVP_DigestInit_ex2(context.get(), algorithms_->md5.get(), nullptr));
    must(EVP_DigestUpdate(context.get(), inner.data(), inner.size()));
    for (const View part : parts)
        must(EVP_DigestUpdate(context.get(), part.data(), part.size()));
    Digest first;
    must(EVP_DigestFinal_ex(context.get(), first.data(), nullptr));
    const Digest result = md5({outer, first});
    wipe(inner.data(), inner.size());
    wipe(outer.data(), outer.size());
    return result;
}

void Rc4::Free::operator()(evp_cipher_ctx_st *context) const { EVP_CIPHER_CTX_free(context); }

Rc4::Rc4(const Crypto &crypto, View key16) : context_(EVP_CIPHER_CTX_new())
{
    must(key16.size() == 16);
    must(context_ && EVP_EncryptInit_ex2(context_.get(), crypto.algorithms_->rc4.get(), key16.data(), nullptr, nullptr));
}

Rc4::Rc4(const Rc4 &other) : context_(EVP_CIPHER_CTX_new())
{
    must(context_ && EVP_CIPHER_CTX_copy(context_.get(), other.context_.get()));
}

void Rc4::apply(std::span<Byte> data)
{
    constexpr std::size_t most = 1 << 20; // OpenSSL counts in int
    for (std::size_t at = 0; at < data.size(); at += most) {
        const auto piece = data.subspan(at, std::min(most, data.size() - at));
        int size = 0;
        must(EVP_EncryptUpdate(context_.get(), piece.data(), &size, piece.data(), static_cast<int>(piece.size())));
    }
}

bool same(View a, View b) { return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0; }

Dice systemDice()
{
    return [](std::span<Byte> memory) { must(RAND_bytes(memory.data(), static_cast<int>(memory.size())) == 1); };
}

} // namespace mailwalk::auth
