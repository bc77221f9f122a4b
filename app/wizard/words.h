#pragma once

#include "trace/hop.h"

#include <QString>

/// What the record's terms are called in the window.
namespace mailwalk::wizard {

QString wordFor(trace::Outcome outcome);   ///< "passed"
QString wordFor(trace::Code code);         ///< "no answer in time"
QString wordFor(trace::Reason reason);     ///< "needs the password"
QString symbolFor(trace::Outcome outcome); ///< one character, so that colour is never needed

QString stateOf(const trace::Hop &hop);   ///< "✘ failed: no answer in time"
QString detailsOf(const trace::Hop &hop); ///< all that was recorded, lines of plain text

/// What a server may have chosen, fit for one line of a label.
QString shown(std::string_view text, std::size_t most = 200);

} // namespace mailwalk::wizard
