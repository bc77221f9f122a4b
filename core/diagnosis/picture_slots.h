#pragma once

#include "diagnosis/picture.h"

namespace mailwalk::diagnosis {

/// Where a station stands: a place, and the lane it lies in; those before the lanes have none.
struct Slot {
    Place place = Place::computer;
    std::optional<trace::Transport> lane;
    bool operator==(const Slot &) const = default;
};

inline constexpr std::size_t sharedSlots = 4, laneSlots = 4, mostSlots = sharedSlots + 3 * laneSlots;
inline constexpr trace::Transport allLanes[] = {trace::Transport::direct, trace::Transport::rpcHttps,
                                                trace::Transport::mapiHttps};

std::size_t indexOf(const Slot &slot); ///< in the order of the path, below mostSlots
Slot slotAt(std::size_t index);
std::optional<trace::Stage> deskAt(Place place);
Place placeOf(trace::Stage stage);

/// The station that this act speaks with; nothing for a group. Stage and lane are the hop's own (a step hands them down), `door`
/// is the machine whose port 135 the lane went to first: another machine's belongs to the desk that lives there.
std::optional<Slot> slotOf(const trace::Hop &hop, const std::string &door);

/// The station that a failure is about: of the act, or of what lies before it. A name that a lane wants and does not get is the
/// lane's trouble where the name service knows others.
std::optional<Slot> slotOfFailure(const trace::Hop &hop, const std::string &door, bool isNameServiceWorking);

/// Something at the other end, or on the way to it, has answered.
bool hasAnswered(const trace::Hop &hop);

} // namespace mailwalk::diagnosis
