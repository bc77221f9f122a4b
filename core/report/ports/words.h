#pragma once

#include "report/ports/formats.h"

/// What the writers of several formats say alike.
namespace mailwalk::report::ports {

using diagnosis::ports::Carrier;
using diagnosis::ports::Party;
using diagnosis::ports::Pin;
using diagnosis::ports::PortRange;
using diagnosis::ports::Rule;

QString nameFor(Party party);                ///< translated: "directory server (global catalog)"
QString wordFor(trace::Needed needed);       ///< translated: "set-up and daily"
QString portsOf(const PortRange &ports);     ///< "135", "49152-65535"
QString carrierOf(Carrier carrier);          ///< "TCP"
QString titleOf(const Situation &situation); ///< translated, one line: versions, lanes, place, profile
QString typeOf(Pin::Type type);              ///< "REG_DWORD"
QString qt(std::string_view text);

/// The addresses of a party that are addresses: what else was handed in never gets into a command.
std::vector<std::string> addressesIn(Party party, const Situation &situation);

} // namespace mailwalk::report::ports
