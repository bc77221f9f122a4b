#pragma once

#include "wizard/repeating.h"

#include <QString>

/// What the repeat page says, translated.
namespace mailwalk::wizard {

/// What it has come to so far, or why there is nothing: one or two sentences.
QString sentenceFor(const Repeating &repeating);

/// Who had a part in every failing walk and in no good one. Empty where that is nobody.
QString culpritIn(const diagnosis::Repetition &summary);

QString timesIn(const diagnosis::Repetition &summary); ///< of the good walks; empty when there was none

} // namespace mailwalk::wizard
