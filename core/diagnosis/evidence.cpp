#include "diagnosis/evidence.h"

#include "base/endpoint.h"
#include "diagnosis/blockage.h"
#include "diagnosis/catalogue.h"
#include "diagnosis/quiet.h"
#include "diagnosis/rivals.h"
#include "diagnosis/scene.h"
#include "diagnosis/whereabouts.h"

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

bool isAboutTheWay(const Finding &finding)
{
    static constexpr std::string_view all[] = {
        "tcp135-filtered-by-provider",
        "tcp135-filtered-by-company",
        "tcp135-refused",
        "mapped-port-refused",
        "router-says-unreachable",
        "tcp-443-filtered",
        "tcp-443-refused",
        "epm-ok-dynamic-port-filtered",
        "direct-way-from-internet",
        "referral-to-unreachable-gc",
        "referral-stored-in-profile-dead",
    };
    return std::find(std::begin(all), std::end(all), finding.cause) != std::end(all);
}

bool namesTheCompanyAlone(const Finding &finding)
{
    return std::none_of(finding.fixers.begin(), finding.fixers.end(),
                        [](Fixer fixer) { return fixer == Fixer::homeNetwork || fixer == Fixer::internetProvider; });
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

std::vector<std::string_view> causesOfBlock(const Trace &trace, const Hop &stop)
{
    std::vector<std::string_view> causes;
    for (const Party party : suspectsOf(trace, stop))
        causes.push_back(causeFor(party));
    return causes;
}

/// The hops of the closer look, in their order.
template <class Do> void forEachLooked(const Trace &trace, Do act)
{
    for (std::size_t i = whereTheWalkEnds(trace); i < trace.hops.size(); ++i)
        act(trace.hops[i]);
}

// As evidence/closer_look writes it.
bool isInSmallPieces(const Trace &trace, const Hop &hop)
{
    const Hop *group = trace.hop(hop.parent);
    return group && group->fact("segment");
}

// TLS hung, and in small segments the server's part of it comes through, whatever is thought of its certificate.
bool isHungByItsSize(const Trace &trace, const Hop &stop)
{
    if (stop.kind != Kind::secure || !stop.failure || stop.failure->code != Code::timeout)
        return false;
    bool hasCome = false;
    forEachLooked(trace, [&](const Hop &hop) {
        const bool isDone = hop.outcome == Outcome::passed || hop.outcome == Outcome::warned ||
                            (hop.failure && hop.failure->code == Code::certificate);
        hasCome |= hop.kind == Kind::secure && hop.target == stop.target && isDone && isInSmallPieces(trace, hop);
    });
    return hasCome;
}

// At the directory's desk, or another directory server that the look went to.
bool isAtDirectory(const Trace &trace, const Hop &hop)
{
    const Hop *group = trace.hop(hop.parent);
    const bool isVisited = group && group->kind == Kind::probe && group->title == "Does the directory server let in?";
    return hop.kind == Kind::connect && portIn(hop.target) == mapperPort &&
           (isVisited || (hop.stage == Stage::lookUp && hop.transport == Transport::direct));
}

bool isAnotherDirectoryThere(const Trace &trace, const Hop &dead)
{
    return std::any_of(trace.hops.begin(), trace.hops.end(), [&](const Hop &hop) {
        return hop.outcome == Outcome::passed && isAtDirectory(trace, hop) &&
               sameCase(hostIn(hop.target)) != sameCase(hostIn(dead.target));
    });
}

bool isOneDeadDirectory(const Trace &trace, const Hop &hop)
{
    const Scene scene{trace, hop};
    return hop.failure && isAtDirectory(trace, hop) && scene.isPrivateAddress() && scene.code() != Code::permission &&
           !isSaidHere(scene) && isAnotherDirectoryThere(trace, hop);
}

/// What the look makes certain of the hop where it stopped; nothing: what was said without it stays.
std::vector<std::string_view> certainOf(const Trace &trace, const Hop &stop)
{
    if (isHungByItsSize(trace, stop))
        return {"pmtu-black-hole"};
    return causesOfBlock(trace, stop);
}

bool isToBeReplaced(const Finding &finding) { return isAboutTheWay(finding) || finding.cause == "server-silent"; }

// In the place of what was said of the same hop without evidence.
void sharpen(const Trace &trace, LaneVerdict &verdict)
{
    const Hop *hop = trace.hop(verdict.hop.value_or(0));
    const auto causes = hop && verdict.outcome == Result::fails ? certainOf(trace, *hop) : std::vector<std::string_view>{};
    const auto isVague = [&](const Finding &finding) { return finding.hop == hop->id && isToBeReplaced(finding); };
    const auto isTrue = [&](const Finding &finding) { return isVague(finding) && namesTheCompanyAlone(finding); };
    auto &findings = verdict.findings;
    const bool isOfTheCompany = causes == std::vector<std::string_view>{causeFor(Party::company)};
    if (causes.empty() || std::none_of(findings.begin(), findings.end(), isVague) ||
        (isOfTheCompany && std::any_of(findings.begin(), findings.end(), isTrue)))
        return;
    std::erase_if(findings, isVague);
    auto at = findings.begin();
    for (const auto cause : causes)
        at = findings.insert(at, findingAt(trace, *hop, cause)) + 1;
}

// The one server that stopped it, where others of its kind answer.
void nameTheDeadOne(const Trace &trace, LaneVerdict &verdict)
{
    const Hop *hop = trace.hop(verdict.hop.value_or(0));
    if (!hop || verdict.outcome != Result::fails || !isOneDeadDirectory(trace, *hop))
        return;
    for (Finding &finding : verdict.findings)
        if (finding.hop == hop->id && finding.cause == "referral-to-unreachable-gc")
            finding = findingAt(trace, *hop, "one-directory-server-dead");
}

constexpr std::size_t mostNoticed = 20; // a saved walk may be anybody's, and each failed hop is held against all others

void addOnce(std::vector<Finding> &findings, Finding finding)
{
    const auto isSame = [&](const Finding &known) { return known.cause == finding.cause && known.text == finding.text; };
    if (std::none_of(findings.begin(), findings.end(), isSame))
        findings.push_back(std::move(finding));
}

void addNoticed(const Trace &trace, std::vector<Finding> &findings)
{
    std::size_t examined = 0;
    forEachLooked(trace, [&](const Hop &hop) {
        if (!hop.failure || hop.fact("time to live") || examined++ >= mostNoticed)
            return;
        if (isOneBadOfSeveral({trace, hop}))
            addOnce(findings, findingAt(trace, hop, "dns-round-robin-one-bad"));
        if (isIPv6Broken({trace, hop}))
            addOnce(findings, findingAt(trace, hop, "ipv6-does-not-get-through"));
        if (isForgottenInSilence({trace, hop}))
            addOnce(findings, findingAt(trace, hop, "idle-timeout-short"));
        if (isOneDeadDirectory(trace, hop))
            addOnce(findings, findingAt(trace, hop, "one-directory-server-dead"));
    });
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
    if (!hasCloserLook(trace))
        return;
    for (auto &[transport, lane] : verdict.lanes) {
        sharpen(trace, lane);
        nameTheDeadOne(trace, lane);
    }
    sharpen(trace, verdict);
    nameTheDeadOne(trace, verdict);
    addNoticed(trace, verdict.findings);
}

} // namespace mailwalk::diagnosis
