#pragma once

#include "base/guid.h"
#include "base/text.h"
#include "wire/emsmdb/payload.h"
#include "wire/io/named.h"
#include "wire/mapi/status.h"

#include <algorithm>
#include <variant>

/// The few remote operations that show that a mailbox opens, [MS-OXCROPS] and [MS-OXCSTOR]. Their bytes are not aligned.
namespace mailwalk::wire::emsmdb {

constexpr Limit dnLimit{"characters of a distinguished name", 1024};
constexpr Limit classLimit{"characters of a message class", 255}; // [MS-OXCSTOR] 2.2.1.2
constexpr std::uint32_t newHandle = 0xffffffff;

/// Zero-terminated ASCII.
void zeroTerminated(auto &io, std::string_view name, auto &text, Limit limit)
{
    using Io = std::remove_reference_t<decltype(io)>;
    if constexpr (Io::prints) {
        io.fact(name, oneLine(text));
    } else if constexpr (Io::writes) {
        io.raw(name, Bytes(text.begin(), text.end()), text.size(), limit);
        io.number(name, Byte(0));
    } else {
        const View rest = io.remaining();
        const auto size = static_cast<std::size_t>(std::find(rest.begin(), rest.end(), Byte(0)) - rest.begin());
        Bytes bytes;
        io.raw(name, bytes, size, limit);
        io.constant(name, Byte(0));
        text = textOf(bytes);
    }
}

/// A size that counts the final NUL, then zero-terminated ASCII; size 0 is no text at all.
template <class Size> void sizedText(auto &io, std::string_view name, auto &text, Limit limit)
{
    if constexpr (!std::remove_reference_t<decltype(io)>::prints) {
        auto size = static_cast<Size>(text.empty() ? 0 : text.size() + 1);
        io.number(name, size);
        if (!size)
            return;
        zeroTerminated(io, name, text, limit);
        io.require(text.size() + 1 == size, name, std::to_string(size) + " bytes with one NUL, at the end",
                   std::to_string(text.size() + 1));
    } else {
        io.fact(name, oneLine(text));
    }
}

/// LogonFlags and OpenFlags, [MS-OXCROPS] 2.2.3.1.1 and [MS-OXCSTOR] 2.2.1.1.1
enum LogonFlags : std::uint8_t { privateLogon = 1, undercover = 2, ghosted = 4 };
enum OpenFlags : std::uint32_t {
    useAdminPrivilege = 1,
    publicStore = 2,
    homeLogon = 4,
    takeOwnership = 8,
    alternateServer = 0x100,
    ignoreHomeMdb = 0x200,
    usePerMdbReplidMapping = 0x01000000, ///< without it Exchange 2007 and later answer invalidParameter
};

/// RopLogon, [MS-OXCROPS] 2.2.3.1.1
struct LogonRequest {
    static constexpr std::uint8_t id = 0xfe;
    static constexpr const char *name = "RopLogon";
    std::uint8_t logonId{}, outputHandle{};
    std::uint8_t logonFlags = privateLogon;
    std::uint32_t openFlags = homeLogon | takeOwnership | usePerMdbReplidMapping;
    std::string mailboxDn; ///< Essdn: whose mailbox; empty for public folders

    static void fields(auto &m, auto &io)
    {
        io.constant("RopId", id);
        io.number("LogonId", m.logonId);
        io.number("OutputHandleIndex", m.outputHandle);
        io.hex("LogonFlags", m.logonFlags);
        io.hex("OpenFlags", m.openFlags);
        io.constant("StoreState", std::uint32_t(0));
        sizedText<std::uint16_t>(io, "Essdn", m.mailboxDn, dnLimit);
    }
};

/// LogonTime, [MS-OXCSTOR] 2.2.1.1.3.1
struct LogonTime {
    std::uint8_t second{}, minute{}, hour{}, dayOfWeek{}, day{}, month{};
    std::uint16_t year{};

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints) {
            io.fact("time", toText(m));
            return;
        }
        io.number("Seconds", m.second);
        io.number("Minutes", m.minute);
        io.number("Hour", m.hour);
        io.number("DayOfWeek", m.dayOfWeek);
        io.number("Day", m.day);
        io.number("Month", m.month);
        io.number("Year", m.year);
    }

    static std::string toText(const LogonTime &time);
};

/// FolderIds of a private logon in their order; the Inbox is the one that RopGetReceiveFolder should name.
constexpr std::size_t inboxFolder = 4;

/// The rest of a successful answer for a mailbox, [MS-OXCSTOR] 2.2.1.1.3
struct Mailbox {
    std::array<std::uint64_t, 13> folders{};
    std::uint8_t responseFlags = 1; ///< 1 always, 2 owner, 4 send as, 0x10 out of office
    Guid mailboxGuid;
    std::uint16_t replId{};
    Guid replGuid;
    LogonTime time;
    std::uint64_t gwartTime{};

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints) {
            io.fact("ResponseFlags", hexNumber(m.responseFlags, 2));
            io.fact("MailboxGuid", mailwalk::toText(m.mailboxGuid));
            io.object("LogonTime", m.time);
            return;
        }
        io.numbers("FolderId", m.folders);
        io.hex("ResponseFlags", m.responseFlags);
        io.raw("MailboxGuid", m.mailboxGuid.bytes);
        io.number("ReplId", m.replId);
        io.raw("ReplGuid", m.replGuid.bytes);
        io.object("LogonTime", m.time);
        io.number("GwartTime", m.gwartTime);
        io.ignored("StoreState", std::uint32_t(0));
    }
};

/// The rest of a successful answer for public folders, [MS-OXCSTOR] 2.2.1.1.4
struct PublicFolders {
    std::array<std::uint64_t, 13> folders{};
    std::uint16_t replId{};
    Guid replGuid, perUserGuid;

    static void fields(auto &m, auto &io)
    {
        io.numbers("FolderId", m.folders);
        io.number("ReplId", m.replId);
        io.raw("ReplGuid", m.replGuid.bytes);
        io.raw("PerUserGuid", m.perUserGuid.bytes);
    }
};

/// RopLogon's answer: success, redirect ([MS-OXCROPS] 2.2.3.1.4) or failure.
struct LogonAnswer {
    static constexpr std::uint8_t id = 0xfe;
    static constexpr const char *name = "RopLogon";
    std::uint8_t outputHandle{};
    mapi::Status status{};
    std::uint8_t logonFlags = privateLogon;
    std::variant<Mailbox, PublicFolders> store; ///< when ok
    std::string serverDn;                       ///< when wrongServer: a distinguished name, not a host

    static void fields(auto &m, auto &io)
    {
        io.constant("RopId", id);
        io.number("OutputHandleIndex", m.outputHandle);
        code(io, "ReturnValue", m.status);
        if (m.status != mapi::Status::ok && m.status != mapi::Status::wrongServer)
            return;
        io.hex("LogonFlags", m.logonFlags);
        if (m.status == mapi::Status::wrongServer)
            return sizedText<std::uint8_t>(io, "ServerName", m.serverDn, classLimit);
        if constexpr (std::remove_reference_t<decltype(io)>::reads)
            if (!(m.logonFlags & privateLogon))
                m.store.template emplace<PublicFolders>();
        std::visit([&io](auto &held) { io.object("store", held); }, m.store);
    }
};

/// RopGetReceiveFolder, [MS-OXCROPS] 2.2.3.2.1: where new mail goes; cheap, and needs a working store.
struct GetReceiveFolderRequest {
    static constexpr std::uint8_t id = 0x27;
    static constexpr const char *name = "RopGetReceiveFolder";
    std::uint8_t logonId{}, inputHandle{};
    std::string messageClass;

    static void fields(auto &m, auto &io)
    {
        io.constant("RopId", id);
        io.number("LogonId", m.logonId);
        io.number("InputHandleIndex", m.inputHandle);
        zeroTerminated(io, "MessageClass", m.messageClass, classLimit);
    }
};

struct GetReceiveFolderAnswer {
    static constexpr std::uint8_t id = 0x27;
    static constexpr const char *name = "RopGetReceiveFolder";
    std::uint8_t inputHandle{};
    mapi::Status status{};
    std::uint64_t folder{};
    std::string messageClass;

    static void fields(auto &m, auto &io)
    {
        io.constant("RopId", id);
        io.number("InputHandleIndex", m.inputHandle);
        code(io, "ReturnValue", m.status);
        if (m.status != mapi::Status::ok)
            return;
        io.hex("FolderId", m.folder);
        zeroTerminated(io, "ExplicitMessageClass", m.messageClass, classLimit);
    }
};

/// RopRelease, [MS-OXCROPS] 2.2.15.3: it has no answer.
struct ReleaseRequest {
    static constexpr std::uint8_t id = 0x01;
    static constexpr const char *name = "RopRelease";
    std::uint8_t logonId{}, inputHandle{};

    static void fields(auto &m, auto &io)
    {
        io.constant("RopId", id);
        io.number("LogonId", m.logonId);
        io.number("InputHandleIndex", m.inputHandle);
    }
};

/// RopBackoff, [MS-OXCROPS] 2.2.15.2: the server is busy. It may stand anywhere, in place of the answers from there on.
struct BackoffAnswer {
    static constexpr std::uint8_t id = 0xf9;
    static constexpr const char *name = "RopBackoff";

    struct Operation {
        std::uint8_t ropId{};
        std::uint32_t duration{}; ///< milliseconds

        static void fields(auto &m, auto &io)
        {
            io.hex("RopIdBackoff", m.ropId);
            io.number("Duration", m.duration);
        }
    };

    std::uint8_t logonId{};
    std::uint32_t duration{};          ///< milliseconds, for the whole logon
    std::vector<Operation> operations; ///< none: all of them
    Bytes additional;

    static void fields(auto &m, auto &io)
    {
        io.constant("RopId", id);
        io.number("LogonId", m.logonId);
        io.number("Duration", m.duration);
        io.template count<std::uint8_t>("BackoffRopCount", m.operations, {"operations", 255}, 5);
        io.list("BackoffRop", m.operations);
        auto size = static_cast<std::uint16_t>(m.additional.size());
        io.number("AdditionalDataSize", size);
        io.raw("AdditionalData", m.additional, size, {"bytes of additional data", 0xffff});
    }
};

using RopRequest = std::variant<LogonRequest, GetReceiveFolderRequest, ReleaseRequest>;
using RopAnswer = std::variant<LogonAnswer, GetReceiveFolderAnswer, BackoffAnswer>;

/// One ROP buffer with the ROPs taken apart, [MS-OXCROPS] 2.2.1: the handles are what their indexes point into.
template <class Rop> struct Rops {
    std::vector<Rop> rops;
    std::vector<std::uint32_t> handles;
};
using RopRequests = Rops<RopRequest>;
using RopAnswers = Rops<RopAnswer>;

/// A whole rgbIn or rgbOut: header and ROP buffer. A ROP that this program does not know is refused by its number.
Bytes ropBuffer(const RopRequests &requests, std::uint16_t flags = last);
Bytes ropBuffer(const RopAnswers &answers, std::uint16_t flags = last);
Result<RopRequests> ropRequestsIn(View buffer);
Result<RopAnswers> ropAnswersIn(View buffer);

/// What stands in a buffer, for a hop: "RopLogon.ReturnValue" = "ok (0x00000000)".
Facts factsOfRequests(View buffer);
Facts factsOfAnswers(View buffer);

} // namespace mailwalk::wire::emsmdb
