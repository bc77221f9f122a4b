#pragma once

#include "practice/plan.h"

namespace mailwalk::practice {

/// The generations of Exchange that still have direct connections, in what a walk sees of them.
enum class Generation { v2003, v2007, v2010 };
std::optional<Generation> generationFrom(std::string_view name); ///< "2003"

void become(Generation generation, Plan &plan);
PortRange dynamicPortsOf(Generation generation); ///< of the Windows that it usually runs on

/// The directory servers of the organisation, handed out in turns.
void haveDirectoryServers(const std::vector<std::string> &hosts, Plan &plan);

} // namespace mailwalk::practice
