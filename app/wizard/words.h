#pragma once

#include "diagnosis/verdict.h"

#include <QString>

/// What the record's terms are called in the window.
namespace mailwalk::wizard {

QString wordFor(trace::Outcome outcome);   ///< "passed"
QString wordFor(trace::Code code);         ///< "no answer in time"
QString wordFor(trace::Reason reason);     ///< "needs the password"
QString symbolFor(trace::Outcome outcome); ///< one character, so that colour is never needed

QString wordFor(diagnosis::Result result); ///< "works"
QString symbolFor(diagnosis::Result result);

QString stateOf(const trace::Hop &hop);   ///< "✘ failed: no answer in time"
QString detailsOf(const trace::Hop &hop); ///< all that was recorded, lines of plain text
QString tookOf(const trace::Hop &hop);    ///< "12.3 ms"; empty for one that was not run or is not over
QString whereTo(const trace::Hop &hop);   ///< "gc1.corp.test:135 (192.0.2.7)"
QString inMilliseconds(double ms);        ///< "12.3 ms", "7.0 s"

/// What a server may have chosen, fit for one line of a label.
QString shown(std::string_view text, std::size_t most = 200);

/// The same text with places to break a line in words that have none: a long name cannot widen a window.
QString breakable(const QString &text);

/// For a tool tip, which would take a text that looks like markup for markup.
QString tip(const QString &text);

} // namespace mailwalk::wizard
