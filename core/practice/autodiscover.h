#pragma once

#include "practice/directory.h"
#include "practice/page.h"
#include "wire/emsmdb/version.h"

namespace mailwalk::practice {

/// What Autodiscover answers to those whom it knows ([MS-OXDSCLI] 2.2.4).
struct AutodiscoverPlan {
    enum class Layout {
        exchange2010, ///< EXCH with the mailbox server, EXPR, WEB
        exchange2013, ///< "guid@domain" in their place, and EXHTTP
    } layout{};
    bool outside = true; ///< whether there is a block for RPC over HTTP
    std::string externalHost = "mail.corp.test", authPackage = "Ntlm", principal = "msstd:mail.corp.test";
    std::string directoryServer = "gc1.corp.test";
    std::string error;                        ///< a code instead, to everybody
    std::string redirectAddress, redirectUrl; ///< instead of settings
    bool internetMail = false;                ///< settings for mail programs of other kinds alone
};

/// The answer to a request with this body.
Page autodiscover(const AutodiscoverPlan &plan, const Directory &directory, const wire::emsmdb::Version &version, View body);

} // namespace mailwalk::practice
