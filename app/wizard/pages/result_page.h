#pragma once

#include <QWizardPage>

namespace mailwalk::wizard {

class Session;

class ResultPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit ResultPage(Session &session, QWidget *parent = nullptr);

private:
    Session &session_;
};

} // namespace mailwalk::wizard
