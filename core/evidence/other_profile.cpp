#include "evidence/other_profile.h"

#include "evidence/password.h"
#include "path/account.h"

namespace mailwalk::evidence {

namespace {

// What is remembered counts as the person's own, and gets the sign-in unasked: a host that a server named must not become that.
std::optional<path::Remembered> storedBy(const trace::Trace &walked, const http::Consent &consent)
{
    auto stored = path::rememberedFrom(walked);
    const bool isOwn = stored && consent.isOwn(stored->server) && (stored->rpcProxy.empty() || consent.isOwn(stored->rpcProxy));
    return isOwn ? stored : std::nullopt;
}

// Where nothing was learned only Autodiscover can stand for it.
bool turnToFinished(path::Request &request, const trace::Trace &walked)
{
    request.remembered = storedBy(walked, path::consentOf(request));
    if (!request.remembered && (request.server || !request.address))
        return false;
    request.profile = path::Profile::finished;
    if (request.remembered) {
        request.server.reset();
        request.mailbox.reset();
    }
    return true;
}

bool turnToFresh(path::Request &request)
{
    request.profile = path::Profile::fresh;
    request.remembered.reset();
    return request.address || request.server;
}

} // namespace

bool turnToOtherProfile(path::Request &request, const trace::Trace &walked)
{
    if (isPasswordInDoubt(walked))
        return false;
    return request.profile == path::Profile::fresh ? turnToFinished(request, walked) : turnToFresh(request);
}

} // namespace mailwalk::evidence
