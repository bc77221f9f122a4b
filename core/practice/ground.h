#pragma once

#include "practice/door.h"

namespace mailwalk::practice {

/// Where a machine stands, and which numbers its ports have.
struct Ground {
    enum class Numbers { anyFree, real }; ///< of the ports that everybody knows: 80, 135, 443, 6001 and the like

    Address address;
    Numbers numbers{};
    PortRange dynamic; ///< those that only the mapper tells

    PortRange known(std::uint16_t number) const { return numbers == Numbers::real ? PortRange::only(number) : PortRange{}; }
};

} // namespace mailwalk::practice
