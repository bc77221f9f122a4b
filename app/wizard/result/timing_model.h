#pragma once

#include "trace/trace.h"

#include <QAbstractTableModel>

namespace mailwalk::wizard {

/// When each hop began and how long it took, in the order of the tree.
class TimingModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { name, bar, length, columns };
    enum Role { beginRole = Qt::UserRole, endRole, outcomeRole, groupRole }; ///< begin and end as parts of the whole walk, 0 to 1

    using QAbstractTableModel::QAbstractTableModel;

    void show(const trace::Trace &trace);   ///< that outlives what is shown of it
    double total() const { return total_; } ///< ms
    const trace::Hop *hop(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        const trace::Hop *hop;
        int depth;
    };
    QString text(const Row &row, int column) const;

    std::vector<Row> rows_;
    double total_ = 0;
};

} // namespace mailwalk::wizard
