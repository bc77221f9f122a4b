#pragma once

#include "auth/context.h"

#include <array>
#include <functional>
#include <initializer_list>

// OpenSSL's types, without its headers in ours.
struct evp_cipher_ctx_st;

namespace mailwalk::auth {

using Parts = std::initializer_list<View>;

/// 16 bytes that may be a key, so they are cleared when they go.
struct Digest : std::array<Byte, 16> {
    Digest() : std::array<Byte, 16>{} {}
    Digest(const Digest &) = default;
    Digest &operator=(const Digest &) = default;
    ~Digest() { wipe(data(), size()); }
};

/// The algorithms of NTLM. MD4 and RC4 are in OpenSSL's legacy provider, which is loaded into a library context of our own: the
/// rest of the program keeps its provider set. Immutable, so threads may share it.
class Crypto
{
public:
    /// `modules`: the folder to look for legacy.so in; null for OpenSSL's own. The obstacle: this machine lacks the provider.
    static Result<std::shared_ptr<const Crypto>, Obstacle> load(const char *modules = nullptr);
    ~Crypto();
    Crypto(const Crypto &) = delete;
    Crypto &operator=(const Crypto &) = delete;

    Digest md4(View data) const;
    Digest md5(Parts parts) const;
    Digest hmacMd5(View key, Parts parts) const;

private:
    friend class Rc4;
    struct Algorithms;
    explicit Crypto(std::unique_ptr<Algorithms> algorithms);
    std::unique_ptr<Algorithms> algorithms_;
};

/// One key stream. A copy goes on from the same place ([MS-SPNG] 3.2.5.1 saves and restores it).
class Rc4
{
public:
    Rc4(const Crypto &crypto, View key16);
    Rc4(const Rc4 &other);
    Rc4 &operator=(Rc4 &&) noexcept = default;
    Rc4(Rc4 &&) noexcept = default;

    void apply(std::span<Byte> data); ///< encrypts or decrypts in place

private:
    struct Free {
        void operator()(evp_cipher_ctx_st *) const;
    };
    std::unique_ptr<evp_cipher_ctx_st, Free> context_;
};

/// Compares in a time that tells nothing.
bool same(View a, View b);

/// Fills memory with random bytes; a test lends known ones.
using Dice = std::function<void(std::span<Byte>)>;
Dice systemDice();

} // namespace mailwalk::auth
