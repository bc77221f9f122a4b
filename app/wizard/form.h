#pragma once

#include "wizard/trip.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;
class QStackedWidget;

namespace mailwalk::wizard {

/// What to walk: a made-up company to practise with, or a server typed by hand.
class Form final : public QWidget
{
    Q_OBJECT

public:
    explicit Form(QWidget *parent = nullptr);
    ~Form() override;

    QComboBox *outlookVersion() const { return outlook_; } ///< the window places it
    QString missing() const; ///< one sentence on what is still to be typed; empty when the walk can start
    Errand takeErrand();     ///< leaves no password in its field

    void choosePractice(const std::string &account, const std::string &fault); ///< by address and id; an empty fault is none

Q_SIGNALS:
    void changed();

private:
    QWidget *practicePage();
    QWidget *serverPage();
    QLineEdit *field(const QString &name, const QString &example);
    QComboBox *list(const QString &name);

    QRadioButton *practise_;
    QRadioButton *typed_;
    QStackedWidget *pages_;
    QComboBox *account_, *fault_, *outlook_;
    QLineEdit *server_, *mailbox_, *user_, *password_;
};

} // namespace mailwalk::wizard
