#include "http/sign_in.h"
#include "path/walk.h"

#include <algorithm>

namespace mailwalk::path {

using AnyLane = std::optional<trace::Transport>;

static const trace::Hop *passedStage(const trace::Trace &trace, trace::Stage stage, AnyLane lane = {})
{
    const auto found = std::find_if(trace.hops.rbegin(), trace.hops.rend(), [&](const trace::Hop &hop) {
        return hop.kind == trace::Kind::stage && hop.stage == stage && (!lane || hop.transport == lane) &&
               (hop.outcome == trace::Outcome::passed || hop.outcome == trace::Outcome::warned);
    });
    return found == trace.hops.rend() ? nullptr : &*found;
}

static std::string factOf(const trace::Hop *hop, std::string_view name)
{
    const std::string *value = hop ? hop->fact(name) : nullptr;
    return value ? *value : std::string();
}

Scheme schemeAtProxy(const trace::Trace &trace)
{
    static constexpr std::pair<http::Scheme, Scheme> all[] = {
        {http::Scheme::basic, Scheme::basic}, {http::Scheme::ntlm, Scheme::ntlm}, {http::Scheme::negotiate, Scheme::negotiate}};
    for (const trace::Hop &hop : trace.hops) {
        if (hop.kind != trace::Kind::http || hop.transport != trace::Transport::rpcHttps)
            continue;
        const std::string used = factOf(&hop, "auth_type");
        for (const auto &[named, scheme] : all)
            if (used == nameOf(named))
                return scheme;
    }
    return Scheme::any;
}

// Of two lanes, what the one stores that came further.
std::optional<Remembered> rememberedFrom(const trace::Trace &trace)
{
    const trace::Hop *open = passedStage(trace, trace::Stage::open);
    const AnyLane lane = open ? open->transport : std::nullopt;
    const trace::Hop *lookUp = passedStage(trace, trace::Stage::lookUp, lane);
    Remembered remembered;
    remembered.mailboxDn = factOf(lookUp, "mailbox");
    remembered.server = factOf(open, "server");
    remembered.rpcProxy = factOf(open, "rpc proxy");
    remembered.principal = factOf(open, "principal");
    if (const Scheme used = schemeAtProxy(trace); used != Scheme::basic)
        remembered.scheme = used;
    if (remembered.server.empty())
        remembered.server = factOf(lookUp, "home server");
    remembered.directory = factOf(passedStage(trace, trace::Stage::refer, lane), "directory server");
    if (remembered.mailboxDn.empty() || remembered.server.empty())
        return std::nullopt;
    return remembered;
}

} // namespace mailwalk::path
