#pragma once

#include "diagnosis/picture.h"

namespace mailwalk::wizard {

/// What the walk proves, or does not prove, for a new or a finished profile: one line for a person, translated. What was not
/// walked is not claimed.
QString differenceFor(const trace::Trace &trace, const diagnosis::Verdict &verdict, diagnosis::Colouring colouring);

} // namespace mailwalk::wizard
