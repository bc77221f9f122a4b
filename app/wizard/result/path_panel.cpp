#include "wizard/result/path_panel.h"

#include "wizard/compare/difference_rows.h"
#include "wizard/picture/path_view.h"
#include "wizard/result/difference.h"
#include "wizard/result/label.h"
#include "wizard/result/table_tab.h"
#include "wizard/words.h"

#include <QButtonGroup>
#include <QEvent>
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
      finished_(radio("finished", tr("Fi&nished profile"))), difference_(plainLabel("difference")),
      measured_(plainLabel("measured")), differences_(makeProfilesTable())
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
    connect(view_, &PathView::chosen, this, &PathPanel::goTo);
    connect(differences_, &TableTab::chosen, this, &PathPanel::goTo);

    auto *choice = new QHBoxLayout;
    choice->addWidget(fresh_);
    choice->addWidget(finished_);
    choice->addWidget(difference_, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(view_);
    layout->addLayout(choice);
    layout->addWidget(measured_);
    layout->addWidget(differences_);
    size();
}

void PathPanel::show(std::shared_ptr<const Told> told, report::Masking masking, Measuring measuring)
{
    const auto before = std::exchange(told_, std::move(told)); // until nothing of it is shown any more
    masking_ = masking;
    measuring_ = measuring;
    recolour();
    tellDifferences();
}

void PathPanel::choose(Colouring colouring) { (colouring == Colouring::fresh ? fresh_ : finished_)->setChecked(true); }

Colouring PathPanel::colouring() const { return fresh_->isChecked() ? Colouring::fresh : Colouring::finished; }

const Counterpart *PathPanel::counterpart() const
{
    const auto &other = told_->counterpartFor(masking_);
    return other && other->colouring == colouring() ? &*other : nullptr;
}

// What was walked is shown as it was met; what was not, as the other walk lets expect.
void PathPanel::recolour()
{
    if (!told_)
        return;
    const Findings &findings = told_->findingsFor(masking_);
    if (const Counterpart *other = counterpart())
        view_->show(other->picture);
    else
        view_->show(colouring() == Colouring::fresh ? findings.fresh : findings.finished);
    say(difference_, told_->counterpartFor(masking_)
                         ? measuredFor(*told_, masking_, colouring())
                         : differenceFor(told_->trace(masking_), told_->verdictFor(masking_), colouring()));
}

void PathPanel::tellDifferences()
{
    const auto &other = told_->counterpartFor(masking_);
    const bool differs = other && !other->comparison.differences.empty();
    if (measuring_ == Measuring::underWay)
        say(measured_, tr("The other kind of profile is being walked as well …"));
    else
        say(measured_, other ? comparedProfiles(*other) : QString());
    const Leads leads = other && other->colouring == Colouring::fresh ? Leads::toSecond : Leads::toFirst; // to the walk's own
    differences_->show(differs ? rowsOf(other->comparison.differences, leads) : RowsModel::Rows{});
    differences_->setVisible(differs);
}

// Of the way that is not the walk's own: the step that plays the same part there.
void PathPanel::goTo(trace::HopId hop)
{
    const Counterpart *other = counterpart();
    if (other && sender() == view_)
        hop = hop && hop <= other->alike.size() ? other->alike[hop - 1] : 0;
    if (hop)
        Q_EMIT chosen(hop);
}

void PathPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        size();
    QWidget::changeEvent(event);
}

// Some rows are seen at once; the others are scrolled to.
void PathPanel::size() { differences_->setFixedHeight(fontMetrics().lineSpacing() * 10); }

} // namespace mailwalk::wizard
