#include "wizard/result/steps_tab.h"

#include "wizard/result/copying.h"
#include "wizard/words.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QVBoxLayout>

namespace mailwalk::wizard {

// A tree of so many rows is unfolded whole at once; of a longer one the first level, and the way to the chosen hop.
static constexpr std::size_t mostUnfolded = 1000;

StepsTab::StepsTab(QWidget *parent)
    : QWidget(parent), text_(new QLineEdit), problems_(new QCheckBox(tr("Only prob&lems"))), count_(new QLabel),
      tree_(new QTreeView), details_(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("steps-tab"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(filters());
    layout->addWidget(views(), 1);
    setFocusProxy(tree_);
    connect(text_, &QLineEdit::textChanged, this, &StepsTab::search);
    connect(problems_, &QCheckBox::toggled, this, &StepsTab::search);
    connect(&search_, &StepSearch::found, this, &StepsTab::narrow);
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, &StepsTab::showDetails);
}

QWidget *StepsTab::filters()
{
    text_->setObjectName(QStringLiteral("search"));
    text_->setClearButtonEnabled(true);
    text_->setPlaceholderText(tr("Name, address, number or word"));
    text_->setMaxLength(200);
    problems_->setObjectName(QStringLiteral("problems"));
    auto *label = new QLabel(tr("S&earch"));
    label->setBuddy(text_);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(text_, 1);
    layout->addWidget(problems_);
    layout->addWidget(count_);
    return row;
}

QWidget *StepsTab::views()
{
    tree_->setObjectName(QStringLiteral("steps"));
    tree_->setAccessibleName(tr("Steps of the walk"));
    tree_->setModel(&model_);
    tree_->setUniformRowHeights(true);
    tree_->setAlternatingRowColors(true);
    tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree_->header()->moveSection(StepModel::number, 0);
    tree_->header()->moveSection(tree_->header()->visualIndex(StepModel::target), StepModel::columns - 1);
    tree_->setTreePosition(StepModel::title);
    copyRowsOf(tree_);

    details_->setObjectName(QStringLiteral("details"));
    details_->setReadOnly(true);
    details_->setTabChangesFocus(true);
    details_->setAccessibleName(tr("What was recorded of the chosen step"));
    details_->setPlaceholderText(tr("Choose a step to see what was recorded of it."));
    details_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *both = new QSplitter(Qt::Horizontal);
    both->addWidget(tree_);
    both->addWidget(details_);
    both->setStretchFactor(0, 2);
    both->setStretchFactor(1, 1);
    both->setChildrenCollapsible(false);
    return both;
}

void StepsTab::show(const trace::Trace &trace, trace::HopId lit)
{
    const bool isSame = trace_ && trace_->started == trace.started && trace_->hops.size() == trace.hops.size();
    const trace::HopId chosen = isSame && current() ? current() : lit;
    search_.stop();
    trace_ = &trace;
    lit_ = lit;
    model_.show(trace, lit);
    size();
    unfold();
    if (!isSame) {
        text_->clear();
        problems_->setChecked(false);
    }
    tellCount();
    select(chosen ? chosen : 1);
    search();
}

void StepsTab::select(trace::HopId hop)
{
    if (!model_.indexOf(hop).isValid() && trace_ && trace_->hop(hop)) {
        text_->clear();
        problems_->setChecked(false);
        search();
    }
    const QModelIndex index = model_.indexOf(hop);
    tree_->setCurrentIndex(index);
    tree_->scrollTo(index, QAbstractItemView::PositionAtCenter);
    showDetails(index);
}

trace::HopId StepsTab::current() const
{
    const trace::Hop *hop = model_.hop(tree_->currentIndex());
    return hop ? hop->id : 0;
}

void StepsTab::search()
{
    if (!trace_)
        return;
    const Wanted wanted{text_->text().simplified(), problems_->isChecked()};
    if (!wanted.isEverything())
        return search_.begin(*trace_, wanted);
    search_.stop();
    if (model_.count() != trace_->hops.size())
        narrow(std::vector<bool>(trace_->hops.size(), true));
}

void StepsTab::narrow(const std::vector<bool> &wanted)
{
    const trace::HopId chosen = current();
    model_.keep(wanted);
    unfold();
    tellCount();
    const auto first = std::find(wanted.begin(), wanted.end(), true);
    const QModelIndex stays = model_.indexOf(chosen ? chosen : lit_);
    const QModelIndex index = stays.isValid() ? stays : model_.indexOf(trace::HopId(first - wanted.begin() + 1));
    tree_->setCurrentIndex(index);
    tree_->scrollTo(index);
    showDetails(index);
}

void StepsTab::unfold()
{
    if (model_.count() <= mostUnfolded)
        return tree_->expandAll();
    tree_->expandToDepth(0);
}

// By the font: measuring every row of a long walk would take its time.
void StepsTab::size()
{
    const int letter = tree_->fontMetrics().averageCharWidth();
    tree_->setColumnWidth(StepModel::number, 7 * letter);
    tree_->setColumnWidth(StepModel::title, 44 * letter);
    tree_->setColumnWidth(StepModel::state, 32 * letter);
    tree_->setColumnWidth(StepModel::target, 34 * letter);
    tree_->setColumnWidth(StepModel::time, 11 * letter);
}

void StepsTab::tellCount()
{
    const int all = int(trace_->hops.size()), shown = int(model_.count());
    count_->setText(shown == all ? tr("%n step(s)", nullptr, all) : tr("%1 of %n step(s)", nullptr, all).arg(shown));
}

void StepsTab::showDetails(const QModelIndex &index)
{
    const trace::Hop *hop = model_.hop(index);
    details_->setPlainText(hop ? detailsOf(*hop) : QString());
}

} // namespace mailwalk::wizard
