#pragma once

#include "trace/trace.h"

#include <QString>

namespace mailwalk::report {

/// Every hop, a line each, numbered, groups indented; under a hop that failed or was warned what is known of it.
QString steps(const trace::Trace &trace);

/// Which ports of which hosts were asked, and how they answered: a line each.
QString portsUsed(const trace::Trace &trace);

/// The outcome in a word that needs no colour: "FAILED". Translated.
QString wordFor(const trace::Hop &hop);

} // namespace mailwalk::report
