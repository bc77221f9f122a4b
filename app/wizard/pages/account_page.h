#pragma once

#include "wizard/background.h"
#include "wizard/preferences.h"
#include "wizard/session.h"

#include <QWizardPage>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace mailwalk::wizard {

class PasswordField;

/// "Your account": address and password, and folded away what an administrator may know.
class AccountPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit AccountPage(Session &session, QWidget *parent = nullptr);
    ~AccountPage() override;

    void initializePage() override;
    void cleanupPage() override; ///< whoever goes back: what was typed stays, but for the password
    bool isComplete() const override;
    bool validatePage() override; ///< hands the errand to the session; the password field is empty then

    Typed typed() const;

private:
    QFormLayout *form();
    void addRest();
    QWidget *passwordRow();
    QToolButton *eye();
    QWidget *hint();
    QToolButton *more();
    QLineEdit *field(Field which, const char *name, const QString &title, const QString &example);
    QComboBox *transports();
    QComboBox *versions();
    void fill(const Typed &typed);
    void propose(const path::Request &request);
    void unfold();
    void arrange();
    void say(const std::optional<Obstacle> &obstacle);
    void tell(const QString &sentence, const char *picture);
    void mask();
    void takeFromSaved();
    void readSaved();

    Session &session_;
    Preferences preferences_;
    QMap<Field, QLineEdit *> fields_;
    PasswordField *password_{};
    QToolButton *eye_{}, *more_{};
    QFormLayout *form_{};
    QList<QWidget *> rest_; ///< folded away
    QComboBox *transport_{}, *outlook_{};
    QPushButton *fromSaved_{};
    QLabel *guide_{}, *hint_{}, *mark_{};
    bool wasComplete_{};
    QTimer waiting_; ///< for the file that is being read
    std::unique_ptr<Background> reading_;
};

} // namespace mailwalk::wizard
