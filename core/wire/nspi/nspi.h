#pragma once

#include "wire/io/named.h"
#include "wire/ndr/context_handle.h"
#include "wire/nspi/restriction.h"
#include "wire/nspi/stat.h"

/// The address book, [MS-NSPI] 3.1.4 and [MS-OXNSPI]: the same methods on a directory server and on Exchange itself.
/// An answer whose status is not ok has NULL pointers and the Stat that was sent; GetProps with errorsReturned has its row.
namespace mailwalk::wire::nspi {

constexpr Limit tableLimit{"rows of an explicit table", 100000};

/// Where a row or rows may be missing; printed without a place before the names, so that they read "row 1 PidTagDisplayName".
void rowsPointer(auto &io, auto &rows)
{
    io.pointer("rows", rows, [](auto &inner, auto &set) {
        using Set = std::remove_cvref_t<decltype(set)>;
        if constexpr (std::remove_reference_t<decltype(inner)>::prints)
            Set::fields(set, inner);
        else
            inner.object("rows", set);
    });
}

/// Opnum 0, [MS-NSPI] 3.1.4.1
struct Bind {
    static constexpr std::uint16_t opnum = 0;
    static constexpr const char *name = "NspiBind";

    struct Request {
        std::uint32_t flags{}; ///< 0x20 fAnonymousLogin
        Stat stat;
        std::optional<Guid> serverGuid; ///< the server fills it in only when it is sent

        static void fields(auto &m, auto &io)
        {
            io.hex("dwFlags", m.flags);
            io.object("stat", m.stat);
            io.pointer("pServerGuid", m.serverGuid, [](auto &inner, auto &guid) { inner.uuid("pServerGuid", guid); });
        }
    };

    struct Answer {
        std::optional<Guid> serverGuid;
        ndr::ContextHandle handle;
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            io.pointer("pServerGuid", m.serverGuid, [](auto &inner, auto &guid) { inner.uuid("pServerGuid", guid); });
            io.object("handle", m.handle);
            code(io, "status", m.status);
        }
    };
};

/// What Unbind returns, [MS-NSPI] 3.1.4.2: 1 is success.
enum class UnbindStatus : std::uint32_t { ok = 1, failed = 2 };
std::string_view nameOf(UnbindStatus);

/// Opnum 1
struct Unbind {
    static constexpr std::uint16_t opnum = 1;
    static constexpr const char *name = "NspiUnbind";

    struct Request {
        ndr::ContextHandle handle;

        static void fields(auto &m, auto &io)
        {
            io.object("handle", m.handle);
            io.ignored("Reserved", std::uint32_t(0));
        }
    };

    struct Answer {
        ndr::ContextHandle handle;
        UnbindStatus status = UnbindStatus::ok;

        static void fields(auto &m, auto &io)
        {
            io.object("handle", m.handle);
            code(io, "status", m.status);
        }
    };
};

/// Opnum 3, [MS-NSPI] 3.1.4.8
struct QueryRows {
    static constexpr std::uint16_t opnum = 3;
    static constexpr const char *name = "NspiQueryRows";

    struct Request {
        ndr::ContextHandle handle;
        std::uint32_t flags{}; ///< 1 fSkipObjects, 2 fEphID
        Stat stat;
        Several<std::uint32_t> table; ///< MIds
        std::uint32_t count{};
        std::optional<PropertyTags> columns;

        static void fields(auto &m, auto &io)
        {
            io.object("handle", m.handle);
            io.hex("dwFlags", m.flags);
            io.object("stat", m.stat);
            explicitTable(m.table, io);
            io.number("Count", m.count);
            io.pointer("pPropTags", m.columns);
        }

        // [size_is(dwETableCount)] DWORD *lpETable
        static void explicitTable(auto &table, auto &io)
        {
            auto size = table ? static_cast<std::uint32_t>(table->size()) : 0u;
            io.number("dwETableCount", size);
            io.pointer("lpETable", table, [size](auto &inner, auto &mids) {
                inner.conformance("lpETable", mids, tableLimit, 4);
                inner.require(mids.size() == size, "lpETable", "max_count " + std::to_string(size), std::to_string(mids.size()));
                inner.numbers("mid", mids);
            });
            io.require(table || !size, "lpETable", std::to_string(size) + " MIds", "NULL");
        }
    };

    struct Answer {
        Stat stat;
        std::optional<PropertyRowSet> rows;
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            io.object("stat", m.stat);
            rowsPointer(io, m.rows);
            code(io, "status", m.status);
        }
    };
};

/// PropertyName_r, [MS-NSPI] 2.3.1.7
struct PropertyName {
    std::optional<Guid> guid;
    std::int32_t id{};

    static void fields(auto &m, auto &io)
    {
        io.embedded("lpguid", m.guid, [](auto &inner, auto &held) { inner.uuid("lpguid", held); });
        io.ignored("ulReserved", std::uint32_t(0));
        io.number("lID", m.id);
    }
};

/// Opnum 5, [MS-NSPI] 3.1.4.10
struct GetMatches {
    static constexpr std::uint16_t opnum = 5;
    static constexpr const char *name = "NspiGetMatches";

    struct Request {
        ndr::ContextHandle handle;
        std::uint32_t reserved1{};
        Stat stat;
        std::optional<PropertyTags> reserved; ///< NULL, or the server answers tooComplex
        std::uint32_t reserved2{};
        std::optional<Restriction> filter;
        std::optional<PropertyName> propertyName;
        std::uint32_t requested{}; ///< more hits than this is tableTooBig
        std::optional<PropertyTags> columns;

        static void fields(auto &m, auto &io)
        {
            io.object("handle", m.handle);
            io.hex("Reserved1", m.reserved1);
            io.object("stat", m.stat);
            io.pointer("pReserved", m.reserved);
            io.hex("Reserved2", m.reserved2);
            io.pointer("Filter", m.filter);
            io.pointer("lpPropName", m.propertyName);
            io.number("ulRequested", m.requested);
            io.pointer("pPropTags", m.columns);
        }
    };

    struct Answer {
        Stat stat;
        std::optional<Mids> mids;
        std::optional<PropertyRowSet> rows;
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            io.object("stat", m.stat);
            io.pointer("outMIds", m.mids);
            rowsPointer(io, m.rows);
            code(io, "status", m.status);
        }
    };
};

/// Opnum 7, [MS-NSPI] 3.1.4.13
struct DnToMid {
    static constexpr std::uint16_t opnum = 7;
    static constexpr const char *name = "NspiDNToMId";

    struct Request {
        ndr::ContextHandle handle;
        Strings<Encoding::ascii> names;

        static void fields(auto &m, auto &io)
        {
            io.object("handle", m.handle);
            io.ignored("Reserved", std::uint32_t(0));
            io.parameter("pNames", m.names);
        }
    };

    struct Answer {
        std::optional<Mids> mids; ///< one for each name, 0 for a name that is not known
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            io.pointer("outMIds", m.mids);
            code(io, "status", m.status);
        }
    };
};

/// Opnum 9, [MS-NSPI] 3.1.4.7
struct GetProps {
    static constexpr std::uint16_t opnum = 9;
    static constexpr const char *name = "NspiGetProps";

    struct Request {
        ndr::ContextHandle handle;
        std::uint32_t flags{};
        Stat stat; ///< currentRec is the object
        std::optional<PropertyTags> columns;

        static void fields(auto &m, auto &io)
        {
            io.object("handle", m.handle);
            io.hex("dwFlags", m.flags);
            io.object("stat", m.stat);
            io.pointer("pPropTags", m.columns);
        }
    };

    struct Answer {
        std::optional<PropertyRow> row;
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            rowsPointer(io, m.row);
            code(io, "status", m.status);
        }
    };
};

/// Opnum 12, [MS-NSPI] 3.1.4.3
struct GetSpecialTable {
    static constexpr std::uint16_t opnum = 12;
    static constexpr const char *name = "NspiGetSpecialTable";

    struct Request {
        ndr::ContextHandle handle;
        std::uint32_t flags{}; ///< 2 address creation templates, 4 Unicode strings
        Stat stat;
        std::uint32_t version{};    ///< the server's own version means: no rows, nothing has changed
        bool statByPointer = false; ///< impacket 0.10 sends a referent id before Stat; never sent by us

        static void fields(auto &m, auto &io)
        {
            using Io = std::remove_reference_t<decltype(io)>;
            io.object("handle", m.handle);
            io.hex("dwFlags", m.flags);
            if constexpr (Io::reads)
                m.statByPointer = passOverReferent(io);
            if constexpr (Io::prints)
                if (m.statByPointer)
                    io.fact("deviation", "a referent id stands before pStat");
            io.object("stat", m.stat);
            io.number("lpVersion", m.version);
        }

        // A referent id is no sort type; a Stat begins with one.
        static bool passOverReferent(auto &io)
        {
            const View rest = io.remaining();
            if (rest.size() < 44)
                return false;
            const auto word = static_cast<std::uint32_t>(rest[0] | rest[1] << 8 | rest[2] << 16) | std::uint32_t(rest[3]) << 24;
            if (!nameOf(static_cast<SortType>(word)).empty())
                return false;
            io.skip("pStat", 4);
            return true;
        }
    };

    struct Answer {
        std::uint32_t version{};
        std::optional<PropertyRowSet> rows;
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            io.hex("lpVersion", m.version);
            rowsPointer(io, m.rows);
            code(io, "status", m.status);
        }
    };
};

/// Opnum 20, [MS-NSPI] 3.1.4.17
struct ResolveNamesW {
    static constexpr std::uint16_t opnum = 20;
    static constexpr const char *name = "NspiResolveNamesW";

    struct Request {
        ndr::ContextHandle handle;
        std::uint32_t reserved{}; ///< 0 from us; Outlook 2010 and later send 0x80000000
        Stat stat;
        std::optional<PropertyTags> columns;
        Strings<Encoding::utf16> names;

        static void fields(auto &m, auto &io)
        {
            io.object("handle", m.handle);
            io.hex("Reserved", m.reserved);
            io.object("stat", m.stat);
            io.pointer("pPropTags", m.columns);
            io.parameter("paStr", m.names);
        }
    };

    struct Answer {
        std::optional<ResolvedNames> names;
        std::optional<PropertyRowSet> rows; ///< for the resolved names only, in their order
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            io.pointer("pMIds", m.names);
            rowsPointer(io, m.rows);
            code(io, "status", m.status);
        }
    };
};

} // namespace mailwalk::wire::nspi
