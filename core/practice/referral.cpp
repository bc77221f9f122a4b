#include "practice/referral.h"

#include "wire/rfr/rfr.h"

namespace mailwalk::practice {

using namespace wire;
using dcerpc::FaultStatus;

const std::string &Referral::nextDirectoryServer()
{
    const auto &servers = policy_.directoryServers;
    return servers[turns_++ % servers.size()];
}

std::string Referral::directoryServerFor(const Caller &caller)
{
    using Tunnelled = ReferralPolicy::Tunnelled;
    if (itself_.empty() || policy_.tunnelled == Tunnelled::directoryServer)
        return nextDirectoryServer();
    const Mailbox *mailbox = directory_.mailboxOf(caller.user);
    return mailbox && policy_.tunnelled == Tunnelled::mailbox ? mailbox->guidName() : itself_;
}

Answer Referral::answer(const Call &call)
{
    if (!call.caller.signedIn())
        return FaultStatus::accessDenied;
    switch (call.opnum) {
    case rfr::GetNewDsa::opnum:
        return serve<rfr::GetNewDsa>(call, [&](const auto &) -> Reply<rfr::GetNewDsa> {
            if (policy_.status != mapi::Status::ok)
                return rfr::GetNewDsa::Answer{{}, {}, policy_.status};
            return rfr::GetNewDsa::Answer{{}, std::optional(directoryServerFor(call.caller)), mapi::Status::ok};
        });
    case rfr::GetFqdnFromServerDn::opnum:
        return serve<rfr::GetFqdnFromServerDn>(call, [this](const auto &request) -> Reply<rfr::GetFqdnFromServerDn> {
            const MailboxServer *server = directory_.serverByDn(request.serverDn);
            if (!server)
                return rfr::GetFqdnFromServerDn::Answer{{}, mapi::Status::notFound};
            return rfr::GetFqdnFromServerDn::Answer{server->host, mapi::Status::ok};
        });
    default: return FaultStatus::ncaOpRngError;
    }
}

} // namespace mailwalk::practice
