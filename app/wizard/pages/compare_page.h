#pragma once

#include "wizard/session.h"

#include <QWizardPage>

namespace mailwalk::wizard {

/// Two walks beside each other: where they part first, then what else differs.
class ComparePage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit ComparePage(Session &session, QWidget *parent = nullptr);

private:
    Session &session_;
};

} // namespace mailwalk::wizard
