#include "path/lane.h"

namespace mailwalk::path {
namespace {

// The parent of a typed host, and what stands behind the @ of the address: hosts in there are the user's own.
std::vector<std::string> ownDomains(const Request &request)
{
    std::vector<std::string> domains;
    const auto add = [&](const std::string &text, char before) {
        const auto at = text.find(before);
        if (at != std::string::npos && at + 1 < text.size())
            domains.push_back(text.substr(at + 1));
    };
    if (request.address)
        add(*request.address, '@');
    const auto addHost = [&](const std::string &host) {
        if (host.empty())
            return;
        domains.push_back(host); // itself, a number or a short name included
        if (!addressFrom(host))
            add(host, '.');
    };
    if (request.server)
        addHost(*request.server);
    if (request.remembered)
        addHost(request.remembered->server), addHost(request.remembered->directory);
    return domains;
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
auth::Level levelOf(Outlook outlook)
{
    return outlook == Outlook::v2003 ? auth::Level::connect : auth::Level::privacy;
}

} // namespace

Lane::Lane(const Request &request) : request_(request)
{
    if (!request.identity)
        return;
    rpc::SignIn::Rules rules{mechanisms(request.scheme), levelOf(request.outlook), ownDomains(request), request.accepted};
    signIn_ = std::make_unique<rpc::SignIn>(request.identity->copy(), std::move(rules));
}

exchange::ClientVersion Lane::clientVersion() const
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

const std::string &Lane::referralServer() const
{
    return request_.server ? *request_.server : request_.remembered->server;
}

rpc::Place Lane::place(const net::Step &step, const std::string &host)
{
    const std::string key = sameCase(host);
    auto found = known_.find(key);
    if (found == known_.end())
        found = known_.emplace(key, step.resolve(host)).first;
    return {host, found->second};
}

} // namespace mailwalk::path
