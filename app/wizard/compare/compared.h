#pragma once

#include "diagnosis/compare.h"
#include "wizard/background.h"

namespace mailwalk::wizard {

/// Two walks beside each other, as the compare page shows them.
struct Compared {
    trace::Trace first, second; ///< as they may be shown
    diagnosis::Comparison comparison;
    report::Masking masking = report::Masking::none;

    static Compared of(const Told &first, const Told &second, report::Masking masking); ///< takes its time with long walks
};

/// "alice@corp.test, 22.11.26 20:15, fails": what to choose a walk by. Masked: without the name.
QString titleOf(const Outturn &walk, report::Masking masking);

} // namespace mailwalk::wizard
