#include "wizard/pages/repeat_page.h"

#include <QVBoxLayout>

namespace mailwalk::wizard {

RepeatPage::RepeatPage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("repeat"));
    setTitle(tr("Many times"));
    setSubTitle(tr("The same walk again and again: what comes and goes, and where."));
    new QVBoxLayout(this);
}

} // namespace mailwalk::wizard
