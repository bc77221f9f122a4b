#include "wizard/told.h"

#include "diagnosis/role.h"
#include "path/walk.h"
#include "report/mask.h"

#include <unordered_map>

namespace mailwalk::wizard {

namespace {

bool isFinished(const trace::Trace &trace) { return trace.asked.profile == path::nameOf(path::Profile::finished); }

std::vector<trace::HopId> alikeIn(const trace::Trace &trace, const trace::Trace &walk)
{
    std::unordered_map<std::string, trace::HopId> byRole;
    const auto roles = diagnosis::rolesOf(walk);
    for (std::size_t at = 0; at < roles.size(); ++at)
        byRole.emplace(roles[at], trace::HopId(at + 1));
    std::vector<trace::HopId> alike;
    for (const std::string &role : diagnosis::rolesOf(trace)) {
        const auto found = byRole.find(role);
        alike.push_back(found == byRole.end() ? 0 : found->second);
    }
    return alike;
}

} // namespace

Counterpart Counterpart::of(trace::Trace trace, const trace::Trace &walk)
{
    Counterpart made;
    made.verdict = diagnosis::diagnose(trace);
    made.colouring = isFinished(trace) ? diagnosis::Colouring::finished : diagnosis::Colouring::fresh;
    made.picture = diagnosis::pictureOf(trace, made.verdict, made.colouring);
    made.comparison = isFinished(trace) ? diagnosis::compareProfiles(walk, trace) : diagnosis::compareProfiles(trace, walk);
    made.alike = alikeIn(trace, walk);
    made.trace = std::move(trace);
    return made;
}

Findings Findings::of(const trace::Trace &trace, const diagnosis::Verdict &verdict)
{
    return {report::adviceOf(trace, verdict), diagnosis::pictureOf(trace, verdict, diagnosis::Colouring::fresh),
            diagnosis::pictureOf(trace, verdict, diagnosis::Colouring::finished), report::settingsFound(trace),
            report::portsUsedIn(trace)};
}

Told Told::of(trace::Document document)
{
    Told told;
    told.verdict = diagnosis::diagnose(document.trace);
    const auto companion = document.companion;
    std::vector<trace::Trace> both{document.trace};
    if (companion)
        both.push_back(*companion);
    both = report::masked(std::move(both));
    told.masked = std::move(both.front());
    told.maskedVerdict = diagnosis::diagnose(told.masked);
    told.document = std::move(document);
    told.findings = Findings::of(told.document.trace, told.verdict);
    told.maskedFindings = Findings::of(told.masked, told.maskedVerdict);
    if (companion) {
        told.counterpart = Counterpart::of(*companion, told.document.trace);
        told.maskedCounterpart = Counterpart::of(std::move(both.back()), told.masked);
    }
    return told;
}

} // namespace mailwalk::wizard
