#include "wizard/result/timing_model.h"

#include "wizard/words.h"

namespace mailwalk::wizard {

using trace::Hop;

namespace {

double endOf(const Hop &hop) { return hop.closed.value_or(hop.opened); }

double totalOf(const trace::Trace &trace)
{
    double total = 0;
    for (const Hop &hop : trace.hops)
        total = std::max(total, endOf(hop));
    return total;
}

} // namespace

// What ran side by side is numbered in turns: a group's own are brought together.
void TimingModel::show(const trace::Trace &trace)
{
    std::vector<std::vector<const Hop *>> children(trace.hops.size() + 1);
    for (const Hop &hop : trace.hops)
        if (hop.outcome != trace::Outcome::notRun)
            children[hop.parent].push_back(&hop);
    std::vector<Row> open, rows;
    const auto push = [&](trace::HopId group, int depth) {
        for (auto child = children[group].rbegin(); child != children[group].rend(); ++child)
            open.push_back({*child, depth});
    };
    for (push(0, 0); !open.empty();) {
        rows.push_back(open.back());
        open.pop_back();
        push(rows.back().hop->id, rows.back().depth + 1);
    }
    beginResetModel();
    rows_ = std::move(rows);
    total_ = totalOf(trace);
    endResetModel();
    Q_EMIT headerDataChanged(Qt::Horizontal, bar, bar);
}

const Hop *TimingModel::hop(const QModelIndex &index) const
{
    return index.isValid() ? rows_[std::size_t(index.row())].hop : nullptr;
}

int TimingModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(rows_.size()); }

int TimingModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(columns); }

QVariant TimingModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = rows_[std::size_t(index.row())];
    const double whole = total_ > 0 ? total_ : 1;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return text(row, index.column());
    case Qt::ToolTipRole: return tip(text(row, index.column()));
    case Qt::TextAlignmentRole: return index.column() == length ? int(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant();
    case beginRole: return row.hop->opened / whole;
    case endRole: return endOf(*row.hop) / whole;
    case outcomeRole: return int(row.hop->outcome);
    case groupRole: return row.hop->isGroup();
    default: return {};
    }
}

QString TimingModel::text(const Row &row, int column) const
{
    const Hop &hop = *row.hop;
    switch (column) {
    case name:
        return QString(2 * row.depth, QChar(QChar::Nbsp)) +
               tr("%1 %2 %3").arg(QString::number(hop.id), symbolFor(hop.outcome), shown(hop.title));
    case bar: return tr("from %1 to %2, %3").arg(inMilliseconds(hop.opened), inMilliseconds(endOf(hop)), wordFor(hop.outcome));
    case length: return hop.closed ? inMilliseconds(*hop.closed - hop.opened) : tr("not ended");
    default: return {};
    }
}

QVariant TimingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case name: return tr("Step");
    case bar: return tr("When, of %1 in all").arg(inMilliseconds(total_));
    case length: return tr("Took");
    default: return {};
    }
}

} // namespace mailwalk::wizard
