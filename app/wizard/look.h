#pragma once

#include <QString>

class QLabel;
class QScrollArea;
class QWidget;

namespace mailwalk::wizard {

enum class Sharing;

/// A label that wraps, never reads its text as markup, and is this many times as large as the window's text.
QLabel *textLabel(const QString &text = {}, double size = 1.0);

/// The part of a page that scrolls where the screen is small or the text large. It has no frame and the page's own background.
QScrollArea *scrolled(QWidget *content);

/// While somebody else sees the screen all text of the program is larger; afterwards exactly as it was.
void setLargeType(QWidget &window, Sharing sharing);

/// Whether the palette is a dark one.
bool isDark(const QWidget &widget);

} // namespace mailwalk::wizard
