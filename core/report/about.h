#pragma once

#include "report/masking.h"
#include "trace/trace.h"

#include <QString>

/// What stands on every report about itself. Translated.
namespace mailwalk::report {

QString whatWasAsked(const trace::Trace &trace); ///< "alice@corp.test, new profile, Outlook 2016, signed in"
QString whoWalked(const trace::Trace &trace);    ///< "Mailwalk 0.1.0, walk of 2026-01-01T00:00:00Z"
QString noteOn(Masking masking);                 ///< whether names are masked, as a sentence
QString titleOf(const trace::Trace &trace);      ///< of a window or a file: "Mailwalk report: alice@corp.test"

/// The language that these texts are in, as HTML and PDF name it: "en". Not that of the system, which may have no translation.
QString languageOfTexts();

} // namespace mailwalk::report
