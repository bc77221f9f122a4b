#pragma once

#include "wizard/result/table_tab.h"

namespace mailwalk::wizard {

/// A table, and below it in whole sentences what its current row is about.
class DetailTable final : public QWidget
{
    Q_OBJECT

public:
    using Details = std::function<QString(std::size_t row)>;

    DetailTable(TableTab *table, const char *detailsName, QWidget *parent = nullptr);

    void show(RowsModel::Rows rows, Details details); ///< the row that was current stays, where there is one
    using QWidget::show;
    TableTab &table() { return *table_; }

private:
    void tell(const QModelIndex &row);

    TableTab *table_;
    QLabel *details_;
    Details textOf_;
};

} // namespace mailwalk::wizard
