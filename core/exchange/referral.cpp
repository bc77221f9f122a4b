#include "exchange/referral.h"

#include "exchange/judge.h"
#include "wire/rfr/rfr.h"

namespace mailwalk::exchange {

using namespace wire::rfr;

// Names chosen by a server are used as host names only when they can be one. An Exchange of 2013 and later answers with
// mailboxGuid@domain: the RPC proxy knows it, no name service does.
static std::string hostIn(const net::Step &hop, const rpc::Association &referral, const std::string &name)
{
    const auto at = name.find('@');
    const bool isGuidName = at != std::string::npos && isHostName(name.substr(0, at)) && isHostName(name.substr(at + 1));
    if (isGuidName && referral.isTunnelled())
        return name;
    if (!isHostName(name) && !addressFrom(name))
        hop.fail({trace::Code::status, "the referral names no host: this server refers over HTTPS only", "a host name",
                  oneLine(name, 80)});
    return name;
}

std::string directoryServer(const net::Step &step, rpc::Association &referral, const std::string &userDn)
{
    GetNewDsa::Request request;
    request.userDn = userDn;
    std::string host;
    rpc::call<GetNewDsa>(step, referral, request, [&](const net::Step &hop, const GetNewDsa::Answer &answer) {
        demandSuccess(hop, answer.status, GetNewDsa::name);
        if (!answer.server || !*answer.server || (*answer.server)->empty())
            hop.fail({trace::Code::malformed, "the referral names no server", "a server name", "none"});
        host = hostIn(hop, referral, **answer.server);
    });
    return host;
}

std::string hostOfServer(const net::Step &step, rpc::Association &referral, const std::string &serverDn)
{
    GetFqdnFromServerDn::Request request;
    request.serverDn = serverDn;
    std::string host;
    rpc::call<GetFqdnFromServerDn>(step, referral, request, [&](const net::Step &hop, const GetFqdnFromServerDn::Answer &answer) {
        demandSuccess(hop, answer.status, GetFqdnFromServerDn::name);
        host = hostIn(hop, referral, answer.server.value_or(""));
    });
    return host;
}

} // namespace mailwalk::exchange
