#pragma once

#include <QStringList>
#include <QWidget>

/// What a window says to eyes and ears.
namespace mailwalk::test {

struct Spoken {
    QString where; ///< "QLabel verdict, tool tip"
    QString text;
};

/// All texts of the widgets that can be seen: labels, buttons, lists and their headers, tabs, placeholders, tool tips, accessible
/// names. Never what is typed into a password field.
std::vector<Spoken> writtenIn(const QWidget &window);

/// All texts of what can be seen in the accessibility tree below the window: names, descriptions, values, contents.
std::vector<Spoken> heardFrom(QWidget &window);

} // namespace mailwalk::test
