#pragma once

#include <QWizardPage>

namespace mailwalk::wizard {

class Session;

class PracticePage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit PracticePage(Session &session, QWidget *parent = nullptr);

private:
    Session &session_;
};

} // namespace mailwalk::wizard
