#pragma once

#include <QWizardPage>

namespace mailwalk::wizard {

class Session;

class SymptomPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit SymptomPage(Session &session, QWidget *parent = nullptr);

private:
    Session &session_;
};

} // namespace mailwalk::wizard
