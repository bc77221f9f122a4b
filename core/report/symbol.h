#pragma once

#include "diagnosis/picture.h"

#include <QPointF>

namespace mailwalk::report {

/// The lines of a station's symbol around its centre, some 16 wide. Every state has its own, so that no picture needs colour.
std::vector<std::vector<QPointF>> symbolOf(diagnosis::State state);

/// The same for a line of text: one character.
QChar symbolFor(trace::Outcome outcome);

} // namespace mailwalk::report
