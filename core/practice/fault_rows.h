#pragma once

#include "practice/plan.h"

namespace mailwalk::practice {

/// One way to break a whole plan.
struct Fault {
    FaultInfo info;
    void (*change)(Plan &);
};

const std::vector<Fault> &directFaults();    ///< of the servers, as they are met over TCP
const std::vector<Fault> &discoveryFaults(); ///< of what leads to them
const std::vector<Fault> &proxyFaults();     ///< of the way through the RPC proxy
const std::vector<Fault> &fleetingFaults();  ///< that not every walk meets, and what is only unusual

inline WebHost &proxyHostOf(Plan &plan) { return plan.webHost(proxyHost); }

} // namespace mailwalk::practice
