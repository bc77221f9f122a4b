#include "evidence/welcome.h"

namespace mailwalk::evidence {

using trace::Hop;
using trace::Kind;

static std::string hostIn(const std::string &target)
{
    const auto endpoint = endpointFrom(target);
    return sameCase(endpoint ? endpoint->host : target);
}

// A stage, and the walk, is about more than the one host that it ended at.
static bool isDeclined(const Hop &hop)
{
    const bool isForConsent = hop.reason == trace::Reason::consent || (hop.failure && hop.failure->code == trace::Code::consent);
    return isForConsent && hop.kind != Kind::stage && hop.kind != Kind::walk;
}

Welcome::Welcome(const http::Consent &consent, const trace::Trace &walked) : consent_(consent)
{
    for (const Hop &hop : walked.hops) {
        if (hop.kind == Kind::connect && hop.address)
            goneTo_.insert(hostIn(hop.target));
        if (isDeclined(hop))
            declined_.insert(hostIn(hop.target));
    }
}

bool Welcome::isFor(const std::string &host) const
{
    return !declined_.contains(sameCase(host)) && (isGoneTo(host) || !consent_.objection(host));
}

bool Welcome::isGoneTo(const std::string &host) const { return goneTo_.contains(sameCase(host)); }

} // namespace mailwalk::evidence
