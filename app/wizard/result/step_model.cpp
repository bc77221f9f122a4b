#include "wizard/result/step_model.h"

#include "wizard/result/colours.h"
#include "wizard/words.h"

#include <QFont>

namespace mailwalk::wizard {

static constexpr int notShown = -1;

void StepModel::show(const trace::Trace &trace, trace::HopId lit)
{
    beginResetModel();
    trace_ = &trace;
    lit_ = lit;
    arrange(std::vector<bool>(trace.hops.size(), true));
    endResetModel();
}

void StepModel::keep(const std::vector<bool> &wanted)
{
    if (!trace_ || wanted.size() != trace_->hops.size())
        return;
    std::vector<bool> kept = wanted;
    for (std::size_t i = kept.size(); i-- > 0;) // a group stands before what it holds
        if (kept[i] && trace_->hops[i].parent)
            kept[trace_->hops[i].parent - 1] = true;
    beginResetModel();
    arrange(kept);
    endResetModel();
}

void StepModel::keepAll()
{
    if (trace_)
        keep(std::vector<bool>(trace_->hops.size(), true));
}

void StepModel::arrange(const std::vector<bool> &kept)
{
    count_ = 0;
    children_.assign(kept.size() + 1, {});
    rows_.assign(kept.size() + 1, notShown);
    for (const trace::Hop &hop : trace_->hops) {
        if (!kept[hop.id - 1])
            continue;
        auto &siblings = children_[hop.parent];
        rows_[hop.id] = int(siblings.size());
        siblings.push_back(hop.id);
        ++count_;
    }
}

const trace::Hop *StepModel::hop(const QModelIndex &index) const
{
    return index.isValid() ? trace_->hop(trace::HopId(index.internalId())) : nullptr;
}

QModelIndex StepModel::indexOf(trace::HopId hop) const
{
    return hop && hop < rows_.size() && rows_[hop] != notShown ? createIndex(rows_[hop], 0, quintptr(hop)) : QModelIndex();
}

QModelIndex StepModel::index(int row, int column, const QModelIndex &parent) const
{
    const std::size_t above = parent.internalId();
    if (above >= children_.size() || row < 0 || row >= int(children_[above].size()) || column < 0 || column >= columns)
        return {};
    return createIndex(row, column, quintptr(children_[above][std::size_t(row)]));
}

QModelIndex StepModel::parent(const QModelIndex &child) const
{
    const trace::Hop *found = hop(child);
    return found ? indexOf(found->parent) : QModelIndex();
}

int StepModel::rowCount(const QModelIndex &parent) const
{
    const std::size_t above = parent.internalId();
    return above < children_.size() && parent.column() <= 0 ? int(children_[above].size()) : 0;
}

int StepModel::columnCount(const QModelIndex &) const { return columns; }

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    const trace::Hop *found = hop(index);
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*found, index.column());
    case Qt::ToolTipRole: return tip(text(*found, index.column()));
    case Qt::AccessibleTextRole: return spoken(*found, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == time || index.column() == number ? int(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant();
    default: return look(*found, index.column(), role);
    }
}

QString StepModel::text(const trace::Hop &hop, int column) const
{
    switch (column) {
    case title: return shown(hop.title.empty() ? nameOf(hop.kind) : std::string_view(hop.title));
    case state: return hop.id == lit_ ? tr("%1 (it stopped here)").arg(stateOf(hop)) : stateOf(hop);
    case target: return whereTo(hop);
    case time: return tookOf(hop);
    case number: return QString::number(hop.id);
    default: return {};
    }
}

// A screen reader reads one cell of a row: the first tells the most important of it.
QString StepModel::spoken(const trace::Hop &hop, int column) const
{
    if (column != title)
        return text(hop, column);
    return tr("Step %1: %2, %3").arg(QString::number(hop.id), text(hop, title), text(hop, state));
}

QVariant StepModel::look(const trace::Hop &hop, int column, int role) const
{
    if (role == Qt::ForegroundRole)
        return column == state || hop.outcome == trace::Outcome::failed ? colourOf(hop.outcome) : QVariant();
    if (hop.id != lit_)
        return {};
    if (role == Qt::BackgroundRole)
        return litBackground();
    if (role == Qt::FontRole) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case title: return tr("Step");
    case state: return tr("What came of it");
    case target: return tr("Asked of");
    case time: return tr("Time");
    case number: return tr("No.");
    default: return {};
    }
}

} // namespace mailwalk::wizard
