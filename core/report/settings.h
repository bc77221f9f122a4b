#pragma once

#include "trace/trace.h"

#include <QString>
#include <vector>

namespace mailwalk::report {

/// Where a setting was found, and what it is.
struct Setting {
    trace::HopId hop{};
    QString group; ///< translated: "Told by Autodiscover: outside (EXPR)", "Learned on the way"
    QString name;  ///< as the server calls it, or translated
    QString value; ///< one line, fit to be shown
};

/// Every setting that the walk has found: what Autodiscover told block by block, the referral, the address book and the store.
std::vector<Setting> settingsFound(const trace::Trace &trace);

enum class Carrier { tcp, udp };

/// A port that was asked during the walk.
struct PortUsed {
    QString host, address;
    std::uint16_t port{};
    QString what;   ///< translated: "name service", "end-point mapper", "web server", "dynamic port of the address book" ...
    QString answer; ///< translated: "answered", "no answer", "refused"
    std::size_t times{};
    trace::HopId hop{}; ///< the first
    Carrier carrier = Carrier::tcp;
};
std::vector<PortUsed> portsUsedIn(const trace::Trace &trace);

} // namespace mailwalk::report
