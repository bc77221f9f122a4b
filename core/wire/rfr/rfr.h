#pragma once

#include "wire/io/named.h"
#include "wire/mapi/status.h"
#include "wire/ndr/layer.h"

/// The referral interface, [MS-OXABREF] 3.1.4. Its strings are 8-bit. Answers have a `server` only when the status is ok.
namespace mailwalk::wire::rfr {

constexpr Limit dnLimit{"characters of a distinguished name", 1024};
constexpr Limit serverLimit{"characters of a server name", 1024};

/// [in, out, unique, string] unsigned char **: a pointer to a pointer to a string.
using StringPointer = std::optional<std::optional<std::string>>;

void stringPointer(auto &io, std::string_view name, auto &value)
{
    io.pointer(name, value, [name](auto &outer, auto &pointer) {
        outer.embedded(name, pointer, [name](auto &inner, auto &text) { inner.string(name, text, serverLimit); });
    });
}

/// Which directory server to use for the address book, opnum 0, [MS-OXABREF] 3.1.4.1.
struct GetNewDsa {
    static constexpr std::uint16_t opnum = 0;
    static constexpr const char *name = "RfrGetNewDSA";

    struct Request {
        std::uint32_t flags{};
        std::string userDn; ///< may be empty: a new profile knows none
        StringPointer unused;
        StringPointer server{std::optional<std::string>{}};

        static void fields(auto &m, auto &io)
        {
            io.hex("ulFlags", m.flags);
            io.string("pUserDN", m.userDn, dnLimit);
            stringPointer(io, "ppszUnused", m.unused);
            stringPointer(io, "ppszServer", m.server);
        }
    };

    struct Answer {
        StringPointer unused, server;
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            stringPointer(io, "ppszUnused", m.unused);
            stringPointer(io, "ppszServer", m.server);
            code(io, "status", m.status);
        }
    };
};

/// The host behind a server's distinguished name, opnum 1, [MS-OXABREF] 3.1.4.2.
struct GetFqdnFromServerDn {
    static constexpr std::uint16_t opnum = 1;
    static constexpr const char *name = "RfrGetFQDNFromServerDN";

    struct Request {
        std::uint32_t flags{};
        std::string serverDn; ///< 9 to 1023 characters, without "/cn=Microsoft Private MDB"

        static void fields(auto &m, auto &io)
        {
            auto size = static_cast<std::uint32_t>(m.serverDn.size() + 1);
            io.hex("ulFlags", m.flags);
            if constexpr (!std::remove_reference_t<decltype(io)>::prints)
                io.number("cbMailboxServerDN", size);
            io.require(size >= 10 && size <= 1024, "cbMailboxServerDN", "10 to 1024", std::to_string(size));
            io.string("szMailboxServerDN", m.serverDn, dnLimit);
            io.require(m.serverDn.size() + 1 == size, "szMailboxServerDN", std::to_string(size) + " bytes",
                       std::to_string(m.serverDn.size() + 1));
        }
    };

    struct Answer {
        std::optional<std::string> server;
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            io.pointer("ppszServerFQDN", m.server,
                       [](auto &inner, auto &text) { inner.string("ppszServerFQDN", text, serverLimit); });
            code(io, "status", m.status);
        }
    };
};

} // namespace mailwalk::wire::rfr
