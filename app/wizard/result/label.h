#pragma once

#include <QLabel>

namespace mailwalk::wizard {

/// For words that a stranger may have had a part in: plain text that wraps anywhere, can be read by keyboard, and be copied.
QLabel *plainLabel(const char *objectName, QWidget *parent = nullptr);

/// Hidden while it has nothing to say. A screen reader hears the text as it is.
void say(QLabel *label, const QString &text);

void enlarge(QWidget *widget, const QFont &ordinary, double times);

} // namespace mailwalk::wizard
