#pragma once

#include "trace/hop.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace mailwalk::wizard {

/// A plain table of texts that were found at hops.
class RowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Row {
        trace::HopId hop{};
        QStringList cells;
    };

    explicit RowsModel(QStringList headings, QObject *parent = nullptr);

    void show(std::vector<Row> rows);
    trace::HopId hop(const QModelIndex &index) const { return index.isValid() ? rows_[std::size_t(index.row())].hop : 0; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QStringList headings_;
    std::vector<Row> rows_;
};

} // namespace mailwalk::wizard
