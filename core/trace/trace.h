#pragma once

#include "trace/hop.h"

namespace mailwalk::trace {

/// What was asked for. Never a password.
struct Asked {
    std::optional<std::string> address, mailbox, server;
    std::string profile = "new"; ///< "new" or "finished"
    std::string outlook = "2016";
    bool signedIn{}; ///< a password was given
    bool operator==(const Asked &) const = default;
};

/// All hops of a walk, as a value: saved, opened, compared, diagnosed again. `hops[i].id == i + 1`.
struct Trace {
    std::string started; ///< UTC, "2026-01-01T00:00:00Z"
    std::string system;  ///< of the machine that walked
    std::string version; ///< of the program that walked
    Asked asked;
    std::vector<Hop> hops;

    const Hop *hop(HopId id) const { return id >= 1 && id <= hops.size() ? &hops[id - 1] : nullptr; }
};

} // namespace mailwalk::trace
