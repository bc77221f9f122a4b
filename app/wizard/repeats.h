#pragma once

#include "evidence/repeat.h"
#include "report/repeat.h"

namespace mailwalk::wizard {

/// What many walks come to, as the repeat page shows it.
struct Repeats {
    report::Repeats series; ///< as it was walked or read
    diagnosis::Repetition summary;
    report::Masking masking = report::Masking::none; ///< of what is said of it
    QString quiet{}; ///< what connections have shown that were held quiet, translated; empty when none was

    static Repeats of(report::Repeats series, report::Masking masking); ///< takes its time with many
};

QByteArray fileOf(const report::Repeats &series, report::Masking masking); ///< to be saved; takes its time with many

std::string nameOf(evidence::EarlyEnd end); ///< as the file has it

} // namespace mailwalk::wizard
