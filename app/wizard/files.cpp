#include "wizard/files.h"

#include "wizard/preferences.h"

#include <QCoreApplication>
#include <QFileDialog>

namespace mailwalk::wizard {

QString askForWalk(QWidget *parent, Preferences &preferences)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("mailwalk::wizard::files", text); };
    const QString file = QFileDialog::getOpenFileName(
        parent, tr(QT_TRANSLATE_NOOP("mailwalk::wizard::files", "Open a saved walk")), preferences.folder(),
        tr(QT_TRANSLATE_NOOP("mailwalk::wizard::files", "Saved walks (*.json);;All files (*)")));
    if (!file.isEmpty())
        preferences.setFolderOf(file);
    return file;
}

} // namespace mailwalk::wizard
