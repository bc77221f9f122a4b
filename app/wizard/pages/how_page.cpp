#include "wizard/pages/how_page.h"

#include "wizard/session.h"

namespace mailwalk::wizard {

HowPage::HowPage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("how"));
}

} // namespace mailwalk::wizard
