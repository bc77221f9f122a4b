#include "path/walk.h"

#include <algorithm>

namespace mailwalk::path {

static const trace::Hop *passedStage(const trace::Trace &trace, trace::Stage stage)
{
    const auto found = std::find_if(trace.hops.rbegin(), trace.hops.rend(), [stage](const trace::Hop &hop) {
        return hop.kind == trace::Kind::stage && hop.stage == stage &&
               (hop.outcome == trace::Outcome::passed || hop.outcome == trace::Outcome::warned);
    });
    return found == trace.hops.rend() ? nullptr : &*found;
}

static std::string factOf(const trace::Hop *hop, std::string_view name)
{
    const std::string *value = hop ? hop->fact(name) : nullptr;
    return value ? *value : std::string();
}

std::optional<Remembered> rememberedFrom(const trace::Trace &trace)
{
    const trace::Hop *lookUp = passedStage(trace, trace::Stage::lookUp);
    Remembered remembered;
    remembered.mailboxDn = factOf(lookUp, "mailbox");
    remembered.server = factOf(passedStage(trace, trace::Stage::open), "server");
    if (remembered.server.empty())
        remembered.server = factOf(lookUp, "home server");
    remembered.directory = factOf(passedStage(trace, trace::Stage::refer), "directory server");
    if (remembered.mailboxDn.empty() || remembered.server.empty())
        return std::nullopt;
    return remembered;
}

} // namespace mailwalk::path
