#pragma once

#include "wizard/session.h"

#include <QWizardPage>

namespace mailwalk::wizard {

/// What a firewall must let through, without any network.
class PortsPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit PortsPage(Session &session, QWidget *parent = nullptr);

private:
    Session &session_;
};

} // namespace mailwalk::wizard
