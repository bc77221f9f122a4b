#include "diagnosis/beside.h"

#include "diagnosis/role.h"
#include "diagnosis/scene.h"

#include <algorithm>
#include <unordered_map>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

// Groups with what they hold: threads side by side have numbers in turns.
std::vector<const Hop *> asTree(const Trace &trace)
{
    std::vector<std::vector<const Hop *>> children(trace.hops.size() + 1);
    for (const Hop &hop : trace.hops)
        children[hop.parent < hop.id ? hop.parent : 0].push_back(&hop);
    std::erase_if(children[0], [](const Hop *hop) { return hop->id > 1 && hop->kind == Kind::probe; }); // closer looks
    std::vector<const Hop *> tree, open(children[0].rbegin(), children[0].rend());
    while (!open.empty()) {
        const Hop *hop = open.back();
        open.pop_back();
        tree.push_back(hop);
        open.insert(open.end(), children[hop->id].rbegin(), children[hop->id].rend());
    }
    return tree;
}

int laneRank(const Trace &trace, const Hop &hop)
{
    const auto transport = Scene{trace, hop}.transport();
    return transport ? 1 + static_cast<int>(*transport) : 0;
}

int stageRank(const Trace &trace, const Hop &hop)
{
    const auto stage = Scene{trace, hop}.stage();
    return stage ? 1 + static_cast<int>(*stage) : 0;
}

std::vector<const Hop *> alongPath(const Trace &trace)
{
    std::vector<const Hop *> hops = asTree(trace);
    std::stable_sort(hops.begin(), hops.end(), [&](const Hop *a, const Hop *b) {
        return std::pair(laneRank(trace, *a), stageRank(trace, *a)) < std::pair(laneRank(trace, *b), stageRank(trace, *b));
    });
    return hops;
}

} // namespace

// What only the second walk has stands behind the part that it has followed there.
std::vector<Couple> beside(const Trace &first, const Trace &second)
{
    const auto roles = rolesOf(first), others = rolesOf(second);
    std::unordered_map<std::string, std::size_t> places;
    std::vector<Couple> common;
    for (const Hop *hop : alongPath(first)) {
        places[roles[hop->id - 1]] = common.size();
        common.push_back({roles[hop->id - 1], hop, nullptr});
    }
    std::vector<std::vector<Couple>> behind(common.size() + 1);
    std::size_t last = 0;
    for (const Hop *hop : alongPath(second)) {
        const std::string &role = others[hop->id - 1];
        if (const auto place = places.find(role); place == places.end()) {
            behind[last].push_back({role, nullptr, hop});
        } else {
            common[place->second].second = hop;
            last = place->second + 1;
        }
    }
    std::vector<Couple> all = std::move(behind.front());
    for (std::size_t i = 0; i < common.size(); ++i) {
        all.push_back(std::move(common[i]));
        std::move(behind[i + 1].begin(), behind[i + 1].end(), std::back_inserter(all));
    }
    return all;
}

} // namespace mailwalk::diagnosis
