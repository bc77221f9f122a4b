#pragma once

#include "wire/dcerpc/interface.h"
#include "wire/ndr/context_handle.h"

/// The four calls of SAMR that show whether calls work: small ones, and one that is large both ways ([MS-SAMR] 3.1.5).
namespace mailwalk::samr {

using wire::Limit;
using wire::ndr::ContextHandle;

constexpr wire::dcerpc::Interface interface {
    {{0x78, 0x57, 0x34, 0x12, 0x34, 0x12, 0xcd, 0xab, 0xef, 0x00, 0x01, 0x23, 0x45, 0x67, 0x89, 0xac}}, 1, 0, "SAMR"
};
constexpr std::uint32_t maximumAllowed = 0x02000000;
constexpr Limit textLimit{"bytes of a name", 65534}, namesLimit{"names", 1000}, sidLimit{"bytes of a SID", 68};

/// RPC_UNICODE_STRING, [MS-DTYP] 2.3.10: lengths in bytes, no NUL.
struct UnicodeString {
    std::optional<Bytes> text; ///< UTF-16

    static void fields(auto &m, auto &io)
    {
        auto size = static_cast<std::uint16_t>(m.text ? m.text->size() : 0);
        io.number("Length", size);
        io.number("MaximumLength", size);
        io.embedded("Buffer", m.text, [size](auto &inner, auto &text) {
            inner.number("max_count", std::uint32_t(size / 2));
            inner.number("offset", std::uint32_t(0));
            inner.number("actual_count", std::uint32_t(size / 2));
            inner.raw("Buffer", text, size, textLimit);
        });
    }
};

inline UnicodeString unicode(std::string_view text) { return {utf16(text)}; }

/// RPC_SID, [MS-DTYP] 2.4.2.3: everything but its max_count.
struct Sid {
    Bytes bytes;

    static void fields(auto &m, auto &io)
    {
        auto subAuthorities = static_cast<std::uint32_t>(m.bytes.empty() ? 0 : (m.bytes.size() - 8) / 4);
        io.number("max_count", subAuthorities);
        io.raw("SID", m.bytes, 8 + 4 * std::uint64_t(subAuthorities), sidLimit);
    }
};

/// SAMPR_ULONG_ARRAY, [MS-SAMR] 2.2.7.4
struct Numbers {
    std::optional<std::vector<std::uint32_t>> list;

    static void fields(auto &m, auto &io)
    {
        auto count = static_cast<std::uint32_t>(m.list ? m.list->size() : 0);
        io.number("Count", count);
        io.embedded("Element", m.list, [](auto &inner, auto &numbers) {
            inner.conformance("Element", numbers, namesLimit, 4);
            inner.numbers("Element", numbers);
        });
    }
};

/// What both openings give back.
struct Opened {
    ContextHandle handle;
    std::uint32_t status{};

    static void fields(auto &m, auto &io)
    {
        io.object("Handle", m.handle);
        io.hex("status", m.status);
    }
};

/// 3.1.5.1.4
struct Connect {
    static constexpr std::uint16_t opnum = 0;
    static constexpr const char *name = "SamrConnect";
    struct Request {
        std::optional<std::uint16_t> serverName; ///< NULL will do
        std::uint32_t access = maximumAllowed;
        static void fields(auto &m, auto &io)
        {
            io.pointer("ServerName", m.serverName, [](auto &inner, auto &unit) { inner.number("ServerName", unit); });
            io.hex("DesiredAccess", m.access);
        }
    };
    using Answer = Opened;
};

/// 3.1.5.11.1
struct LookupDomain {
    static constexpr std::uint16_t opnum = 5;
    static constexpr const char *name = "SamrLookupDomainInSamServer";
    struct Request {
        ContextHandle server;
        UnicodeString domain;
        static void fields(auto &m, auto &io)
        {
            io.object("ServerHandle", m.server);
            io.parameter("Name", m.domain);
        }
    };
    struct Answer {
        std::optional<Sid> sid;
        std::uint32_t status{};
        static void fields(auto &m, auto &io)
        {
            io.pointer("DomainId", m.sid);
            io.hex("status", m.status);
        }
    };
};

/// 3.1.5.1.5
struct OpenDomain {
    static constexpr std::uint16_t opnum = 7;
    static constexpr const char *name = "SamrOpenDomain";
    struct Request {
        ContextHandle server;
        std::uint32_t access = maximumAllowed;
        Sid sid;
        static void fields(auto &m, auto &io)
        {
            io.object("ServerHandle", m.server);
            io.hex("DesiredAccess", m.access);
            io.object("DomainId", m.sid);
        }
    };
    using Answer = Opened;
};

/// 3.1.5.11.2: up to 1000 names
struct LookupNames {
    static constexpr std::uint16_t opnum = 17;
    static constexpr const char *name = "SamrLookupNamesInDomain";
    struct Request {
        ContextHandle domain;
        std::vector<UnicodeString> names;
        static void fields(auto &m, auto &io)
        {
            auto count = static_cast<std::uint32_t>(m.names.size());
            io.object("DomainHandle", m.domain);
            io.number("Count", count);
            io.construct([&] {
                io.number("max_count", std::uint32_t(namesLimit.most));
                io.number("offset", std::uint32_t(0));
                io.number("actual_count", count);
                io.list("Names", m.names);
            });
        }
    };
    struct Answer {
        Numbers ids, uses;
        std::uint32_t status{};
        static void fields(auto &m, auto &io)
        {
            io.parameter("RelativeIds", m.ids);
            io.parameter("Use", m.uses);
            io.hex("status", m.status);
        }
    };
};

} // namespace mailwalk::samr
