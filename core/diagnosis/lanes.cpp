#include "diagnosis/lanes.h"

#include "base/endpoint.h"
#include "diagnosis/catalogue.h"
#include "diagnosis/limits.h"
#include "diagnosis/whereabouts.h"

#include <algorithm>
#include <tuple>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

bool isOffered(const LaneVerdict &lane)
{
    return lane.outcome == Result::works || lane.outcome == Result::fails || lane.outcome == Result::notProven;
}

bool isOneOf(Code code, std::initializer_list<Code> codes) { return std::find(codes.begin(), codes.end(), code) != codes.end(); }

// Its name or its line did not even begin, and nothing inside was reached either.
bool isOutOfReach(const Trace &trace, const LaneVerdict &lane)
{
    const Hop *hop = trace.hop(lane.hop.value_or(0));
    if (!hop || lane.outcome != Result::fails || isInside({trace, *hop}))
        return false;
    const Code code = lane.code.value_or(Code::internal);
    return (hop->kind == Kind::resolve && isOneOf(code, {Code::nameNotFound, Code::nameNoData})) ||
           (hop->kind == Kind::connect && isOneOf(code, {Code::timeout, Code::refused, Code::unreachable}));
}

bool isForbiddenOutside(const LaneVerdict &lane)
{
    const std::string cause = lane.findings.empty() ? std::string{} : lane.findings.front().cause;
    return cause == "tcp135-filtered-by-provider" || cause == "direct-way-from-internet";
}

// The lower, the more it decides. What was left out for a refusal, or by a limit known beforehand, says less than a failure.
int rankOf(const LaneVerdict &lane)
{
    const bool isLeftOut = lane.reason == Reason::wouldRiskLockout || lane.reason == Reason::policy;
    switch (lane.outcome) {
    case Result::works: return 0;
    case Result::cancelled: return 1;
    case Result::notProven: return isLeftOut ? 4 : 2;
    case Result::fails: return 3;
    default: return 5;
    }
}

// Of two that fail alike the one that came further tells more.
auto orderOf(const Trace &trace, const LaneVerdict &lane)
{
    const Hop *hop = trace.hop(lane.hop.value_or(0));
    const int stage = lane.stage ? static_cast<int>(*lane.stage) : 0, act = hop ? static_cast<int>(hop->kind) : 0;
    return std::tuple(rankOf(lane), -stage, -act);
}

// The stage of a lane that was left out, for this reason.
const Hop *leftOut(const Trace &trace, Transport transport, Reason reason, std::string_view why)
{
    const auto found = std::find_if(trace.hops.begin(), trace.hops.end(), [&](const Hop &hop) {
        const std::string *fact = hop.fact("reason");
        return hop.kind == Kind::stage && hop.transport == transport && hop.outcome == Outcome::notRun && hop.reason == reason &&
               (why.empty() || (fact && *fact == why));
    });
    return found == trace.hops.end() ? nullptr : &*found;
}

const Hop *searchOf(const Trace &trace)
{
    const auto found = std::find_if(trace.hops.begin(), trace.hops.end(), [](const Hop &hop) {
        return hop.kind == Kind::stage && hop.stage == Stage::discover && !hop.transport;
    });
    return found == trace.hops.end() ? nullptr : &*found;
}

// The search records each block of the settings by its type.
bool hasBlock(const Hop &search, std::initializer_list<std::string_view> types)
{
    return std::any_of(types.begin(), types.end(), [&](std::string_view type) { return search.fact(type); });
}

bool isCloud(const Hop &search)
{
    const std::string *winner = search.fact("winner");
    const std::string host = winner ? '.' + sameCase(hostIn(*winner)) : std::string{};
    return host.ends_with(".outlook.com") || host.ends_with(".office365.com");
}

LaneVerdict lacking(const Trace &trace, const Hop &hop, std::string_view cause)
{
    LaneVerdict verdict{Result::fails, {}, Stage::discover, hop.id, Code::status, {}};
    verdict.findings.push_back(findingAt(trace, hop, cause));
    return verdict;
}

} // namespace

void forgiveDirectOutside(const Trace &trace, LaneVerdicts &lanes)
{
    const auto direct = lanes.find(Transport::direct);
    if (direct == lanes.end() || direct->second.outcome != Result::fails)
        return;
    const bool isHttpsOffered = std::any_of(
        lanes.begin(), lanes.end(), [](const auto &lane) { return lane.first != Transport::direct && isOffered(lane.second); });
    if (!isHttpsOffered || !(isForbiddenOutside(direct->second) || isOutOfReach(trace, direct->second)))
        return;
    direct->second.outcome = Result::notOffered;
    direct->second.reason = Reason::notOffered;
    direct->second.findings.clear();
}

LaneVerdict deciding(const Trace &trace, const LaneVerdicts &lanes)
{
    const auto first = std::min_element(lanes.begin(), lanes.end(), [&](const auto &a, const auto &b) {
        return orderOf(trace, a.second) < orderOf(trace, b.second);
    });
    return first == lanes.end() || rankOf(first->second) > 4 ? LaneVerdict{} : first->second;
}

bool leadsAnywhere(const Trace &trace, const LaneVerdicts &lanes)
{
    return std::any_of(lanes.begin(), lanes.end(),
                       [&](const auto &lane) { return rankOf(lane.second) < 4 && !isOutOfReach(trace, lane.second); });
}

std::optional<LaneVerdict> lackOfWays(const Trace &trace)
{
    const Hop *search = searchOf(trace);
    const Hop *outside = leftOut(trace, Transport::rpcHttps, Reason::notOffered, "no EXPR or EXHTTP block");
    if (!search || !outside)
        return std::nullopt;
    if (leftOut(trace, Transport::mapiHttps, Reason::policy, {})) {
        if (!isOldOutlook(trace))
            return std::nullopt;
        return lacking(trace, *search, isCloud(*search) ? "rpchttp-retired-in-cloud" : "outlook-too-old-for-exchange");
    }
    if (!hasBlock(*search, {"EXCH"}) && hasBlock(*search, {"IMAP", "POP3", "SMTP"}))
        return lacking(trace, *search, "hosting-provider-autodiscover");
    return lacking(trace, *outside, "exch-block-only");
}

} // namespace mailwalk::diagnosis
