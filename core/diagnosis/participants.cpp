#include "diagnosis/participants.h"

#include "base/endpoint.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

constexpr HopId farthestConnection = 500; // hops back: a saved walk may be anybody's

// What names the machine that a load balancer has chosen, and the one behind it.
constexpr std::pair<std::string_view, Group> tellingHeaders[] = {
    {"x-feserver", Group::frontEnd},
    {"x-diaginfo", Group::frontEnd},
    {"x-beserver", Group::host},
    {"x-calculatedbetarget", Group::host},
};

bool isConnected(const Hop &hop)
{
    return hop.kind == Kind::connect && (hop.outcome == Outcome::passed || hop.outcome == Outcome::warned);
}

// The directory server of the desk that an act stands at; its stage is named after it.
std::string directoryOf(const Scene &scene)
{
    const Hop *group = &scene.hop;
    while (group && group->kind != Kind::stage)
        group = scene.trace.hop(group->parent);
    return group && group->stage == Stage::lookUp ? sameCase(hostIn(group->target)) : std::string{};
}

std::string endpointAskedAt(const Scene &scene)
{
    const auto port = scene.port();
    return port ? sameCase(toText(Endpoint{scene.host(), *port})) : std::string{};
}

} // namespace

bool hasRun(const Hop &hop)
{
    return hop.outcome == Outcome::passed || hop.outcome == Outcome::warned || hop.outcome == Outcome::failed;
}

const Hop *connectionOf(const Scene &scene)
{
    if (scene.hop.kind == Kind::connect)
        return &scene.hop;
    const std::string place = scene.hop.kind == Kind::resolve ? std::string{} : endpointAskedAt(scene);
    const Hop *elsewhere = nullptr;
    const HopId last = scene.hop.id > farthestConnection ? scene.hop.id - farthestConnection : 1;
    for (HopId id = scene.hop.id - 1; !place.empty() && id >= last; --id) {
        const Hop &hop = *scene.trace.hop(id);
        if (!isConnected(hop) || sameCase(hop.target) != place)
            continue;
        if (hop.parent == scene.hop.parent)
            return &hop;
        if (!elsewhere && hop.transport == scene.hop.transport && hop.stage == scene.hop.stage)
            elsewhere = &hop;
    }
    return elsewhere;
}

std::vector<Participant> participantsAt(const Scene &scene)
{
    std::vector<Participant> all;
    const auto add = [&](Group group, const std::string &name) {
        if (const Participant one{group, sameCase(name), name};
            !name.empty() && std::find(all.begin(), all.end(), one) == all.end())
            all.push_back(one);
    };
    const std::string host = scene.host(), inner = hostIn(scene.inner()), directory = directoryOf(scene);
    add(Group::host, host);
    add(Group::host, inner);
    if (const Hop *connection = connectionOf(scene))
        add(Group::address, connection->address.value_or(std::string{}));
    for (const std::string &name : {host, inner})
        if (sameCase(name) == directory)
            add(Group::directoryServer, name);
    for (const auto &[header, group] : tellingHeaders)
        if (const std::string *name = scene.hop.fact(header))
            add(group, *name);
    return all;
}

std::vector<bool> probesIn(const Trace &walk)
{
    std::vector<bool> all(walk.hops.size());
    for (const Hop &hop : walk.hops)
        all[hop.id - 1] = hop.kind == Kind::probe || (hop.parent && hop.parent < hop.id && all[hop.parent - 1]);
    return all;
}

Cast castOf(const Trace &walk, std::optional<Transport> lane)
{
    Cast cast;
    const std::vector<bool> isProbe = probesIn(walk);
    for (const Hop &hop : walk.hops) {
        const Scene scene{walk, hop};
        const auto transport = scene.transport();
        if (isProbe[hop.id - 1] || (lane && transport && transport != lane))
            continue;
        if (const std::string *referred = hop.fact("directory server"); referred && hop.kind == Kind::stage)
            cast.try_emplace({Group::directoryServer, sameCase(*referred), *referred});
        if (hop.isGroup() || !hasRun(hop))
            continue;
        for (const Participant &one : participantsAt(scene))
            cast[one] |= hop.outcome == Outcome::failed;
    }
    return cast;
}

Addresses addressesIn(const Trace &walk)
{
    Addresses all;
    for (const Hop &hop : walk.hops)
        if (hop.kind == Kind::connect && hop.address && hasRun(hop))
            all[sameCase(hostIn(hop.target))].insert(sameCase(*hop.address));
    return all;
}

} // namespace mailwalk::diagnosis
