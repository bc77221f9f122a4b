#pragma once

#include "wizard/picture/path_ink.h"

#include <QPolygon>

class QPainter;

namespace mailwalk::wizard {

/// How a connection is drawn to a station of this state: whole, dotted where nothing was asked, and broken in its last part, with
/// a cross in the gap, where it failed.
struct PathLink {
    QPolygon points;
    diagnosis::State state = diagnosis::State::notReached;
    bool isLit{};
};
void drawLink(QPainter &painter, const PathLink &link, const QPalette &palette, int em);

} // namespace mailwalk::wizard
