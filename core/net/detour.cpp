#include "net/detour.h"

#include <algorithm>

namespace mailwalk::net {

static bool isSameHost(const std::string &a, const std::string &b)
{
    const auto number = addressFrom(a);
    return number ? number == addressFrom(b) : sameCase(a) == sameCase(b);
}

const Detour *detourFor(const Endpoint &target, const std::vector<Detour> &detours)
{
    const auto found = std::find_if(detours.begin(), detours.end(), [&](const Detour &each) {
        return each.from.port == target.port && isSameHost(each.from.host, target.host);
    });
    return found == detours.end() ? nullptr : &*found;
}

} // namespace mailwalk::net
