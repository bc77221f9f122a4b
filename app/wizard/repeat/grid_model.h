#pragma once

#include "diagnosis/repeated.h"

#include <QAbstractTableModel>

namespace mailwalk::wizard {

/// Runs by hop: a row for each hop of the path; how often it failed, what it mostly takes, and a column for each run. What a cell
/// shows as a symbol, its tool tip and its accessible text say in words.
class GridModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    static constexpr int firstRun = 2; ///< column; before it are the ratio and the time

    void show(const diagnosis::Repetition *summary); ///< that outlives it; none empties it
    int worstRow() const;                            ///< that failed most often, the first of several; -1 when none did
    const diagnosis::RepeatedHop::Cell *cell(const QModelIndex &index) const; ///< null outside the runs

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const diagnosis::RepeatedHop &hop(int row) const { return summary_->hops[std::size_t(row)]; }
    QString textOf(const QModelIndex &index) const;
    QString wordsOf(const QModelIndex &index) const;
    QVariant hopHeader(int row, int role) const;
    QVariant columnHeader(int column, int role) const;

    const diagnosis::Repetition *summary_ = nullptr;
};

} // namespace mailwalk::wizard
