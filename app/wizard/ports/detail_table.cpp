#include "wizard/ports/detail_table.h"

#include "wizard/result/label.h"

#include <QVBoxLayout>

namespace mailwalk::wizard {

DetailTable::DetailTable(TableTab *table, const char *detailsName, QWidget *parent)
    : QWidget(parent), table_(table), details_(plainLabel(detailsName))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(table_, 1);
    layout->addWidget(details_);
    details_->setContentsMargins(fontMetrics().height() / 2, 0, fontMetrics().height() / 2, fontMetrics().height() / 2);
    connect(table_->view().selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DetailTable::tell);
}

void DetailTable::show(RowsModel::Rows rows, Details details)
{
    const int current = std::max(0, table_->view().currentIndex().row());
    textOf_ = std::move(details);
    table_->show(std::move(rows));
    const QAbstractItemModel &model = *table_->view().model();
    table_->view().setCurrentIndex(model.index(std::min(current, model.rowCount() - 1), 0));
    tell(table_->view().currentIndex());
}

void DetailTable::tell(const QModelIndex &row) { say(details_, row.isValid() ? textOf_(std::size_t(row.row())) : QString()); }

} // namespace mailwalk::wizard
