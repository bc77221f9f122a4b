#pragma once

#include "base/endpoint.h"
#include "diagnosis/ports/adviser.h"
#include "diagnosis/scene.h"

#include <set>

/// What a walk tells of the company it went to.
namespace mailwalk::diagnosis::ports {

/// The hops of this kind that were tried, without questions on the side.
std::vector<Scene> actsIn(const trace::Trace &trace, trace::Kind kind);

/// What the store said of itself, else what Autodiscover said of it.
std::optional<Exchange> exchangeIn(const trace::Trace &trace);

/// What tells machines apart that are asked alike.
struct Company {
    Exchange exchange = Exchange::v2007;
    std::set<std::string> exchangeHosts; ///< asked for a referral or a mailbox, in sameCase() form
};
Company companyIn(const trace::Trace &trace);

Situation situationIn(const trace::Trace &trace);

/// Which machine a connect went to.
Party partyOf(const Scene &connect, const Company &company);
bool isRootDomain(const Scene &connect); ///< whose web server is no Autodiscover, though it is asked

/// Who answered a name query, by a fact of its hop.
std::optional<Endpoint> nameServerIn(const Fact &fact);

} // namespace mailwalk::diagnosis::ports
