#include "diagnosis/rivals.h"

#include "diagnosis/whereabouts.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

// An address that report/mask has replaced ends in -v6.
bool isOverIPv6(const Hop &hop)
{
    return hop.address && (hop.address->find(':') != std::string::npos || hop.address->ends_with("-v6"));
}

bool isRival(const Hop &failed, const Hop &other)
{
    return other.kind == Kind::connect && other.outcome == Outcome::passed && other.target == failed.target &&
           other.address != failed.address && !other.fact("time to live");
}

bool hasFailed(const Scene &scene)
{
    return scene.hop.kind == Kind::connect && scene.hop.outcome == Outcome::failed && scene.code() != Code::permission &&
           !scene.hop.fact("time to live");
}

template <class Fits> bool hasRival(const Scene &failed, Fits fits)
{
    const auto &hops = failed.trace.hops;
    return std::any_of(hops.begin(), hops.end(), [&](const Hop &other) { return isRival(failed.hop, other) && fits(other); });
}

} // namespace

bool isOneBadOfSeveral(const Scene &failed)
{
    const bool isNew = isOverIPv6(failed.hop);
    return hasFailed(failed) && hasRival(failed, [&](const Hop &other) { return isOverIPv6(other) == isNew; });
}

bool isIPv6Broken(const Scene &failed)
{
    const bool isOwnLack = failed.code() == Code::unreachable && !isSaidByIcmp(failed);
    return hasFailed(failed) && isOverIPv6(failed.hop) && !isOwnLack && !isOneBadOfSeveral(failed) &&
           hasRival(failed, [](const Hop &other) { return !isOverIPv6(other); });
}

} // namespace mailwalk::diagnosis
