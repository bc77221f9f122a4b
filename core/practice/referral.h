#pragma once

#include "practice/directory.h"
#include "practice/rpc_service.h"

#include <atomic>

namespace mailwalk::practice {

/// What the referral service tells: a directory server, or that it will not.
struct ReferralPolicy {
    std::vector<std::string> directoryServers{"gc1.corp.test"}; ///< handed out in turns
    wire::mapi::Status status{};
    /// Through the RPC proxy nobody reaches a directory server; so there it names, since Exchange 2003 SP1, itself, and since
    /// 2013 the mailbox.
    enum class Tunnelled { itself, mailbox, directoryServer } tunnelled{};
};

/// The referral service of a mailbox server ([MS-OXABREF] 3.1.4). Only for those who signed in.
class Referral : public RpcService
{
public:
    /// `itself`: the host, where it is reached through the RPC proxy; empty over TCP.
    Referral(const Directory &directory, const ReferralPolicy &policy, std::string itself = {})
        : directory_(directory), policy_(policy), itself_(std::move(itself))
    {
    }
    const wire::dcerpc::Interface &interfaceOf() const override { return wire::dcerpc::rfrInterface; }
    Answer answer(const Call &call) override;

private:
    std::string directoryServerFor(const Caller &caller);
    const std::string &nextDirectoryServer();

    const Directory &directory_;
    const ReferralPolicy &policy_;
    const std::string itself_;
    std::atomic<unsigned> turns_{0};
};

} // namespace mailwalk::practice
