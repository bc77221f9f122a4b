#include "diagnosis/candidate.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

// As discovery/candidates titles them.
std::optional<Candidate> candidateTitled(std::string_view title)
{
    static constexpr std::pair<std::string_view, Candidate> all[] = {
        {"https://autodiscover.", Candidate::subdomain},
        {"https://", Candidate::website},
        {"http://", Candidate::plainRedirect},
        {"_autodiscover.", Candidate::service},
    };
    for (const auto &[start, candidate] : all)
        if (title.starts_with(start))
            return candidate;
    return std::nullopt;
}

// The part of the search that the hop belongs to.
const Hop *partOf(const Scene &s)
{
    const Hop *hop = &s.hop, *group = s.trace.hop(hop->parent);
    while (group && group->kind != Kind::stage) {
        hop = group;
        group = s.trace.hop(group->parent);
    }
    const bool isSearch = group && group->stage == Stage::discover && hop->kind == Kind::attempt;
    return isSearch ? hop : nullptr;
}

int weightOf(Code code, bool isWebsite)
{
    switch (code) {
    case Code::authRejected: return 5;
    case Code::authUnsupported: return 4;
    case Code::status: return 3;
    case Code::consent: return isWebsite ? 1 : 3;
    case Code::malformed:
    case Code::tooLarge: return isWebsite ? 0 : 3;
    case Code::httpStatus:
    case Code::certificate:
    case Code::tls:
    case Code::tlsAlert:
    case Code::otherProtocol: return isWebsite ? 0 : 2;
    case Code::nameNotFound:
    case Code::nameNoData: return 0;
    default: return isWebsite ? 0 : 1;
    }
}

// At equal weight the name that is made for it comes first, and the website last.
int orderOf(const std::optional<Candidate> &candidate)
{
    static constexpr int orders[] = {0, 3, 1, 2};
    return candidate ? orders[static_cast<std::size_t>(*candidate)] : 4;
}

} // namespace

std::optional<Candidate> candidateOf(const Scene &s)
{
    const Hop *part = partOf(s);
    return part ? candidateTitled(part->title) : std::nullopt;
}

bool isAskedBeforeWinner(const Scene &s)
{
    const Hop *part = partOf(s);
    const auto mine = candidateOf(s);
    if (!mine)
        return false;
    return std::none_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
        const auto other = hop.parent == part->parent ? candidateTitled(hop.title) : std::nullopt;
        return other && *other < *mine && (hop.outcome == Outcome::passed || hop.outcome == Outcome::warned);
    });
}

// Of a web server that sends nobody on, and of a signpost that is there but wrong, the code alone does not tell.
int tellingInDiscovery(const Scene &s)
{
    const auto candidate = candidateOf(s);
    const bool saysNoRedirect = candidate == Candidate::plainRedirect && s.code() == Code::httpStatus && s.port() == 80;
    const bool isWrongSignpost = candidate == Candidate::service && !s.hop.target.starts_with("_autodiscover.");
    const bool isWebsiteMoved = candidate == Candidate::website && s.got("redirect to plain HTTP"); // as many sites do
    const int weight = saysNoRedirect || isWebsiteMoved ? 0 : weightOf(s.code(), candidate == Candidate::website);
    return 10 * (isWrongSignpost ? std::max(weight, 1) : weight) + orderOf(candidate);
}

} // namespace mailwalk::diagnosis
