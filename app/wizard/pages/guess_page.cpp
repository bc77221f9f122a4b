#include "wizard/pages/guess_page.h"

#include "wizard/session.h"

namespace mailwalk::wizard {

GuessPage::GuessPage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("guess"));
}

} // namespace mailwalk::wizard
