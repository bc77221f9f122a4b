#include "wizard/result/path_panel.h"

#include "wizard/picture/path_view.h"
#include "wizard/result/difference.h"
#include "wizard/result/label.h"
#include "wizard/words.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace mailwalk::wizard {

using diagnosis::Colouring;

namespace {

QRadioButton *radio(const char *objectName, const QString &text)
{
    auto *button = new QRadioButton(text);
    button->setObjectName(QLatin1String(objectName));
    return button;
}

} // namespace

PathPanel::PathPanel(QWidget *parent)
    : QWidget(parent), view_(new PathView), fresh_(radio("fresh", tr("New p&rofile"))),
      finished_(radio("finished", tr("Fi&nished profile"))), difference_(plainLabel("difference"))
{
    view_->setObjectName(QStringLiteral("path"));
    fresh_->setToolTip(tip(tr("Shows what Outlook needs to set up a new profile.")));
    finished_->setToolTip(tip(tr("Shows what Outlook needs once the profile is set up.")));
    auto *either = new QButtonGroup(this);
    either->addButton(fresh_);
    either->addButton(finished_);
    fresh_->setChecked(true);
    connect(either, &QButtonGroup::buttonToggled, this, [this](auto *, bool isOn) {
        if (isOn)
            recolour();
    });
    connect(view_, &PathView::chosen, this, &PathPanel::chosen);

    auto *choice = new QHBoxLayout;
    choice->addWidget(fresh_);
    choice->addWidget(finished_);
    choice->addWidget(difference_, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(view_);
    layout->addLayout(choice);
}

void PathPanel::show(std::shared_ptr<const Told> told, report::Masking masking)
{
    told_ = std::move(told);
    masking_ = masking;
    recolour();
}

void PathPanel::choose(Colouring colouring) { (colouring == Colouring::fresh ? fresh_ : finished_)->setChecked(true); }

void PathPanel::recolour()
{
    if (!told_)
        return;
    const Findings &findings = told_->findingsFor(masking_);
    const Colouring colouring = fresh_->isChecked() ? Colouring::fresh : Colouring::finished;
    view_->show(colouring == Colouring::fresh ? findings.fresh : findings.finished);
    say(difference_, differenceFor(told_->trace(masking_), told_->verdictFor(masking_), colouring));
}

} // namespace mailwalk::wizard
