#include "wizard/result/copying.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QTableView>
#include <QTreeView>

namespace mailwalk::wizard {

namespace {

class Copying
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard)
};

const QHeaderView *headerOf(const QAbstractItemView &view)
{
    if (const auto *tree = qobject_cast<const QTreeView *>(&view))
        return tree->header();
    const auto *table = qobject_cast<const QTableView *>(&view);
    return table ? table->horizontalHeader() : nullptr;
}

QString lineOf(const QModelIndex &row, const QHeaderView &header)
{
    QStringList cells;
    for (int place = 0; place < header.count(); ++place) {
        const int column = header.logicalIndex(place);
        if (!header.isSectionHidden(column))
            cells += row.siblingAtColumn(column).data().toString();
    }
    return cells.join(QLatin1Char('\t'));
}

// By the number of the row in its model, which for a tree says little: by what is seen, top down, as the view knows it.
void copySelected(const QAbstractItemView &view)
{
    QModelIndexList rows = view.selectionModel()->selectedRows();
    const auto height = [&](const QModelIndex &index) { return view.visualRect(index).top(); };
    std::stable_sort(rows.begin(), rows.end(), [&](const auto &a, const auto &b) { return height(a) < height(b); });
    QStringList lines;
    for (const QModelIndex &row : rows)
        lines += lineOf(row, *headerOf(view));
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace

void copyRowsOf(QAbstractItemView *view)
{
    auto *copy = new QAction(Copying::tr("Copy rows"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, view, [view] { copySelected(*view); });
    view->addAction(copy);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

} // namespace mailwalk::wizard
