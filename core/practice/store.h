#pragma once

#include "practice/plan.h"
#include "practice/rpc_service.h"
#include "wire/emsmdb/emsmdb.h"

#include <atomic>

namespace mailwalk::practice {

/// The mailbox store of one server ([MS-OXCRPC] 3.1.4, [MS-OXCSTOR] 3.2.5), of the generation of Exchange 2010, the last with
/// direct connections.
class Store : public RpcService
{
public:
    enum class Reached { overTcp, throughProxy };

    Store(const Directory &directory, const StorePolicy &policy, const MailboxServer &own, Reached reached = Reached::overTcp)
        : directory_(directory), policy_(policy), own_(own), reached_(reached)
    {
    }
    const wire::dcerpc::Interface &interfaceOf() const override { return wire::dcerpc::emsmdbInterface; }
    Answer answer(const Call &call) override;

private:
    using Status = wire::mapi::Status;
    struct Session { ///< behind a context handle
        const Mailbox *user{};
        std::map<std::uint32_t, const Mailbox *> open; ///< by handle
        std::uint32_t lastHandle{};
    };

    Reply<wire::emsmdb::DoConnectEx> connect(const Call &call, const wire::emsmdb::DoConnectEx::Request &request) const;
    Reply<wire::emsmdb::DoRpcExt2> execute(const Call &call, const wire::emsmdb::DoRpcExt2::Request &request) const;
    Reply<wire::emsmdb::DoDisconnect> disconnect(const Call &call, const wire::emsmdb::DoDisconnect::Request &request) const;

    bool isBusyFor(std::uint16_t opnum);
    Status objectionTo(const Caller &caller, const wire::emsmdb::DoConnectEx::Request &request) const;
    wire::emsmdb::RopAnswers perform(Session &session, const wire::emsmdb::RopRequests &requests) const;
    wire::emsmdb::LogonAnswer logon(Session &session, const wire::emsmdb::LogonRequest &request,
                                    std::vector<std::uint32_t> &handles) const;
    wire::emsmdb::GetReceiveFolderAnswer receiveFolder(const Session &session,
                                                       const wire::emsmdb::GetReceiveFolderRequest &request,
                                                       const std::vector<std::uint32_t> &handles) const;
    Status objectionTo(const Session &session, const wire::emsmdb::LogonRequest &request) const;
    const MailboxServer *elsewhere(const Mailbox &mailbox) const; ///< null when it is here

    const Directory &directory_;
    const StorePolicy &policy_;
    const MailboxServer &own_;
    const Reached reached_;
    std::atomic<unsigned> connects_{0};
};

} // namespace mailwalk::practice
