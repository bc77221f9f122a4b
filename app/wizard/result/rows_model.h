#pragma once

#include "trace/hop.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <functional>

namespace mailwalk::wizard {

/// A plain table of texts that were found at hops. A text is made when it is looked at: a long walk has thousands of rows.
class RowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Rows {
        std::size_t count{};
        std::function<trace::HopId(std::size_t row)> hop{};
        std::function<QString(std::size_t row, int column)> text{};
    };

    explicit RowsModel(QStringList headings, QObject *parent = nullptr);

    void show(Rows rows);
    trace::HopId hop(const QModelIndex &index) const { return index.isValid() ? rows_.hop(std::size_t(index.row())) : 0; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QStringList headings_;
    Rows rows_;
};

} // namespace mailwalk::wizard
