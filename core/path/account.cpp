#include "path/account.h"

#include "discovery/discover.h"
#include "path/stages.h"

#include <algorithm>

namespace mailwalk::path {
namespace {

// What anybody may register under is nobody's own: "com", "co.uk".
bool isRegistry(const std::string &domain)
{
    static constexpr std::string_view second[] = {"co", "com", "net", "org", "ac", "edu", "gov", "or", "ne", "go"};
    const auto dot = domain.find('.');
    if (dot == std::string::npos)
        return true;
    const bool isTwoLabels = domain.find('.', dot + 1) == std::string::npos, isCountry = domain.size() - dot - 1 == 2;
    return isTwoLabels && isCountry && std::find(std::begin(second), std::end(second), domain.substr(0, dot)) != std::end(second);
}

// A host that a person named, and the domain around it.
void addOwn(std::vector<std::string> &domains, const std::string &host)
{
    domains.push_back(host);
    const auto dot = host.find('.');
    if (addressFrom(host) || dot == std::string::npos)
        return;
    if (const std::string parent = sameCase(host.substr(dot + 1)); !isRegistry(parent))
        domains.push_back(parent);
}

std::vector<auth::Mechanism> mechanisms(Scheme scheme)
{
    switch (scheme) {
    case Scheme::ntlm: return {auth::Mechanism::ntlm};
    case Scheme::negotiate: return {auth::Mechanism::negotiate};
    case Scheme::basic: // knows no RPC; a direct connection signs in as it always does
    case Scheme::any: break;
    }
    return {auth::Mechanism::negotiate, auth::Mechanism::ntlm};
}

// Outlook 2003 does not encrypt unless told to; 2007 and later do (TechNet dd439391).
auth::Level levelOf(Outlook outlook) { return outlook == Outlook::v2003 ? auth::Level::connect : auth::Level::privacy; }

} // namespace

http::Consent consentOf(const Request &request)
{
    http::Consent consent{{}, request.accepted};
    if (const std::string domain = discovery::domainOf(request.address.value_or("")); !domain.empty())
        consent.domains.push_back(domain);
    for (const auto &typed : {request.server, request.rpcProxy})
        if (typed)
            addOwn(consent.domains, *typed);
    if (request.remembered)
        addOwn(consent.domains, request.remembered->server);
    if (request.person)
        consent.counsel = std::make_shared<http::Counsel>(*request.person);
    return consent;
}

// What WinHTTP takes of what a server offers: the strongest first.
std::vector<http::Scheme> schemesOf(Scheme scheme)
{
    switch (scheme) {
    case Scheme::basic: return {http::Scheme::basic};
    case Scheme::ntlm: return {http::Scheme::ntlm};
    case Scheme::negotiate: return {http::Scheme::negotiate};
    case Scheme::any: break;
    }
    return {http::Scheme::negotiate, http::Scheme::ntlm, http::Scheme::basic};
}

Account::Account(const Request &request) : request_(request), consent_(consentOf(request))
{
    if (!request.identity)
        return;
    http::SignIn::Rules rules{mechanisms(request.scheme), levelOf(request.outlook), consent_, schemesOf(request.scheme)};
    signIn_ = std::make_unique<http::SignIn>(request.identity->copy(), std::move(rules));
}

exchange::ClientVersion Account::clientVersion() const
{
    switch (request_.outlook) {
    case Outlook::v2003: return {11, 0, 5608, 0};
    case Outlook::v2007: return {12, 0, 4518, 1014};
    case Outlook::v2010: return {14, 0, 4760, 1000};
    case Outlook::v2013: return {15, 0, 4420, 1017};
    case Outlook::v2016: return {16, 0, 4266, 1001};
    case Outlook::v2019: return {16, 0, 10337, 20021};
    case Outlook::v365: break;
    }
    return {16, 0, 15928, 20006};
}

std::string Account::userAgent() const
{
    const auto version = clientVersion();
    const std::string major = std::to_string(version.major) + ".0";
    return "Microsoft Office/" + major + " (Windows NT 10.0; Microsoft Outlook " + major + '.' + std::to_string(version.build) +
           "; Pro)";
}

// Lanes side by side may ask for the same host: the second waits for the first one's answer.
rpc::Place Account::place(const net::Step &step, const std::string &host)
{
    const auto knownOf = [this](const std::string &name) -> Known & {
        const std::lock_guard lock(mutex_);
        return known_[sameCase(name)];
    };
    Known &known = knownOf(host);
    const std::lock_guard lock(known.mutex);
    if (known.failure)
        throwAgain(step, *known.failure);
    try {
        if (!known.addresses)
            known.addresses = step.resolve(host);
    } catch (const net::Stopped &why) {
        if (!why.isWished())
            known.failure = why;
        throw;
    }
    return {host, *known.addresses};
}

} // namespace mailwalk::path
