#pragma once

#include "diagnosis/picture.h"

#include <QColor>
#include <QPalette>

namespace mailwalk::wizard {

/// The colours of a station, from the palette: text at least 4.5:1 on its ground, edges and badges at least 3:1.
struct PathInk {
    QColor fill, edge, text, faint, badge, sign; ///< sign: what is drawn on the badge
    qreal thick = 1;                             ///< of the edge, in multiples of a hair line
};
PathInk inkFor(diagnosis::State state, const QPalette &palette);

/// Black on white or the other way round and nothing between: then only the palette's own colours are used.
bool isHighContrast(const QPalette &palette);

qreal contrast(const QColor &a, const QColor &b); ///< WCAG 2.1: 1 to 21

} // namespace mailwalk::wizard
