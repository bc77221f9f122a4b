#pragma once

#include <QStringList>
#include <QWidget>

namespace mailwalk::test {

/// What a person could not read of this window as it stands: texts that are cut, parts outside the window or over one another,
/// nothing at all. One line each.
QStringList unreadableIn(const QWidget &window);

} // namespace mailwalk::test
