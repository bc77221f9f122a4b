#pragma once

#include "wizard/typed_account.h"

#include <QSettings>

class QWidget;

namespace mailwalk::wizard {

/// What is remembered from one start to the next, for this user: never a password.
class Preferences
{
public:
    void keepWindow(const QWidget &window);
    void restoreWindow(QWidget &window) const; ///< on a screen that is there; the first time in a size that fits it

    Typed account() const;
    void keep(const Typed &account);

    bool isMoreOpen() const;
    void setMoreOpen(bool open);

    QString folder() const; ///< of the files last opened or written
    void setFolderOf(const QString &file);

private:
    QSettings settings_{QStringLiteral("Mailwalk"), QStringLiteral("Mailwalk")};
};

} // namespace mailwalk::wizard
