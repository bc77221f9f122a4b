#pragma once

#include <QWizardPage>

namespace mailwalk::wizard {

class Session;

class AccountPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit AccountPage(Session &session, QWidget *parent = nullptr);

private:
    Session &session_;
};

} // namespace mailwalk::wizard
