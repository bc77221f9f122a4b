#include "wizard/pages/symptom_page.h"

#include "wizard/session.h"

namespace mailwalk::wizard {

SymptomPage::SymptomPage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("symptom"));
}

} // namespace mailwalk::wizard
