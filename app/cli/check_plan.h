#pragma once

#include "cli/outputs.h"
#include "net/system_network.h"
#include "path/walk.h"

namespace mailwalk::cli {

/// All that `check` was asked for, every value looked at. The password is not in it yet.
struct CheckPlan {
    path::Request request;
    net::NameSettings names;
    net::TrustSettings trust;
    std::vector<net::Detour> detours;
    Deadlines deadlines;
    Outputs outputs;
    std::size_t times = 1;                    ///< how often to walk
    std::optional<std::chrono::seconds> idle; ///< how long connections are held quiet afterwards
    bool walksBoth = false;                   ///< for a finished profile as well, behind the new one
    bool signsIn = false;                     ///< a password comes on standard input
    std::string user;
};

const std::vector<Option> &checkOptions();
CheckPlan checkPlanFrom(const Arguments &given); ///< throws WrongUsage

} // namespace mailwalk::cli
