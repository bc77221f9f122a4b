#pragma once

#include "cli/arguments.h"

/// The commands of mailwalk-cli, each in a file of its own.
namespace mailwalk::cli {

const Command &checkCommand();
const Command &showCommand();
const Command &compareCommand();
const Command &explainCommand();
const Command &portsCommand();
const Command &practiceCommand();

} // namespace mailwalk::cli
