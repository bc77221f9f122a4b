#pragma once

#include "practice/directory.h"
#include "practice/rpc_service.h"

namespace mailwalk::practice {

/// What the referral service tells: to everybody the same directory server, or that it will not.
struct ReferralPolicy {
    std::string directoryServer = "gc1.corp.test";
    wire::mapi::Status status{};
};

/// The referral service of a mailbox server ([MS-OXABREF] 3.1.4). Only for those who signed in.
class Referral : public RpcService
{
public:
    Referral(const Directory &directory, const ReferralPolicy &policy) : directory_(directory), policy_(policy) {}
    const wire::dcerpc::Interface &interfaceOf() const override { return wire::dcerpc::rfrInterface; }
    Answer answer(const Call &call) override;

private:
    const Directory &directory_;
    const ReferralPolicy &policy_;
};

} // namespace mailwalk::practice
