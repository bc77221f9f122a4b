#pragma once

#include <QWizardPage>

namespace mailwalk::wizard {

class Session;

class GuessPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit GuessPage(Session &session, QWidget *parent = nullptr);

private:
    Session &session_;
};

} // namespace mailwalk::wizard
