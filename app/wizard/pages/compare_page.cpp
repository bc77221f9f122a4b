#include "wizard/pages/compare_page.h"

#include <QVBoxLayout>

namespace mailwalk::wizard {

ComparePage::ComparePage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("compare"));
    setTitle(tr("Two walks side by side"));
    setSubTitle(tr("Where two walks part, and what else differs."));
    new QVBoxLayout(this);
}

} // namespace mailwalk::wizard
