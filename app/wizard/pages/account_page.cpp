#include "wizard/pages/account_page.h"

#include "wizard/session.h"

namespace mailwalk::wizard {

AccountPage::AccountPage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("account"));
}

} // namespace mailwalk::wizard
