#pragma once

#include "report/advice.h"

namespace mailwalk::report {

/// For each fixer but the person itself the messages of those causes that this fixer can mend, with what was observed. The order
/// is that of the causes.
std::vector<Letter> letters(const trace::Trace &trace, const diagnosis::Verdict &verdict);

} // namespace mailwalk::report
