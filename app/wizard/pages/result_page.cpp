#include "wizard/pages/result_page.h"

#include "wizard/session.h"

namespace mailwalk::wizard {

ResultPage::ResultPage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("result"));
}

} // namespace mailwalk::wizard
