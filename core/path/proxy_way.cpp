#include "discovery/discover.h"
#include "http/look_behind.h"
#include "path/stages.h"
#include "path/way.h"

namespace mailwalk::path {

using net::Step;

// Outlook 2003 lived on Windows XP, which compares the principal name with the first name of the certificate alone.
rpc::Proxy ProxyWay::proxy(const Step &step)
{
    const bool isOld = account_.request().outlook == Outlook::v2003;
    account_.consent().demand(step, entrance_.host, discovery::domainOf(account_.request().address.value_or("")));
    rpc::Proxy proxy;
    proxy.place = account_.place(step, entrance_.host);
    proxy.principal = entrance_.principal;
    proxy.rule = isOld ? rpc::PrincipalRule::commonName : rpc::PrincipalRule::anyName;
    proxy.schemes = entrance_.schemes;
    proxy.oldestTls = account_.consent().oldestTls(entrance_.host);
    return proxy;
}

// Side by side nobody is asked: whoever waits for the other channel would be late. So it is looked for here, once.
template <class Path> auto ProxyWay::orLookBehind(const Step &step, Path path)
{
    try {
        return path();
    } catch (const net::Stopped &why) {
        if (why.failure.code == trace::Code::certificate && !std::exchange(looked_, true))
            http::lookBehind(step, account_.consent(), why, "/rpc/rpcproxy.dll");
        throw;
    }
}

rpc::Association ProxyWay::goTo(const Step &step, const std::string &server, const rpc::Desk &desk, auth::Level level)
{
    return orLookBehind(step, [&] { return goThrough(step, server, desk, level); });
}

rpc::Association ProxyWay::goThrough(const Step &step, const std::string &server, const rpc::Desk &desk, auth::Level level)
{
    std::unique_ptr<rpc::PduStream> opened;
    if (auto gone = taken(server, desk)) {
        if (!*gone)
            throwAgain(step, gone->error());
        opened = std::move(**gone);
    }
    return rpc::goThrough(step, proxy(step), server, desk, account_.signIn(), level, std::move(opened));
}

void ProxyWay::reach(const Step &step, const std::string &server, const rpc::Desk &)
{
    orLookBehind(step, [&] { rpc::reachThrough(step, proxy(step), server); });
}

std::optional<ProxyWay::Gone> ProxyWay::taken(const std::string &server, const rpc::Desk &desk)
{
    if (sameCase(server) != aheadAt_)
        return std::nullopt;
    auto node = ahead_.extract(desk.httpPort);
    return node ? std::optional<Gone>(std::move(node.mapped())) : std::nullopt;
}

// The password's proof goes out once at a time until the proxy has taken it; all else is side by side.
void ProxyWay::goAhead(const Step &step, const std::string &server, const std::vector<std::pair<net::Plan, rpc::Desk>> &desks)
{
    aheadAt_ = sameCase(server);
    std::mutex mutex;
    (void)step.attempt(
        {trace::Kind::attempt, "Open the three endpoints side by side", entrance_.host, {}, transport()}, [&](const Step &group) {
            const rpc::Proxy entrance = proxy(group);
            std::vector<std::pair<net::Plan, std::function<void(const Step &)>>> paths;
            for (const auto &[plan, desk] : desks)
                paths.push_back({plan, [&, desk = desk](const Step &child) {
                                     auto gone = rpc::overHttp(child, entrance, {server, desk.httpPort}, account_.signIn());
                                     const std::lock_guard lock(mutex);
                                     ahead_.emplace(desk.httpPort, std::move(gone));
                                 }});
            const auto endings = Step::eachSideBySide(group, paths);
            for (std::size_t i = 0; i < endings.size(); ++i)
                if (endings[i].failure)
                    ahead_.emplace(desks[i].second.httpPort, *endings[i].failure);
            return true;
        });
}

} // namespace mailwalk::path
