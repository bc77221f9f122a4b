#pragma once

#include "diagnosis/verdict.h"
#include "report/masking.h"
#include "trace/json.h"

namespace mailwalk::wizard {

/// A finished walk as the result page shows it: the record as it was made or read, and what this version says of it.
struct Told {
    trace::Document document;
    diagnosis::Verdict verdict;

    // The same with names and addresses replaced, for a screen that others see.
    trace::Trace masked;
    diagnosis::Verdict maskedVerdict;

    static Told of(trace::Document document); ///< takes its time with a long walk: not on the window's thread

    const trace::Trace &trace(report::Masking masking) const
    {
        return masking == report::Masking::masked ? masked : document.trace;
    }
    const diagnosis::Verdict &verdictFor(report::Masking masking) const
    {
        return masking == report::Masking::masked ? maskedVerdict : verdict;
    }
};

} // namespace mailwalk::wizard
