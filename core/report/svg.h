#pragma once

#include "report/drawing.h"

namespace mailwalk::report {

/// As an element of an HTML page, to be coloured by its style sheet: classes "line", "ring", "sign", "words", and the name of the
/// state. Who does not see it is told title and description.
QString svg(const Drawing &drawing, const QString &title, const QString &description);

} // namespace mailwalk::report
