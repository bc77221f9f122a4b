#include "wizard/repeat/grid_model.h"

#include "report/repeat_words.h"
#include "wizard/result/colours.h"
#include "wizard/words.h"

#include <QFont>
#include <algorithm>

namespace mailwalk::wizard {

using diagnosis::RepeatedHop;

namespace {

QString wordsOfCell(const RepeatedHop::Cell &cell)
{
    if (!cell.hop)
        return GridModel::tr("not asked");
    const QString place = shown(cell.place);
    return place.isEmpty() ? wordFor(cell.outcome) : wordFor(cell.outcome) + QStringLiteral(", ") + place;
}

QString timesOf(const RepeatedHop &hop)
{
    if (!hop.times)
        return GridModel::tr("never passed");
    return GridModel::tr("mostly within %1, nine of ten within %2, at most %3")
        .arg(inMilliseconds(hop.times->half), inMilliseconds(hop.times->ninety), inMilliseconds(hop.times->most));
}

// What it is for, and where, as far as that was always the same.
QString pathOf(const RepeatedHop &hop) { return shown(report::repeated::labelOf(hop).toStdString()); }

QFont bold()
{
    QFont font;
    font.setBold(true);
    return font;
}

} // namespace

void GridModel::show(const diagnosis::Repetition *summary)
{
    beginResetModel();
    summary_ = summary;
    endResetModel();
}

int GridModel::worstRow() const
{
    if (!summary_)
        return -1;
    const auto &hops = summary_->hops;
    const auto worst = std::max_element(hops.begin(), hops.end(),
                                        [](const RepeatedHop &a, const RepeatedHop &b) { return a.failed.bad < b.failed.bad; });
    return worst == hops.end() || worst->failed.bad == 0 ? -1 : int(worst - hops.begin());
}

const RepeatedHop::Cell *GridModel::cell(const QModelIndex &index) const
{
    const bool isRun = summary_ && index.isValid() && index.column() >= firstRun;
    return isRun ? &hop(index.row()).runs[std::size_t(index.column() - firstRun)] : nullptr;
}

int GridModel::rowCount(const QModelIndex &parent) const
{
    return !summary_ || parent.isValid() ? 0 : int(summary_->hops.size());
}

int GridModel::columnCount(const QModelIndex &parent) const
{
    return !summary_ || parent.isValid() ? 0 : firstRun + int(summary_->runs.size());
}

QString GridModel::textOf(const QModelIndex &index) const
{
    const RepeatedHop &row = hop(index.row());
    if (index.column() == 0)
        return report::repeated::ratio(row.failed);
    if (index.column() == 1)
        return row.times ? inMilliseconds(row.times->half) : QString();
    const RepeatedHop::Cell *run = cell(index);
    return run->hop ? symbolFor(run->outcome) : QString();
}

QString GridModel::wordsOf(const QModelIndex &index) const
{
    const RepeatedHop &row = hop(index.row());
    if (index.column() == 0)
        return tr("%1: failed %2").arg(pathOf(row), report::repeated::ratio(row.failed));
    if (index.column() == 1)
        return tr("%1: %2").arg(pathOf(row), timesOf(row));
    return tr("%1, run %2: %3").arg(pathOf(row), QString::number(index.column() - firstRun + 1), wordsOfCell(*cell(index)));
}

QVariant GridModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isBad = index.column() == 0 && hop(index.row()).failed.bad > 0;
    const RepeatedHop::Cell *run = cell(index);
    switch (role) {
    case Qt::DisplayRole: return textOf(index);
    case Qt::ToolTipRole: return tip(wordsOf(index));
    case Qt::AccessibleTextRole: return wordsOf(index);
    case Qt::TextAlignmentRole: return run ? int(Qt::AlignCenter) : int(Qt::AlignLeading | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return isBad ? colourOf(trace::Outcome::failed) : run && run->hop ? colourOf(run->outcome) : QVariant();
    case Qt::FontRole: return isBad || (run && run->hop && run->outcome == trace::Outcome::failed) ? bold() : QVariant();
    default: return {};
    }
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!summary_)
        return {};
    return orientation == Qt::Vertical ? hopHeader(section, role) : columnHeader(section, role);
}

QVariant GridModel::hopHeader(int row, int role) const
{
    const RepeatedHop &shownHop = hop(row);
    switch (role) {
    case Qt::DisplayRole: return pathOf(shownHop);
    case Qt::ToolTipRole: return tip(pathOf(shownHop) + QStringLiteral(" (") + shown(shownHop.title) + QLatin1Char(')'));
    case Qt::FontRole: return shownHop.failed.bad ? bold() : QVariant();
    case Qt::TextAlignmentRole: return int(Qt::AlignLeading | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant GridModel::columnHeader(int column, int role) const
{
    if (column < firstRun)
        return role == Qt::DisplayRole ? QVariant(column == 0 ? tr("Failed") : tr("Mostly within")) : QVariant();
    const int run = column - firstRun;
    const diagnosis::Result result = summary_->runs[std::size_t(run)];
    if (role == Qt::DisplayRole)
        return QString::number(run + 1) + QLatin1Char(' ') + symbolFor(result);
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return tr("Run %1: %2").arg(run + 1).arg(wordFor(result));
    if (role == Qt::ForegroundRole)
        return colourOf(result);
    return {};
}

} // namespace mailwalk::wizard
