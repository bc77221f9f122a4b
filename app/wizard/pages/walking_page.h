#pragma once

#include <QWizardPage>

namespace mailwalk::wizard {

class Session;

class WalkingPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit WalkingPage(Session &session, QWidget *parent = nullptr);

private:
    Session &session_;
};

} // namespace mailwalk::wizard
