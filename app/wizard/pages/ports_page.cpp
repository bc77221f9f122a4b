#include "wizard/pages/ports_page.h"

#include "wizard/look.h"
#include "wizard/ports/choices_panel.h"
#include "wizard/ports/detail_table.h"
#include "wizard/ports/output_panel.h"
#include "wizard/ports/tables.h"
#include "wizard/result/label.h"
#include "wizard/words.h"

#include <QEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace mailwalk::wizard {

namespace {

// Beside the choices there is little room, and other languages take more of it.
void letTabsShrink(QTabWidget &tabs)
{
    tabs.setUsesScrollButtons(false);
    tabs.setElideMode(Qt::ElideRight);
    for (int i = 0; i < tabs.count(); ++i)
        tabs.setTabToolTip(i, tip(tabs.tabText(i).remove(QLatin1Char('&'))));
}

} // namespace

PortsPage::PortsPage(Session &session, QWidget *parent)
    : QWizardPage(parent), session_(session), sentence_(plainLabel("sentence")), inShort_(plainLabel("in-short")),
      notes_(plainLabel("notes")), missing_(plainLabel("missing")), choices_(new ChoicesPanel), tabs_(new QTabWidget),
      rules_(new DetailTable(makeRulesTable(), "rule")), pins_(new DetailTable(makePinsTable(), "pin")), used_(makeUsedTable()),
      output_(new OutputPanel)
{
    setObjectName(QStringLiteral("ports"));
    setTitle(tr("Ports and firewall"));
    setSubTitle(tr("What a firewall must let through. Nothing is asked on the network for this."));
    enlarge(sentence_, font(), 1.15);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(sentence_);
    layout->addWidget(body(), 1);
    layout->addWidget(output_);
    connect(choices_, &ChoicesPanel::changed, this, &PortsPage::answer);
    connect(output_, &OutputPanel::formatChosen, this, [this] { tabs_->setCurrentWidget(output_->preview()); });
    const auto renew = [this] {
        if (!isVisible())
            return;
        choices_->mask(session_.sharing());
        measure();
        answer();
    };
    connect(&session_, &Session::sharingChanged, this, renew);
    connect(&session_, &Session::ended, this, renew);
}

QWidget *PortsPage::body()
{
    tabs_->setObjectName(QStringLiteral("ports-tabs"));
    tabs_->addTab(inShort(), tr("In s&hort"));
    tabs_->addTab(rules_, tr("&Rules"));
    tabs_->addTab(pins_, tr("Registry &values"));
    tabs_->addTab(walk_ = walk(), tr("Your wal&k"));
    tabs_->addTab(output_->preview(), tr("&Preview"));
    letTabsShrink(*tabs_);
    column_ = scrolled(choices_);
    giveRoom();
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(column_);
    split->addWidget(tabs_);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(1, 1);
    return split;
}

// What scrolls would let its content be cut at the side.
void PortsPage::giveRoom()
{
    column_->setMinimumWidth(choices_->minimumSizeHint().width() + column_->verticalScrollBar()->sizeHint().width());
}

void PortsPage::changeEvent(QEvent *event)
{
    QWizardPage::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        QMetaObject::invokeMethod(this, &PortsPage::giveRoom, Qt::QueuedConnection); // once the fields have the font as well
}

QWidget *PortsPage::inShort()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->addWidget(inShort_);
    column->addSpacing(fontMetrics().height() / 2);
    column->addWidget(notes_);
    column->addStretch(1);
    return scrolled(content);
}

QWidget *PortsPage::walk()
{
    auto *part = new QWidget;
    auto *take = new QPushButton(tr("&Take versions and addresses from this walk"));
    take->setObjectName(QStringLiteral("from-walk"));
    take->setAutoDefault(false);
    connect(take, &QAbstractButton::clicked, this, &PortsPage::takeFromWalk);
    auto *column = new QVBoxLayout(part);
    column->addWidget(missing_);
    column->addWidget(used_, 1);
    column->addWidget(take, 0, Qt::AlignLeading);
    return part;
}

// From the result, one wants to know about that walk; from the first page, about ports in general.
void PortsPage::initializePage()
{
    choices_->mask(session_.sharing());
    measure();
    if (told_ && told_ != taken_ && session_.symptom() != Symptom::portsOnly)
        takeFromWalk();
    answer();
    tabs_->setCurrentIndex(0);
}

void PortsPage::measure()
{
    told_ = session_.share();
    measured_.reset();
    if (told_)
        measured_ = diagnosis::ports::measuredIn(told_->trace(session_.masking()));
}

void PortsPage::takeFromWalk()
{
    taken_ = told_;
    if (told_)
        choices_->take(diagnosis::ports::measuredIn(told_->document.trace).situation);
}

void PortsPage::answer()
{
    auto made = std::make_shared<PortsAnswer>();
    made->situation = choices_->situation();
    if (session_.masking() == report::Masking::masked)
        made->situation.places = {};
    made->advice = adviceFor(made->situation);
    made->measured = measured_;
    say(sentence_, made->sentence());
    say(inShort_, made->inShort());
    say(notes_, made->notes());
    say(missing_, made->missing());
    rules_->show(ruleRows(made), [made](std::size_t row) { return detailsOfRule(*made, row); });
    rules_->table().view().setColumnHidden(walkColumn, !measured_);
    pins_->show(pinRows(made), [made](std::size_t row) { return detailsOfPin(*made, row); });
    used_->show(usedRows(made));
    tabs_->setTabVisible(tabs_->indexOf(walk_), measured_.has_value());
    output_->show(made, session_.masking());
}

} // namespace mailwalk::wizard
