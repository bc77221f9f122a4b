#include "wizard/pages/practice_page.h"

#include "wizard/session.h"

namespace mailwalk::wizard {

PracticePage::PracticePage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("practice"));
}

} // namespace mailwalk::wizard
