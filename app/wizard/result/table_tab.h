#pragma once

#include "wizard/result/rows_model.h"

#include <QLabel>
#include <QTableView>

namespace mailwalk::wizard {

/// A tab with one table, or with a sentence on why there is nothing in it.
class TableTab final : public QWidget
{
    Q_OBJECT

public:
    struct Words {
        QString note;        ///< above the table
        QStringList columns; ///< their headings
        QString whyEmpty;
    };
    /// The widths of the columns in letters; the last one takes what is left.
    TableTab(const char *tableName, const QString &accessibleName, const Words &words, const std::vector<int> &widths);

    void show(RowsModel::Rows rows);
    using QWidget::show;
    QTableView &view() const { return *table_; }
    void addBelow(QWidget *part); ///< stands there whether or not there are rows

Q_SIGNALS:
    void chosen(mailwalk::trace::HopId hop); ///< a row was opened

protected:
    void changeEvent(QEvent *event) override;

private:
    void size();

    std::vector<int> widths_;
    RowsModel model_;
    QLabel *note_, *whyEmpty_;
    QTableView *table_;
};

} // namespace mailwalk::wizard
