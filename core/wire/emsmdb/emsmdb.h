#pragma once

#include "wire/emsmdb/rops.h"
#include "wire/emsmdb/version.h"
#include "wire/ndr/context_handle.h"

/// The mailbox store, [MS-OXCRPC] 3.1.4.
namespace mailwalk::wire::emsmdb {

constexpr Limit nameLimit{"characters of a name", 1024};

/// [in, size_is(count)] bytes, then the count.
void sized(auto &io, std::string_view name, std::string_view countName, auto &bytes, Limit limit)
{
    auto size = static_cast<std::uint32_t>(bytes.size());
    io.conformantBytes(name, bytes, limit);
    if constexpr (!std::remove_reference_t<decltype(io)>::prints)
        io.number(countName, size);
    io.require(size == bytes.size(), countName, "max_count " + std::to_string(bytes.size()), std::to_string(size));
}

/// [out, size_is(max), length_is(count)] bytes, then the count.
void varying(auto &io, std::string_view name, std::string_view countName, auto &bytes, Limit limit)
{
    auto size = static_cast<std::uint32_t>(bytes.size());
    io.varyingBytes(name, bytes, limit);
    if constexpr (!std::remove_reference_t<decltype(io)>::prints)
        io.number(countName, size);
    io.require(size == bytes.size(), countName, "actual_count " + std::to_string(bytes.size()), std::to_string(size));
}

void atMost(auto &io, std::string_view name, auto &value, Limit limit)
{
    io.number(name, value);
    io.withinLimit(name, value, limit);
}

/// EcDoConnectEx, opnum 10, [MS-OXCRPC] 3.1.4.1
struct DoConnectEx {
    static constexpr std::uint16_t opnum = 10;
    static constexpr const char *name = "EcDoConnectEx";

    struct Request {
        std::string userDn;    ///< the legacyDN of who connects
        std::uint32_t flags{}; ///< 0 user, 1 administrator
        std::uint32_t hash{};  ///< ulConMod: any
        std::uint32_t codePage = 1252, sortLocale = 0x409, stringLocale = 0x409;
        std::uint16_t convertsCodePages = 1;
        VersionWords clientVersion;
        std::uint32_t timeStamp{};
        Bytes aux;
        std::uint32_t auxOutMost = auxLimit.most;

        static void fields(auto &m, auto &io)
        {
            io.string("szUserDN", m.userDn, dnLimit);
            io.hex("ulFlags", m.flags);
            io.hex("ulConMod", m.hash);
            io.ignored("cbLimit", std::uint32_t(0));
            io.number("ulCpid", m.codePage);
            io.hex("ulLcidString", m.stringLocale);
            io.hex("ulLcidSort", m.sortLocale);
            io.ignored("ulIcxrLink", std::uint32_t(0xffffffff)); // no link to another session
            io.number("usFCanConvertCodePages", m.convertsCodePages);
            io.object("rgwClientVersion", m.clientVersion);
            io.hex("pulTimeStamp", m.timeStamp);
            sized(io, "rgbAuxIn", "cbAuxIn", m.aux, auxLimit);
            atMost(io, "pcbAuxOut", m.auxOutMost, auxLimit);
        }
    };

    struct Answer {
        ndr::ContextHandle handle;
        std::uint32_t pollsMost = 60000, retries = 6, retryDelay = 10000; ///< milliseconds, times, milliseconds
        std::uint16_t sessionIndex{};
        std::optional<std::string> dnPrefix, displayName;
        VersionWords serverVersion, bestVersion; ///< bestVersion: at least this client, when the client's is refused
        std::uint32_t timeStamp{};
        Bytes aux;
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            io.object("pcxh", m.handle);
            io.number("pcmsPollsMax", m.pollsMost);
            io.number("pcRetry", m.retries);
            io.number("pcmsRetryDelay", m.retryDelay);
            io.number("picxr", m.sessionIndex);
            io.pointer("szDNPrefix", m.dnPrefix, [](auto &inner, auto &text) { inner.string("szDNPrefix", text, nameLimit); });
            io.pointer("szDisplayName", m.displayName,
                       [](auto &inner, auto &text) { inner.string("szDisplayName", text, nameLimit); });
            io.object("rgwServerVersion", m.serverVersion);
            io.object("rgwBestVersion", m.bestVersion);
            io.hex("pulTimeStamp", m.timeStamp);
            varying(io, "rgbAuxOut", "pcbAuxOut", m.aux, auxLimit);
            code(io, "status", m.status);
        }
    };
};

/// pulFlags of EcDoRpcExt2, [MS-OXCRPC] 3.1.4.2: what the answer may not, or may, do.
enum RpcFlags : std::uint32_t { noCompression = 1, noXorMagic = 2, chain = 4 };

/// EcDoRpcExt2, opnum 11, [MS-OXCRPC] 3.1.4.2. The buffers are for ropBuffer and ropRequestsIn or ropAnswersIn.
struct DoRpcExt2 {
    static constexpr std::uint16_t opnum = 11;
    static constexpr const char *name = "EcDoRpcExt2";

    struct Request {
        ndr::ContextHandle handle;
        std::uint32_t flags = noCompression | noXorMagic;
        Bytes rops;
        std::uint32_t outMost = bufferLimit.most;
        Bytes aux;
        std::uint32_t auxOutMost = auxLimit.most;

        static void fields(auto &m, auto &io)
        {
            io.object("pcxh", m.handle);
            io.hex("pulFlags", m.flags);
            if constexpr (std::remove_reference_t<decltype(io)>::prints)
                for (const Fact &fact : factsOfRequests(m.rops))
                    io.fact(fact.name, fact.value);
            else
                sized(io, "rgbIn", "cbIn", m.rops, bufferLimit);
            atMost(io, "pcbOut", m.outMost, bufferLimit);
            sized(io, "rgbAuxIn", "cbAuxIn", m.aux, auxLimit);
            atMost(io, "pcbAuxOut", m.auxOutMost, auxLimit);
        }
    };

    struct Answer {
        ndr::ContextHandle handle; ///< NULL: the session is gone
        std::uint32_t flags{};
        Bytes rops;
        Bytes aux;
        std::uint32_t milliseconds{}; ///< pulTransTime
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            io.object("pcxh", m.handle);
            io.hex("pulFlags", m.flags);
            if constexpr (std::remove_reference_t<decltype(io)>::prints)
                for (const Fact &fact : factsOfAnswers(m.rops))
                    io.fact(fact.name, fact.value);
            else
                varying(io, "rgbOut", "pcbOut", m.rops, bufferLimit);
            varying(io, "rgbAuxOut", "pcbAuxOut", m.aux, auxLimit);
            io.number("pulTransTime", m.milliseconds);
            code(io, "status", m.status);
        }
    };
};

/// EcDoDisconnect, opnum 1, [MS-OXCRPC] 3.1.4.3
struct DoDisconnect {
    static constexpr std::uint16_t opnum = 1;
    static constexpr const char *name = "EcDoDisconnect";

    struct Request {
        ndr::ContextHandle handle;

        static void fields(auto &m, auto &io) { io.object("pcxh", m.handle); }
    };

    struct Answer {
        ndr::ContextHandle handle;
        mapi::Status status{};

        static void fields(auto &m, auto &io)
        {
            io.object("pcxh", m.handle);
            code(io, "status", m.status);
        }
    };
};

} // namespace mailwalk::wire::emsmdb
