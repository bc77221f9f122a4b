#pragma once

#include "diagnosis/compare.h"
#include "diagnosis/picture.h"
#include "report/advice.h"
#include "report/masking.h"
#include "report/settings.h"
#include "trace/json.h"

namespace mailwalk::wizard {

/// What is worked out of a walk before it is shown.
struct Findings {
    report::Advice advice;
    std::vector<diagnosis::Station> fresh, finished; ///< the picture for either profile
    std::vector<report::Setting> settings;
    std::vector<report::PortUsed> ports;

    static Findings of(const trace::Trace &trace, const diagnosis::Verdict &verdict);
};

/// What the other kind of profile met on the same way, and where the two differ.
struct Counterpart {
    trace::Trace trace;
    diagnosis::Verdict verdict;
    diagnosis::Colouring colouring{}; ///< which kind it is
    std::vector<diagnosis::Station> picture;
    diagnosis::Comparison comparison; ///< the new profile first
    std::vector<trace::HopId> alike;  ///< by hop - 1: the hop that plays its part in the walk itself; 0 for none

    static Counterpart of(trace::Trace trace, const trace::Trace &walk);
};

/// A finished walk as the result page shows it: the record as it was made or read, and what this version says of it.
struct Told {
    trace::Document document;
    diagnosis::Verdict verdict;
    Findings findings;
    std::optional<Counterpart> counterpart; ///< when the other kind of profile was walked as well

    // The same with names and addresses replaced, for a screen that others see.
    trace::Trace masked;
    diagnosis::Verdict maskedVerdict;
    Findings maskedFindings;
    std::optional<Counterpart> maskedCounterpart;

    static Told of(trace::Document document); ///< takes its time with a long walk: not on the window's thread

    const trace::Trace &trace(report::Masking masking) const
    {
        return masking == report::Masking::masked ? masked : document.trace;
    }
    const diagnosis::Verdict &verdictFor(report::Masking masking) const
    {
        return masking == report::Masking::masked ? maskedVerdict : verdict;
    }
    const Findings &findingsFor(report::Masking masking) const
    {
        return masking == report::Masking::masked ? maskedFindings : findings;
    }
    const std::optional<Counterpart> &counterpartFor(report::Masking masking) const
    {
        return masking == report::Masking::masked ? maskedCounterpart : counterpart;
    }
};

} // namespace mailwalk::wizard
