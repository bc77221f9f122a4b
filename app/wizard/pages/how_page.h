#pragma once

#include <QWizardPage>

namespace mailwalk::wizard {

class Session;

class HowPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit HowPage(Session &session, QWidget *parent = nullptr);

private:
    Session &session_;
};

} // namespace mailwalk::wizard
