#include "wizard/pages/result_page.h"

#include "wizard/result/advice_tab.h"
#include "wizard/result/path_panel.h"
#include "wizard/result/steps_tab.h"
#include "wizard/result/verdict_panel.h"
#include "wizard/session.h"

#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace mailwalk::wizard {

ResultPage::ResultPage(Session &session, QWidget *parent)
    : QWizardPage(parent), session_(session), verdict_(new VerdictPanel), path_(new PathPanel), tabs_(new QTabWidget),
      advice_(new AdviceTab), steps_(new StepsTab)
{
    setObjectName(QStringLiteral("result"));
    setTitle(tr("What came of it"));
    arrange();
    connect(&session_, &Session::ended, this, &ResultPage::show);
    connect(&session_, &Session::sharingChanged, this, &ResultPage::show);
    connect(path_, &PathPanel::chosen, this, &ResultPage::showStep);
}

void ResultPage::arrange()
{
    tabs_->setObjectName(QStringLiteral("tabs"));
    tabs_->addTab(advice_, tr("What to &do"));
    tabs_->addTab(steps_, tr("&Steps"));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->addWidget(verdict_);
    column->addWidget(path_);
    column->addWidget(tabs_, 1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(scroll);
}

void ResultPage::initializePage()
{
    tabs_->setCurrentWidget(advice_);
    path_->choose(session_.symptom() == Symptom::usedToWork ? diagnosis::Colouring::finished : diagnosis::Colouring::fresh);
    show();
}

void ResultPage::show()
{
    auto told = session_.share();
    if (!told)
        return;
    const report::Masking masking = session_.masking();
    const diagnosis::Verdict &verdict = told->verdictFor(masking);
    const report::Advice &advice = told->findingsFor(masking).advice;
    verdict_->show(advice, verdict.outcome);
    path_->show(told, masking);
    advice_->show(advice);
    steps_->show(told->trace(masking), verdict.outcome == diagnosis::Result::works ? 0 : verdict.hop.value_or(0));
    told_ = std::move(told); // what was shown before may go now
}

void ResultPage::showStep(trace::HopId hop)
{
    tabs_->setCurrentWidget(steps_);
    steps_->select(hop);
    steps_->setFocus();
}

} // namespace mailwalk::wizard
