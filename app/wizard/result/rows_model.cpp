#include "wizard/result/rows_model.h"

#include "wizard/words.h"

namespace mailwalk::wizard {

RowsModel::RowsModel(QStringList headings, QObject *parent) : QAbstractTableModel(parent), headings_(std::move(headings)) {}

void RowsModel::show(Rows rows)
{
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
}

int RowsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(rows_.count); }

int RowsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(headings_.size()); }

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto text = [&] { return rows_.text(std::size_t(index.row()), index.column()); };
    switch (role) {
    case Qt::DisplayRole: return text();
    case Qt::ToolTipRole: return tip(text());
    case Qt::AccessibleTextRole: return headings_.value(index.column()) + QStringLiteral(": ") + text();
    default: return {};
    }
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isHeading = orientation == Qt::Horizontal && role == Qt::DisplayRole;
    return isHeading ? headings_.value(section) : QVariant();
}

} // namespace mailwalk::wizard
