#include "diagnosis/oddities.h"

#include "diagnosis/candidate.h"
#include "diagnosis/catalogue.h"
#include "diagnosis/quiet.h"
#include "diagnosis/rivals.h"
#include "diagnosis/rules.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

// Only where the record says that the sign-in named no domain.
bool isWithoutDomain(const Scene &scene)
{
    const std::string *domain = scene.hop.fact("user_domain");
    return scene.code() == Code::authRejected && domain && domain->empty();
}

// The walk only warns of it where the mailbox opened all the same.
bool isWarnedOfTheVersion(const Scene &scene)
{
    if (scene.hop.outcome != Outcome::warned)
        return false;
    const auto causes = causesOf(scene);
    return !causes.empty() && causes.front() == "outlook-too-new-for-exchange";
}

// Outlook 2003 goes on without the referral service, and some administrators have it switched off for that (KB 302914).
bool isNoFaultForThisOutlook(const Scene &scene, std::string_view cause)
{
    const bool isAboutReferral = cause == "no-rfr-breaks-new-profile" || cause == "epm-interface-not-registered";
    return isAboutReferral && scene.trace.asked.outlook == "2003" && scene.desk() == Stage::refer;
}

// A place that Outlook asks in vain is none of its troubles, unless what it meets there makes it stop or warn.
bool isWorthTelling(const Scene &scene, std::string_view cause)
{
    const bool isMet = cause.starts_with("cert-") || cause.starts_with("root-domain-");
    return !candidateOf(scene) || (isMet && isAskedBeforeWinner(scene));
}

constexpr std::size_t mostExamined = 20; // failed hops: a saved walk may be anybody's, and each is held against all others

struct Oddity {
    bool (*fits)(const Scene &);
    const char *cause;
};

constexpr Oddity oddities[] = {
    {isOneBadOfSeveral, "dns-round-robin-one-bad"},
    {isIPv6Broken, "ipv6-does-not-get-through"},
    {isWithoutDomain, "username-format"},
    {isWarnedOfTheVersion, "outlook-too-new-for-exchange"},
    {isForgottenInSilence, "idle-timeout-short"},
};

void add(std::vector<Finding> &findings, Finding finding)
{
    const auto isSame = [&](const Finding &known) { return known.cause == finding.cause && known.text == finding.text; };
    if (std::none_of(findings.begin(), findings.end(), isSame))
        findings.push_back(std::move(finding));
}

} // namespace

std::vector<Finding> odditiesOf(const Trace &trace, const Lane &lane, const Hop *stopping)
{
    std::vector<Finding> found;
    for (const Hop *hop : lane.detours())
        if (hop != stopping)
            for (const auto cause : causesOf({trace, *hop}))
                if (!isNoFaultForThisOutlook({trace, *hop}, cause) && isWorthTelling({trace, *hop}, cause))
                    add(found, findingAt(trace, *hop, cause));
    std::size_t examined = 0;
    for (const Hop *hop : lane.hops())
        if (hop->failure && examined++ < mostExamined)
            for (const Oddity &oddity : oddities)
                if (oddity.fits({trace, *hop}))
                    add(found, findingAt(trace, *hop, oddity.cause));
    return found;
}

} // namespace mailwalk::diagnosis
