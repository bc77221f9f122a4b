#pragma once

#include <QDialog>

namespace mailwalk::wizard {

/// Versions and licences, to be read and copied.
class AboutBox final : public QDialog
{
    Q_OBJECT

public:
    explicit AboutBox(QWidget *parent);

    static QString versions(); ///< a line each: this program, Qt, OpenSSL, the system
};

} // namespace mailwalk::wizard
