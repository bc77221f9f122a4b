#include "wizard/pages/walking_page.h"

#include "wizard/session.h"

namespace mailwalk::wizard {

WalkingPage::WalkingPage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("walking"));
}

} // namespace mailwalk::wizard
