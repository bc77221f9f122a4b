#pragma once

#include "diagnosis/verdict.h"

#include <QString>

namespace mailwalk::report {

/// Every hop, a line each, numbered, groups indented; under a hop that failed or was warned what is known of it, under one that
/// was not run the step that stopped its lane.
QString steps(const trace::Trace &trace, const diagnosis::Verdict &verdict);

/// Which ports of which hosts were asked, and how they answered: a line each.
QString portsUsed(const trace::Trace &trace);

/// The title when there is one, the target behind it unless the title names it already, the address. One line.
QString titleOf(const trace::Hop &hop);

/// The failure with its code, and what was expected and came instead. One line.
QString whyOf(const trace::Failure &failure);

/// The outcome in a word that needs no colour: "FAILED". Translated.
QString wordFor(const trace::Hop &hop);

} // namespace mailwalk::report
