#include "exchange/store.h"

#include "exchange/farewell.h"
#include "exchange/judge.h"
#include "wire/emsmdb/emsmdb.h"

namespace mailwalk::exchange {

using namespace wire::emsmdb;
using net::Step;
using rpc::Association;
using trace::Code;
using wire::mapi::Status;
using wire::ndr::ContextHandle;

namespace {

// The oldest server that a client of this version supports: Outlook 2013 gave up Exchange 2003, Outlook 2016 gave up Exchange
// 2007 (Microsoft, "What's new for admins in Office 2016"). Outlook says so and stops there.
Version oldestFor(const Version &client)
{
    if (client.major >= 16)
        return {14, 0, 0, 0};
    return client.major == 15 ? Version{8, 0, 0, 0} : Version{};
}

void demandSupport(const Step &hop, const Version &server, const Version &client)
{
    const Version oldest = oldestFor(client);
    if (server < oldest)
        hop.fail({Code::status, "this version of Outlook does not work with an Exchange this old",
                  std::string(exchangeOf(oldest)) + " or later", toText(server)});
}

DoConnectEx::Answer connect(const Step &step, Association &store, const std::string &mailboxDn, const Version &client)
{
    DoConnectEx::Request request;
    request.userDn = mailboxDn;
    request.clientVersion = VersionWords::of(client);
    return rpc::call<DoConnectEx>(step, store, request, [&](const Step &hop, const DoConnectEx::Answer &answer) {
        const Version server = answer.serverVersion.version();
        hop.fact("server version",
                 toText(server) + (exchangeOf(server).empty() ? "" : " (" + std::string(exchangeOf(server)) + ")"));
        demandSuccess(hop, answer.status, DoConnectEx::name);
        demandSupport(hop, server, client);
    });
}

void disconnect(const Step &step, Association &store, const ContextHandle &handle)
{
    rpc::call<DoDisconnect>(step, store, {handle}, [](const Step &hop, const DoDisconnect::Answer &answer) {
        if (answer.status != Status::ok)
            hop.warn(rpc::statusFailure(std::uint32_t(answer.status), nameOf(answer.status), DoDisconnect::name));
    });
}

// Both in one round trip: the handle's index may be used before the handle exists ([MS-OXCROPS] 2.2.1).
Bytes logonAndLook(const std::string &mailboxDn)
{
    LogonRequest logon;
    logon.mailboxDn = mailboxDn;
    return ropBuffer(RopRequests{{logon, GetReceiveFolderRequest{0, 0, "IPM.Note"}}, {newHandle}});
}

// RopBackoff may stand in place of any answer ([MS-OXCROPS] 2.2.15.2).
void demandTime(const Step &hop, const RopAnswers &answers)
{
    for (const RopAnswer &answer : answers.rops)
        if (std::holds_alternative<BackoffAnswer>(answer))
            hop.fail(rpc::statusFailure(std::uint32_t(Status::serverBusy), nameOf(Status::serverBusy), BackoffAnswer::name));
}

const LogonAnswer &logonIn(const Step &hop, const RopAnswers &answers)
{
    const LogonAnswer *logon = answers.rops.empty() ? nullptr : std::get_if<LogonAnswer>(&answers.rops.front());
    if (!logon)
        hop.fail({Code::malformed, "the store does not answer RopLogon", LogonRequest::name, "something else"});
    return *logon;
}

void demandInbox(const Step &hop, const RopAnswers &answers)
{
    const auto *folder = answers.rops.size() < 2 ? nullptr : std::get_if<GetReceiveFolderAnswer>(&answers.rops[1]);
    if (!folder)
        hop.fail({Code::malformed, "the store logs on but does not answer a first question", GetReceiveFolderRequest::name,
                  "nothing"});
    demandSuccess(hop, folder->status, GetReceiveFolderRequest::name);
}

std::optional<Elsewhere> judged(const Step &hop, const RopAnswers &answers, const Objection &objection)
{
    demandTime(hop, answers);
    const LogonAnswer &logon = logonIn(hop, answers);
    if (logon.status == Status::wrongServer) {
        auto redirect = rpc::statusFailure(std::uint32_t(logon.status), nameOf(logon.status), LogonRequest::name);
        if (const auto expected = objection(logon.serverDn)) {
            redirect.expected = *expected;
            hop.fail(redirect);
        }
        hop.warn(redirect);
        return Elsewhere{logon.serverDn};
    }
    demandSuccess(hop, logon.status, LogonRequest::name);
    demandInbox(hop, answers);
    return std::nullopt;
}

/// What the call is for, as people look for it in the record.
struct LogOn : DoRpcExt2 {
    static constexpr const char *name = LogonRequest::name;
};

std::optional<Elsewhere> logOn(const Step &step, Association &store, const ContextHandle &handle, const std::string &mailboxDn,
                               const Objection &objection)
{
    LogOn::Request request;
    request.handle = handle;
    request.rops = logonAndLook(mailboxDn);
    std::optional<Elsewhere> elsewhere;
    rpc::call<LogOn>(step, store, request, [&](const Step &hop, const LogOn::Answer &answer) {
        demandSuccess(hop, answer.status, DoRpcExt2::name);
        const auto answers = ropAnswersIn(answer.rops);
        if (!answers)
            hop.fail(rpc::malformed(answers.error()));
        elsewhere = judged(hop, *answers, objection);
    });
    return elsewhere;
}

} // namespace

bool demandsEncryption(const net::Stopped &why)
{
    return why.failure.code == Code::status && why.failure.got == hexNumber(std::uint64_t(Status::notEncrypted), 8);
}

std::variant<Opened, Elsewhere> openStore(const Step &step, Association &store, const std::string &mailboxDn,
                                          const Version &client, const Objection &objection)
{
    const auto connected = connect(step, store, mailboxDn, client);
    try {
        const auto elsewhere = logOn(step, store, connected.handle, mailboxDn, objection);
        farewell([&] { disconnect(step, store, connected.handle); });
        if (elsewhere)
            return *elsewhere;
        return Opened{connected.displayName.value_or(""), connected.serverVersion.version()};
    } catch (const net::Stopped &why) {
        if (!why.cancelled && why.failure.code == Code::status) // a store counts sessions per user
            farewell([&] { disconnect(step, store, connected.handle); });
        throw;
    }
}

} // namespace mailwalk::exchange
