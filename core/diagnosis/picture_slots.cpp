#include "diagnosis/picture_slots.h"

#include "base/endpoint.h"
#include "diagnosis/scene.h"
#include "diagnosis/whereabouts.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

// Of a lane through a proxy: what the entrance itself does, up to the door of a desk.
bool isAtEntrance(const Hop &hop)
{
    if (hop.transport == Transport::direct)
        return false;
    const bool isLine = hop.kind == Kind::connect || hop.kind == Kind::secure || hop.kind == Kind::proxy;
    return isLine || (hop.transport == Transport::rpcHttps && (hop.kind == Kind::http || hop.kind == Kind::channel));
}

bool isMapperOf(const Hop &hop, const std::string &door)
{
    return hop.kind == Kind::connect && portIn(hop.target) == mapperPort && sameCase(hostIn(hop.target)) == door;
}

std::optional<Slot> slotInLane(const Hop &hop, const std::string &door)
{
    if (isAtEntrance(hop) || (hop.transport == Transport::direct && isMapperOf(hop, door)))
        return Slot{Place::entrance, hop.transport};
    const Trace none;
    const auto desk = Scene{none, hop}.desk();
    return Slot{placeOf(desk.value_or(Stage::discover)), hop.transport};
}

// [MS-RPCH] 2.1.2.1.3: the proxy could not get to the inner server, or that was too busy.
bool isSaidOfDesk(const Hop &hop)
{
    const std::string got = hop.failure && hop.failure->got ? sameCase(*hop.failure->got) : std::string{};
    return hop.kind == Kind::channel && (got.find("rpc error: 6ba") != got.npos || got.find("rpc error: 6bb") != got.npos);
}

Place deskOf(const Hop &hop) { return placeOf(hop.stage.value_or(Stage::discover)); }

// Whose name it is. A lane begins at its entrance; what it asks directly later has a door of its own.
Place wantedBy(const Hop &hop, const std::string &door)
{
    return hop.transport == Transport::direct && !door.empty() ? deskOf(hop) : Place::entrance;
}

bool isWithoutNetwork(const Hop &hop)
{
    const Trace none;
    return hop.failure->code == Code::unreachable && isSaidHere({none, hop});
}

} // namespace

std::size_t indexOf(const Slot &slot)
{
    const auto place = static_cast<std::size_t>(slot.place);
    return slot.lane ? place + laneSlots * static_cast<std::size_t>(*slot.lane) : place;
}

Slot slotAt(std::size_t index)
{
    if (index < sharedSlots)
        return {static_cast<Place>(index), {}};
    const std::size_t inLanes = index - sharedSlots;
    return {static_cast<Place>(sharedSlots + inLanes % laneSlots), allLanes[inLanes / laneSlots]};
}

std::optional<Stage> deskAt(Place place)
{
    switch (place) {
    case Place::autodiscover: return Stage::discover;
    case Place::referral: return Stage::refer;
    case Place::directory: return Stage::lookUp;
    case Place::mailbox: return Stage::open;
    default: return std::nullopt;
    }
}

Place placeOf(Stage stage)
{
    static constexpr Place places[] = {Place::entrance, Place::referral, Place::directory, Place::mailbox};
    return places[static_cast<std::size_t>(stage)];
}

std::optional<Slot> slotOf(const Hop &hop, const std::string &door)
{
    if (hop.isGroup())
        return std::nullopt;
    if (hop.kind == Kind::resolve)
        return Slot{Place::nameService, {}};
    return hop.transport ? slotInLane(hop, door) : Slot{Place::autodiscover, {}};
}

std::optional<Slot> slotOfFailure(const Hop &hop, const std::string &door, bool isNameServiceWorking)
{
    if (hop.kind == Kind::walk || !hop.failure)
        return std::nullopt;
    if (hop.failure->code == Code::permission)
        return Slot{Place::computer, {}};
    if (isWithoutNetwork(hop))
        return Slot{Place::network, {}};
    if (!hop.transport)
        return hop.isGroup() ? Slot{Place::autodiscover, {}} : slotOf(hop, door);
    if (hop.kind == Kind::resolve && isNameServiceWorking)
        return Slot{wantedBy(hop, door), hop.transport};
    return hop.isGroup() || isSaidOfDesk(hop) ? Slot{deskOf(hop), hop.transport} : slotOf(hop, door);
}

bool hasAnswered(const Hop &hop)
{
    if (hop.outcome == Outcome::passed || hop.outcome == Outcome::warned)
        return !hop.isGroup();
    if (hop.outcome != Outcome::failed || !hop.failure || hop.isGroup())
        return false;
    static constexpr Code silent[] = {Code::timeout, Code::unreachable, Code::permission, Code::nameServerFailure,
                                      Code::internal};
    return std::find(std::begin(silent), std::end(silent), hop.failure->code) == std::end(silent);
}

} // namespace mailwalk::diagnosis
