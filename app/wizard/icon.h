#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

namespace mailwalk::wizard {

/// An icon of resources/icons, "NAME.svg", drawn in this colour (its `currentColor`) at this size in device-independent pixels,
/// sharp on this scale.
QPixmap pictogram(const QString &name, const QColor &colour, int size, qreal scale);

/// The same for buttons and lists: in the text colour of the palette, sharp on every scale.
QIcon icon(const QString &name);

} // namespace mailwalk::wizard
