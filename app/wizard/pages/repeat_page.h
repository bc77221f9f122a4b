#pragma once

#include "wizard/session.h"

#include <QWizardPage>

namespace mailwalk::wizard {

/// The same walk many times: a grid of runs by hop, and what the failing ones have in common.
class RepeatPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit RepeatPage(Session &session, QWidget *parent = nullptr);

private:
    Session &session_;
};

} // namespace mailwalk::wizard
