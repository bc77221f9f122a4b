#pragma once

#include "diagnosis/verdict.h"
#include "report/masking.h"

namespace mailwalk::report {

/// The report for a terminal or a message: plain UTF-8 text, translated. The result first, then what it means, who can mend it
/// and what to tell them, then every step and the ports used. What a server or a person chose cannot leave its line.
std::string text(const trace::Trace &trace, const diagnosis::Verdict &verdict, Masking masking);

/// The first part alone: the result, what it means, who can mend it and what to tell them.
std::string summary(const trace::Trace &trace, const diagnosis::Verdict &verdict);

} // namespace mailwalk::report
