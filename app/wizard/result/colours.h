#pragma once

#include "diagnosis/verdict.h"

#include <QColor>
#include <QVariant>

/// Colours that can be read on the palette's own background, light or dark. They only repeat what a word says.
namespace mailwalk::wizard {

QVariant colourOf(trace::Outcome outcome); ///< of text; none where the palette's own is meant
QVariant colourOf(diagnosis::Result result);
QColor litBackground(); ///< of the row at which the walk stopped

} // namespace mailwalk::wizard
