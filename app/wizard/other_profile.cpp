#include "wizard/other_profile.h"

#include "diagnosis/repeated.h"
#include "path/account.h"

namespace mailwalk::wizard {

namespace {

// A refusal, or a proof that nobody has answered and that may have been counted as a wrong one.
bool isPasswordInDoubt(const trace::Trace &walked)
{
    const trace::Hop *whole = walked.hop(1);
    const std::string *password = whole ? whole->fact(path::passwordFact) : nullptr;
    return diagnosis::isPasswordRefused(walked) || (password && *password != "accepted");
}

// What is remembered counts as the person's own, and gets the sign-in unasked: a host that a server named must not become that.
std::optional<path::Remembered> storedBy(const trace::Trace &walked, const http::Consent &own)
{
    auto stored = path::rememberedFrom(walked);
    const bool isOwn = stored && own.isOwn(stored->server) && (stored->rpcProxy.empty() || own.isOwn(stored->rpcProxy));
    return isOwn ? stored : std::nullopt;
}

bool turnToFinished(path::Request &request, const trace::Trace &walked)
{
    request.remembered = storedBy(walked, path::consentOf(request));
    if (!request.remembered && (request.server || !request.address)) // only Autodiscover could stand for it
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
    return request.address.has_value() || request.server.has_value();
}

} // namespace

bool turnToOtherProfile(path::Request &request, const trace::Trace &walked)
{
    if (request.identity && isPasswordInDoubt(walked)) // another try could lock the account
        return false;
    return request.profile == path::Profile::fresh ? turnToFinished(request, walked) : turnToFresh(request);
}

} // namespace mailwalk::wizard
