#pragma once

#include "paper/sheet.h"
#include "report/drawing.h"

namespace mailwalk::paper {

/// Paints the path picture as wide as the page (when nothing is zoomed), as lines and text, and goes on below it.
void paint(Sheet &sheet, const report::Drawing &drawing);

} // namespace mailwalk::paper
