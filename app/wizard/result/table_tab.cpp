#include "wizard/result/table_tab.h"

#include "wizard/result/copying.h"
#include "wizard/result/label.h"

#include <QEvent>
#include <QHeaderView>
#include <QVBoxLayout>

namespace mailwalk::wizard {

TableTab::TableTab(const char *tableName, const QString &accessibleName, const Words &words, const std::vector<int> &widths)
    : widths_(widths), model_(words.columns), note_(new QLabel(words.note)), whyEmpty_(plainLabel("why-empty")),
      table_(new QTableView)
{
    setObjectName(QLatin1String(tableName) + QStringLiteral("-tab"));
    note_->setWordWrap(true);
    whyEmpty_->setAlignment(Qt::AlignCenter);
    whyEmpty_->setText(words.whyEmpty);
    table_->setObjectName(QLatin1String(tableName));
    table_->setAccessibleName(accessibleName);
    table_->setModel(&model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(true);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    copyRowsOf(table_);
    connect(table_, &QTableView::activated, this, [this](const QModelIndex &index) { Q_EMIT chosen(model_.hop(index)); });
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(note_);
    layout->addWidget(table_, 1);
    layout->addWidget(whyEmpty_, 1);
    size();
}

void TableTab::show(RowsModel::Rows rows)
{
    const bool isEmpty = rows.count == 0;
    model_.show(std::move(rows));
    note_->setVisible(!isEmpty && !note_->text().isEmpty());
    table_->setVisible(!isEmpty);
    whyEmpty_->setVisible(isEmpty);
}

void TableTab::addBelow(QWidget *part) { static_cast<QVBoxLayout *>(layout())->addWidget(part, 0, Qt::AlignLeading); }

void TableTab::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        size();
    QWidget::changeEvent(event);
}

// By the font alone: a long table has no row measured.
void TableTab::size()
{
    const QFontMetrics letters(font());
    table_->verticalHeader()->setDefaultSectionSize(letters.height() + letters.height() / 3);
    for (std::size_t column = 0; column + 1 < widths_.size(); ++column)
        table_->setColumnWidth(int(column), widths_[column] * letters.averageCharWidth());
}

} // namespace mailwalk::wizard
