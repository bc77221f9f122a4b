#pragma once

#include "trace/trace.h"

#include <QAbstractItemModel>

namespace mailwalk::wizard {

/// The hops of a finished walk as a tree, or those of them that a search keeps, with the groups around them.
class StepModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { title, state, target, time, number, columns };

    using QAbstractItemModel::QAbstractItemModel;

    /// Shows all hops; `lit` is the one at which it stopped, 0 for none. The trace outlives what is shown of it.
    void show(const trace::Trace &trace, trace::HopId lit);
    void keep(const std::vector<bool> &wanted); ///< by id - 1
    void keepAll();

    const trace::Hop *hop(const QModelIndex &index) const;
    QModelIndex indexOf(trace::HopId hop) const; ///< invalid for one that is not shown
    std::size_t count() const { return count_; } ///< of the hops shown

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void arrange(const std::vector<bool> &kept);
    QString text(const trace::Hop &hop, int column) const;
    QString spoken(const trace::Hop &hop, int column) const;
    QVariant look(const trace::Hop &hop, int column, int role) const;

    const trace::Trace *trace_ = nullptr;
    trace::HopId lit_{};
    std::size_t count_{};
    std::vector<std::vector<trace::HopId>> children_; // by id of the group; 0 holds the tops
    std::vector<int> rows_;                           // by id; none for what is not shown
};

} // namespace mailwalk::wizard
