#include "wizard/pages/result_page.h"

#include "report/json.h"
#include "wizard/look.h"
#include "wizard/result/action_row.h"
#include "wizard/result/advice_tab.h"
#include "wizard/result/again.h"
#include "wizard/result/origin.h"
#include "wizard/result/path_panel.h"
#include "wizard/result/settings_tab.h"
#include "wizard/result/steps_tab.h"
#include "wizard/result/timing_tab.h"
#include "wizard/result/verdict_panel.h"
#include "wizard/wizard.h"

#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace mailwalk::wizard {

using report::Masking;

static Measuring measuringOf(const Session &session) { return session.isMeasuring() ? Measuring::underWay : Measuring::over; }

ResultPage::ResultPage(Session &session, QWidget *parent)
    : QWizardPage(parent), session_(session), verdict_(new VerdictPanel), path_(new PathPanel), tabs_(new QTabWidget),
      advice_(new AdviceTab), steps_(new StepsTab), settings_(makeSettingsTab()), ports_(makePortsTab()), timing_(new TimingTab),
      actions_(new ActionRow), saving_(new Saving(this))
{
    setObjectName(QStringLiteral("result"));
    fillTabs();
    auto *layout = new QVBoxLayout(this);
    scroll_ = scrolled(content());
    layout->addWidget(scroll_, 1);
    layout->addWidget(actions_);
    connectParts();
}

QWidget *ResultPage::content()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->addWidget(verdict_);
    column->addWidget(path_);
    column->addWidget(tabs_, 1);
    tabs_->setMinimumHeight(16 * fontMetrics().lineSpacing());
    return content;
}

void ResultPage::fillTabs()
{
    tabs_->setObjectName(QStringLiteral("tabs"));
    advice_->setObjectName(QStringLiteral("advice-tab"));
    tabs_->addTab(advice_, tr("What to d&o"));
    tabs_->addTab(steps_, tr("S&teps"));
    tabs_->addTab(settings_, tr("Settings fo&und"));
    tabs_->addTab(timing_, tr("T&iming"));
    tabs_->addTab(ports_, tr("Ports used"));
}

void ResultPage::connectParts()
{
    connect(&session_, &Session::ended, this, &ResultPage::tell);
    connect(&session_, &Session::measured, this, &ResultPage::tellMeasured);
    connect(&session_, &Session::sharingChanged, this, &ResultPage::tell);
    connect(path_, &PathPanel::chosen, this, &ResultPage::showStep);
    connect(settings_, &TableTab::chosen, this, &ResultPage::showStep);
    connect(ports_, &TableTab::chosen, this, &ResultPage::showStep);
    connect(timing_, &TimingTab::chosen, this, &ResultPage::showStep);
    connect(saving_, &Saving::told, actions_, &ActionRow::say);
    connect(&advice_->letter(), &LetterPanel::told, actions_, &ActionRow::say);
    connect(&advice_->letter(), &LetterPanel::toBeSaved, saving_, &Saving::askForMessage);
    connect(actions_, &ActionRow::wished, this, [this](const Wish &wish) { saving_->ask(session_.share(), wish, session_.masking()); });
    connect(actions_, &ActionRow::toBeCopied, this, [this] { saving_->copy(session_.share(), {Form::text, session_.masking()}); });
    connect(actions_, &ActionRow::again, this, &ResultPage::walkAgain);
    connect(actions_, &ActionRow::toBeRepeated, this, [this] { turnTo(Wizard::repeatPage); });
    connect(actions_, &ActionRow::toBeCompared, this, [this] { turnTo(Wizard::comparePage); });
}

void ResultPage::initializePage()
{
    tabs_->setCurrentWidget(advice_);
    path_->choose(session_.symptom() == Symptom::usedToWork ? diagnosis::Colouring::finished : diagnosis::Colouring::fresh);
    tell();
}

void ResultPage::tell()
{
    auto told = session_.share();
    if (!told)
        return;
    if (told != told_)
        actions_->say({});
    const Masking masking = session_.masking();
    const diagnosis::Verdict &verdict = told->verdictFor(masking);
    const Findings &findings = told->findingsFor(masking);
    verdict_->show(findings.advice, verdict.outcome);
    verdict_->sayOrigin(session_.file().isEmpty() ? QString() : originOf(*told, session_.file(), masking));
    path_->show(told, masking, measuringOf(session_));
    advice_->show(findings.advice);
    steps_->show(told->trace(masking), verdict.outcome == diagnosis::Result::works ? 0 : verdict.hop.value_or(0));
    settings_->show(rowsOf(findings.settings));
    timing_->show(told->trace(masking));
    ports_->show(rowsOf(findings.ports));
    told_ = std::move(told); // what was shown before may go now
    offerAgain();
}

// The walk is the same: what stands on the page, and is read there, stays.
void ResultPage::tellMeasured()
{
    if (told_)
        path_->show(session_.share(), session_.masking(), measuringOf(session_));
}

void ResultPage::turnTo(int page)
{
    if (auto *window = qobject_cast<Wizard *>(wizard()))
        window->turnTo(Wizard::Page(page));
}

void ResultPage::showStep(trace::HopId hop)
{
    tabs_->setCurrentWidget(steps_);
    steps_->select(hop);
    steps_->setFocus();
    scroll_->ensureWidgetVisible(tabs_);
}

// A made-up company is whole again when it is walked through anew; a masked file names nothing that could be walked to.
void ResultPage::offerAgain()
{
    const bool isOwn = !session_.practised() && report::maskingOf(told_->document) == Masking::none;
    actions_->offer(Again::all, true);
    actions_->offerRepeat(session_.again().has_value());
    actions_->offer(Again::failedWay, isOwn && failedWayAgain(told_->document.trace, told_->verdict).has_value());
}

void ResultPage::walkAgain(Again which)
{
    const trace::Trace &trace = told_->document.trace;
    const bool isNamed = !session_.practised() && report::maskingOf(told_->document) == Masking::none;
    const bool isStillTyped = which == Again::all && session_.file().isEmpty(); // all of it stands on the account page
    if (isNamed && !isStillTyped)
        session_.propose(which == Again::all ? sameAgain(trace)
                                             : failedWayAgain(trace, told_->verdict).value_or(sameAgain(trace)));
    if (auto *window = qobject_cast<Wizard *>(wizard()))
        window->walkAgain();
}

} // namespace mailwalk::wizard
