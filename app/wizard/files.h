#pragma once

#include <QString>

class QWidget;

namespace mailwalk::wizard {

class Preferences;

/// The file dialog for a saved walk, where the last file was. Empty when nothing was chosen.
QString askForWalk(QWidget *parent, Preferences &preferences);

} // namespace mailwalk::wizard
