#pragma once

#include "wizard/picture/path_ink.h"

class QPainter;
class QRectF;

namespace mailwalk::wizard {

/// The sign of a state, each with a shape of its own: disc with tick, triangle with exclamation mark, octagon with cross, disc
/// with dots (`beat` 0 to 2 says which of them is up, -1 none), ring with dash, broken ring, struck square.
void drawBadge(QPainter &painter, const QRectF &square, diagnosis::State state, const PathInk &ink, int beat = -1);

} // namespace mailwalk::wizard
