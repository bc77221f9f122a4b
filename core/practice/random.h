#pragma once

#include "base/guid.h"

namespace mailwalk::practice {

std::uint32_t randomNumber(std::uint32_t from, std::uint32_t to); ///< both inclusive
Guid randomGuid();

} // namespace mailwalk::practice
