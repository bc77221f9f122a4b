#include "diagnosis/evidence.h"

#include "diagnosis/blockage.h"
#include "diagnosis/catalogue.h"
#include "diagnosis/oddities.h"
#include "diagnosis/scene.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

std::size_t whereTheWalkEnds(const Trace &trace)
{
    const auto look = std::find_if(trace.hops.begin(), trace.hops.end(),
                                   [](const Hop &hop) { return hop.id > 1 && !hop.parent && hop.kind == Kind::probe; });
    return static_cast<std::size_t>(look - trace.hops.begin());
}

// What these say is true wherever the company stops it.
bool isSaidOfTheCompany(std::string_view cause)
{
    static constexpr std::string_view all[] = {"tcp135-filtered-by-company", "epm-ok-dynamic-port-filtered",
                                               "direct-way-from-internet", "referral-to-unreachable-gc",
                                               "referral-stored-in-profile-dead"};
    return std::find(std::begin(all), std::end(all), cause) != std::end(all);
}

bool isAboutTheWay(const Finding &finding)
{
    static constexpr std::string_view others[] = {"tcp135-filtered-by-provider", "tcp135-refused",   "mapped-port-refused",
                                                  "router-says-unreachable",     "tcp-443-filtered", "tcp-443-refused"};
    return isSaidOfTheCompany(finding.cause) ||
           std::find(std::begin(others), std::end(others), finding.cause) != std::end(others);
}

const char *causeFor(Party party)
{
    switch (party) {
    case Party::home: return "blocked-at-home-router";
    case Party::provider: return "blocked-at-provider";
    case Party::company: break;
    }
    return "blocked-at-company-edge";
}

// In the place of what was said of the same hop without evidence.
void sharpen(const Trace &trace, LaneVerdict &verdict)
{
    const Hop *hop = trace.hop(verdict.hop.value_or(0));
    const auto suspects = hop && verdict.outcome == Result::fails ? suspectsOf(trace, *hop) : std::vector<Party>{};
    const auto isVague = [&](const Finding &finding) { return finding.hop == hop->id && isAboutTheWay(finding); };
    if (suspects.empty() || std::none_of(verdict.findings.begin(), verdict.findings.end(), isVague))
        return;
    const auto isKept = [](const Finding &finding) { return isSaidOfTheCompany(finding.cause); };
    if (suspects == std::vector{Party::company} && std::any_of(verdict.findings.begin(), verdict.findings.end(), isKept))
        return;
    std::erase_if(verdict.findings, isVague);
    auto at = verdict.findings.begin();
    for (const Party party : suspects)
        at = verdict.findings.insert(at, findingAt(trace, *hop, causeFor(party))) + 1;
}

} // namespace

bool hasCloserLook(const Trace &trace) { return whereTheWalkEnds(trace) < trace.hops.size(); }

Trace withoutCloserLook(const Trace &trace)
{
    Trace walk = trace;
    walk.hops.resize(whereTheWalkEnds(trace));
    return walk;
}

void weigh(const Trace &trace, Verdict &verdict)
{
    for (auto &[transport, lane] : verdict.lanes)
        sharpen(trace, lane);
    sharpen(trace, verdict);
}

} // namespace mailwalk::diagnosis
