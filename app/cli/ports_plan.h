#pragma once

#include "cli/arguments.h"
#include "diagnosis/ports/adviser.h"

namespace mailwalk::cli {

enum class PortsFormat { text, csv, json, registry, netsh, nft };

/// All that `ports` was asked for, every value looked at.
struct PortsPlan {
    diagnosis::ports::Situation situation;
    PortsFormat format = PortsFormat::text;
    std::optional<diagnosis::ports::Measured> measured; ///< by the walk that was given
    std::optional<std::string> folder;
};

const std::vector<Option> &portsOptions();
PortsPlan portsPlanFrom(const Arguments &given); ///< throws WrongUsage

} // namespace mailwalk::cli
