#pragma once

#include "diagnosis/scene.h"

#include <initializer_list>

namespace mailwalk::diagnosis {

// What a walk has shown of an RPC proxy, beside the hop that failed.

std::optional<std::uint16_t> innerPort(const Scene &scene); ///< behind it: 6001, 6002, 6004

/// The proxy has asked for a sign-in at its own URL, or opened a channel: it is there.
bool isDoorKnown(const Scene &scene);

/// A connection to another port of the same inner machine was opened in this walk.
bool isAnotherPortOpen(const Scene &scene);
/// A connection to another inner machine was opened in this walk, and none to this one.
bool isAnotherMachineOpen(const Scene &scene);

/// Facts "x-feserver" of this lane name more than one machine.
bool answeredByDifferentServers(const Scene &scene);

/// The extended error information of this hop has one of these statuses.
bool tellsExtended(const Scene &scene, std::initializer_list<std::uint32_t> statuses);

} // namespace mailwalk::diagnosis
