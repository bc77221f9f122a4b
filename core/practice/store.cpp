#include "practice/store.h"

#include "practice/random.h"

#include <chrono>

namespace mailwalk::practice {

using namespace wire;
using namespace wire::emsmdb;
using dcerpc::FaultStatus;
using Box = practice::Mailbox; // the directory's; emsmdb::Mailbox is the rest of an answer

namespace {

constexpr Version oldestClient{11, 0, 0, 0}; // Outlook 2003, [MS-OXCRPC] 3.1.4.1.3
constexpr std::size_t leastBuffer = 8;       // one RPC_HEADER_EXT, [MS-OXCRPC] 3.1.4.2

// A replica id in the first two bytes and a counter in the last six, big-endian ([MS-OXCDATA] 2.2.1.1).
constexpr std::uint64_t folderId(std::uint64_t counter) { return 1 | counter << 56; }

LogonTime now()
{
    using namespace std::chrono;
    const auto time = system_clock::now();
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<seconds>(time - day));
    return {static_cast<std::uint8_t>(clock.seconds().count()), static_cast<std::uint8_t>(clock.minutes().count()),
            static_cast<std::uint8_t>(clock.hours().count()),   static_cast<std::uint8_t>(weekday(day).c_encoding()),
            static_cast<std::uint8_t>(unsigned(date.day())),    static_cast<std::uint8_t>(unsigned(date.month())),
            static_cast<std::uint16_t>(int(date.year()))};
}

emsmdb::Mailbox opened()
{
    emsmdb::Mailbox mailbox;
    for (std::size_t i = 0; i < mailbox.folders.size(); ++i)
        mailbox.folders[i] = folderId(i + 1);
    mailbox.responseFlags = 7; // the owner, who may send
    mailbox.mailboxGuid = randomGuid();
    mailbox.replId = 1;
    mailbox.replGuid = randomGuid();
    mailbox.time = now();
    return mailbox;
}

// Handles that the ROPs of a buffer point to must be in its table.
bool pointsInside(const RopRequests &requests)
{
    const auto inside = [&](std::size_t index) { return index < requests.handles.size(); };
    for (const RopRequest &rop : requests.rops) {
        const auto *logon = std::get_if<LogonRequest>(&rop);
        const auto *folder = std::get_if<GetReceiveFolderRequest>(&rop);
        const auto *release = std::get_if<ReleaseRequest>(&rop);
        if ((logon && !inside(logon->outputHandle)) || (folder && !inside(folder->inputHandle)) ||
            (release && !inside(release->inputHandle)))
            return false;
    }
    return true;
}

} // namespace

bool Store::isBusyFor(std::uint16_t opnum)
{
    using Busy = StorePolicy::Busy;
    if (policy_.busy == Busy::everySecondTime)
        return opnum == DoConnectEx::opnum && connects_++ % 2 == 0;
    return policy_.busy == Busy::always;
}

Answer Store::answer(const Call &call)
{
    if (isBusyFor(call.opnum))
        return FaultStatus::ncaServerTooBusy;
    switch (call.opnum) {
    case DoConnectEx::opnum: return serve<DoConnectEx>(call, [&](const auto &request) { return connect(call, request); });
    case DoRpcExt2::opnum: return serve<DoRpcExt2>(call, [&](const auto &request) { return execute(call, request); });
    case DoDisconnect::opnum: return serve<DoDisconnect>(call, [&](const auto &request) { return disconnect(call, request); });
    default: return FaultStatus::ncaOpRngError;
    }
}

Reply<DoConnectEx> Store::connect(const Call &call, const DoConnectEx::Request &request) const
{
    DoConnectEx::Answer answer;
    answer.serverVersion = VersionWords::of(policy_.version);
    answer.bestVersion = request.clientVersion.version() < oldestClient ? VersionWords::of(oldestClient) : request.clientVersion;
    answer.timeStamp = randomNumber(1, 0x7fffffff);
    answer.status = objectionTo(call.caller, request);
    if (answer.status != Status::ok)
        return answer;
    const Box *user = directory_.mailboxOf(call.caller.user);
    answer.handle = call.association.issue(Session{user, {}, 0});
    if (answer.handle.isNull()) {
        answer.status = Status::outOfMemory;
        return answer;
    }
    answer.sessionIndex = static_cast<std::uint16_t>(randomNumber(1, 0x7fff));
    answer.dnPrefix = "";
    answer.displayName = user->displayName;
    return answer;
}

Store::Status Store::objectionTo(const Caller &caller, const DoConnectEx::Request &request) const
{
    if (!caller.signedIn() || request.userDn.empty())
        return Status::accessDenied;
    if (request.clientVersion.version() < oldestClient)
        return Status::version;
    if (policy_.encryptionRequired && caller.level < auth::Level::privacy)
        return Status::notEncrypted;
    if (policy_.onConnect != Status::ok)
        return policy_.onConnect;
    const Box *named = directory_.mailboxByDn(request.userDn);
    if (!named)
        return Status::unknownUser;
    if (named != directory_.mailboxOf(caller.user))
        return Status::accessDenied;
    return named->onConnect == Status::ok && reached_ == Reached::throughProxy ? named->onConnectThroughProxy : named->onConnect;
}

Reply<DoRpcExt2> Store::execute(const Call &call, const DoRpcExt2::Request &request) const
{
    Session *session = call.association.find<Session>(request.handle);
    if (!session)
        return FaultStatus::ncaContextMismatch;
    DoRpcExt2::Answer answer;
    answer.handle = request.handle;
    const auto refuse = [&](Status status) {
        answer.status = status;
        return answer;
    };
    if (request.rops.size() < leastBuffer || request.outMost < leastBuffer)
        return refuse(Status::networkError); // ecRpcFailed
    const auto requests = ropRequestsIn(request.rops);
    if (!requests || !pointsInside(*requests))
        return refuse(Status::rpcFormat);
    const auto scrambled = request.flags & noXorMagic ? 0 : xorMagic;
    answer.rops = ropBuffer(perform(*session, *requests), static_cast<std::uint16_t>(last | scrambled));
    if (answer.rops.size() > request.outMost) {
        answer.rops.clear();
        return refuse(Status::bufferTooSmall);
    }
    return answer;
}

Reply<DoDisconnect> Store::disconnect(const Call &call, const DoDisconnect::Request &request) const
{
    if (!call.association.find<Session>(request.handle))
        return FaultStatus::ncaContextMismatch;
    call.association.revoke(request.handle);
    return DoDisconnect::Answer{};
}

RopAnswers Store::perform(Session &session, const RopRequests &requests) const
{
    RopAnswers answers{{}, requests.handles};
    for (const RopRequest &rop : requests.rops) {
        if (const auto *request = std::get_if<LogonRequest>(&rop))
            answers.rops.push_back(logon(session, *request, answers.handles));
        else if (const auto *asked = std::get_if<GetReceiveFolderRequest>(&rop))
            answers.rops.push_back(receiveFolder(session, *asked, answers.handles));
        else if (const auto *done = std::get_if<ReleaseRequest>(&rop))
            session.open.erase(answers.handles[done->inputHandle]);
    }
    return answers;
}

LogonAnswer Store::logon(Session &session, const LogonRequest &request, std::vector<std::uint32_t> &handles) const
{
    LogonAnswer answer;
    answer.outputHandle = request.outputHandle;
    answer.logonFlags = request.logonFlags;
    answer.status = objectionTo(session, request);
    const Box *mailbox = directory_.mailboxByDn(request.mailboxDn);
    if (answer.status == Status::wrongServer)
        answer.serverDn = elsewhere(*mailbox)->dn();
    if (answer.status != Status::ok)
        return answer;
    answer.store = opened();
    handles[request.outputHandle] = ++session.lastHandle;
    session.open[session.lastHandle] = mailbox;
    return answer;
}

Store::Status Store::objectionTo(const Session &session, const LogonRequest &request) const
{
    constexpr std::size_t mostOpen = 32;
    if (!(request.openFlags & usePerMdbReplidMapping))
        return Status::invalidParameter; // [MS-OXCSTOR] 3.2.5.1.1
    if (!(request.logonFlags & privateLogon))
        return Status::logonFailed; // there are no public folders here
    const Box *mailbox = directory_.mailboxByDn(request.mailboxDn);
    if (!mailbox)
        return Status::unknownUser;
    if (mailbox != session.user || request.openFlags & useAdminPrivilege)
        return Status::loginPerm;
    if (elsewhere(*mailbox))
        return Status::wrongServer;
    if (session.open.size() >= mostOpen)
        return Status::outOfMemory;
    return mailbox->onLogon;
}

GetReceiveFolderAnswer Store::receiveFolder(const Session &session, const GetReceiveFolderRequest &request,
                                            const std::vector<std::uint32_t> &handles) const
{
    if (!session.open.contains(handles[request.inputHandle]))
        return {request.inputHandle, Status::nullObject, 0, {}};
    const bool isMail = sameName(std::string_view(request.messageClass).substr(0, 3), "IPM");
    return {request.inputHandle, Status::ok, folderId(inboxFolder + 1), isMail ? "IPM" : ""};
}

const MailboxServer *Store::elsewhere(const Box &mailbox) const
{
    if (mailbox.circling)
        for (const MailboxServer &server : directory_.servers)
            if (server.name != own_.name)
                return &server;
    return mailbox.home == own_.name ? nullptr : directory_.serverByName(mailbox.home);
}

} // namespace mailwalk::practice
