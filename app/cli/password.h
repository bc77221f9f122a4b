#pragma once

#include "base/secret.h"
#include "cli/system.h"

namespace mailwalk::cli {

/// One line of standard input, without its end. Nothing when interrupted; throws WrongUsage when there is none or it is too long.
std::optional<Secret> passwordFromInput(const Interrupt &interrupt);

} // namespace mailwalk::cli
