#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>
#include <string>

/// How this module holds what OpenSSL gives. For the files that speak TLS alone.
namespace mailwalk::net::ssl {

template <auto free> struct Freer {
    template <class T> void operator()(T *what) const { free(what); }
};
template <class T, auto free> using Held = std::unique_ptr<T, Freer<free>>;

using Context = Held<SSL_CTX, SSL_CTX_free>;
using Session = Held<SSL, SSL_free>;
using Certificate = Held<X509, X509_free>;
using Memory = Held<BIO, BIO_free_all>;

/// These calls fail only when memory is out or the arguments are ours and wrong.
template <class Done> void must(const Done &done)
{
    if (!done)
        throw std::runtime_error("OpenSSL could not set up TLS");
}

/// What a memory BIO has gathered.
inline std::string textIn(const Memory &memory)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

} // namespace mailwalk::net::ssl
