#include "evidence/idle.h"

#include "diagnosis/quiet.h"
#include "evidence/password.h"
#include "exchange/store.h"
#include "path/account.h"
#include "path/way.h"

#include <algorithm>

namespace mailwalk::evidence {

using net::Step;
using trace::Hop;
using trace::Kind;
using trace::Transport;

namespace {

constexpr Milliseconds mostAtOnce{500}; // between two looks whether a ping is due

/// What a lane has shown of itself: enough to go the same way once more.
struct Lane {
    Transport transport;
    std::string server, mailboxDn;
    std::optional<path::ProxyWay::Entrance> entrance{};
};

class Clockwork final : public net::Waitable
{
public:
    explicit Clockwork(Milliseconds time) : end_(Clock::now() + time) {}
    void watch(std::vector<net::Watch> &) const override {}
    std::optional<Clock::time_point> wakeAt() const override { return end_; }
    void progress() override {}
    bool ready() const override { return Clock::now() >= end_; }

private:
    const Clock::time_point end_;
};

std::string factIn(const trace::Trace &walk, Transport lane, std::string_view name)
{
    for (const Hop &hop : walk.hops)
        if (const std::string *value = hop.kind == Kind::stage && hop.transport == lane ? hop.fact(name) : nullptr)
            return *value;
    return {};
}

// As the proxy has taken it in this walk: Autodiscover may have named one that is not the dearest of those on offer.
std::vector<http::Scheme> schemesIn(const trace::Trace &walk, const path::Request &request)
{
    const path::Scheme used = path::schemeAtProxy(walk);
    return path::schemesOf(used == path::Scheme::any ? request.scheme : used);
}

std::optional<Lane> laneIn(const trace::Trace &walk, Transport transport, const path::Request &request)
{
    Lane lane{transport, factIn(walk, transport, "server"), factIn(walk, transport, "mailbox")};
    if (lane.mailboxDn.empty()) // a finished profile looks nobody up before
        lane.mailboxDn = request.remembered ? request.remembered->mailboxDn
                                            : path::rememberedFrom(walk).value_or(path::Remembered{}).mailboxDn;
    if (lane.server.empty() || lane.mailboxDn.empty())
        return std::nullopt;
    if (transport == Transport::rpcHttps)
        lane.entrance = {factIn(walk, transport, "rpc proxy"), factIn(walk, transport, "principal"), schemesIn(walk, request),
                         false};
    return lane;
}

std::string inSeconds(Milliseconds time)
{
    return time.count() % 1000 ? std::to_string(time.count()) + " ms" : std::to_string(time.count() / 1000) + " s";
}

void sayNothing(const Step &step, rpc::Association &store, Milliseconds silence)
{
    const std::string howLong = inSeconds(silence);
    step.run({Kind::attempt, "Say nothing for " + howLong, toText(store.target())}, [&](const Step &hop) {
        hop.fact(diagnosis::quietFact, howLong);
        unsigned pings = 0;
        const auto end = Clock::now() + silence;
        for (auto left = silence; left.count() > 0; left = std::chrono::ceil<Milliseconds>(end - Clock::now())) {
            Clockwork pause(std::min(left, mostAtOnce));
            hop.await(pause, "the end of the silence", left + mostAtOnce);
            pings += Clock::now() < end && store.stayAwake(hop);
        }
        if (pings > 0)
            hop.fact("pings sent", std::to_string(pings));
    });
}

void openQuietly(const Step &step, path::Account &account, const Lane &lane, Milliseconds silence)
{
    const std::unique_ptr<path::Way> way =
        lane.entrance ? std::unique_ptr<path::Way>(std::make_unique<path::ProxyWay>(account, *lane.entrance))
                      : std::make_unique<path::DirectWay>(account, lane.server);
    const auto open = [&](rpc::Association &store) {
        return exchange::openStore(step, store, lane.mailboxDn, account.clientVersion(),
                                   [](const std::string &) { return std::optional<std::string>("the server of before"); });
    };
    rpc::Association store = way->goTo(step, lane.server, exchange::storeDesk, account.level());
    open(store);
    sayNothing(step, store, silence);
    open(store);
}

net::Plan planOf(const Lane &lane)
{
    const bool isDirect = lane.transport == Transport::direct;
    return {Kind::attempt, isDirect ? "A quiet direct connection" : "A quiet connection by RPC over HTTPS",
            isDirect ? lane.server : lane.entrance->host, trace::Stage::open, lane.transport};
}

} // namespace

void stayQuiet(const path::Request &request, const trace::Trace &walked, const diagnosis::Verdict &verdict, Milliseconds silence,
               net::Journey &journey, const net::Stop &stop)
{
    std::vector<Lane> lanes;
    for (const auto &[transport, lane] : verdict.lanes)
        if (lane.outcome == diagnosis::Result::works && transport != Transport::mapiHttps)
            if (auto known = laneIn(walked, transport, request))
                lanes.push_back(std::move(*known));
    if (lanes.empty() || !request.identity || isPasswordInDoubt(walked) || stop.requested())
        return;
    Step::walk(journey, stop, {Kind::probe, "Hold connections quiet for " + inSeconds(silence), {}}, [&](const Step &step) {
        path::Account account(request);
        std::vector<std::pair<net::Plan, std::function<void(const Step &)>>> paths;
        for (const Lane &lane : lanes)
            paths.push_back({planOf(lane), [&](const Step &each) { openQuietly(each, account, lane, silence); }});
        Step::eachSideBySide(step, paths);
    });
}

} // namespace mailwalk::evidence
