#pragma once

#include "diagnosis/verdict.h"
#include "report/masking.h"
#include "trace/json.h"

namespace mailwalk::report {

/// The report for a terminal or a message: plain UTF-8 text, translated. The result first, then what it means, who can mend it
/// and what to tell them, then every step and the ports used. What a server or a person chose cannot leave its line.
std::string text(const trace::Trace &trace, const diagnosis::Verdict &verdict, Masking masking);

/// The same with what the walk for the other kind of profile met, where there is one.
std::string text(const trace::Document &walk, const diagnosis::Verdict &verdict, Masking masking);

/// The first part alone: the result, what it means, who can mend it and what to tell them.
std::string summary(const trace::Trace &trace, const diagnosis::Verdict &verdict);

} // namespace mailwalk::report
