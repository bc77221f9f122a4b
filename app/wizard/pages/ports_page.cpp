#include "wizard/pages/ports_page.h"

#include <QVBoxLayout>

namespace mailwalk::wizard {

PortsPage::PortsPage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("ports"));
    setTitle(tr("Ports and firewall"));
    setSubTitle(tr("Which ports a connection needs, and how to fix those that change."));
    new QVBoxLayout(this);
}

} // namespace mailwalk::wizard
