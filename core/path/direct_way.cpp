#include "discovery/discover.h"
#include "exchange/referral.h"
#include "exchange/role.h"
#include "path/way.h"
#include "rpc/mapper.h"

namespace mailwalk::path {

// A machine without a referral service may be no Exchange server at all: then its mapper is asked what else it has.
template <class Path> static auto orAskWhatElse(const net::Step &step, const rpc::Place &server, const rpc::Desk &desk, Path path)
{
    try {
        return path();
    } catch (const net::Stopped &why) {
        if (desk.httpPort == exchange::referralDesk.httpPort && rpc::isNotRegistered(why))
            exchange::askWhatElse(step, server);
        throw;
    }
}

// A host outside the user's own domain gets nothing without a consent, not even a question.
rpc::Place DirectWay::agreedPlace(const net::Step &step, const std::string &server)
{
    const bool isFirst = sameCase(server) == sameCase(first_); // named by Autodiscover, where it was not typed
    const std::string domain = discovery::domainOf(account_.request().address.value_or(""));
    account_.consent().demand(step, server, isFirst ? domain : first_);
    return account_.place(step, server);
}

rpc::Association DirectWay::goTo(const net::Step &step, const std::string &server, const rpc::Desk &desk, auth::Level level)
{
    const rpc::Place place = agreedPlace(step, server);
    return orAskWhatElse(step, place, desk, [&] { return rpc::goTo(step, place, desk, account_.signIn(), level); });
}

void DirectWay::reach(const net::Step &step, const std::string &server, const rpc::Desk &desk)
{
    const rpc::Place place = agreedPlace(step, server);
    orAskWhatElse(step, place, desk, [&] { rpc::reach(step, place, desk); });
}

} // namespace mailwalk::path
