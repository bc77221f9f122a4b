#pragma once

#include "diagnosis/verdict.h"
#include "report/masking.h"
#include "trace/json.h"

namespace mailwalk::report {

/// One self-contained, printable HTML 5 file, UTF-8, translated: one page for a ticket (the result, the path picture, what it
/// means, who can mend it, what to tell them, the short code), then the full record. No script, nothing fetched. What a server
/// or a person chose is escaped.
std::string html(const trace::Trace &trace, const diagnosis::Verdict &verdict, Masking masking);

/// The same with what the walk for the other kind of profile met, where there is one.
std::string html(const trace::Document &walk, const diagnosis::Verdict &verdict, Masking masking);

} // namespace mailwalk::report
