#pragma once

#include "wizard/told.h"

namespace mailwalk::wizard {

/// What the walk proves, or does not prove, for a new or a finished profile: one line for a person, translated. What was not
/// walked is not claimed.
QString differenceFor(const trace::Trace &trace, const diagnosis::Verdict &verdict, diagnosis::Colouring colouring);

/// The same where both kinds were walked: what became of the one that the switch is set to, and of the other.
QString measuredFor(const Told &told, report::Masking masking, diagnosis::Colouring colouring);

/// How far the two differ: one sentence above the rows that tell it step by step.
QString comparedProfiles(const Counterpart &counterpart);

} // namespace mailwalk::wizard
