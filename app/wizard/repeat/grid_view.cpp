#include "wizard/repeat/grid_view.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>

namespace mailwalk::wizard {

namespace {

constexpr int fewestLetters = 40; ///< of a step's name, when the runs need the room

} // namespace

GridView::GridView(GridModel *model)
{
    setObjectName(QStringLiteral("grid"));
    setAccessibleName(GridModel::tr("Walks by step"));
    setModel(model);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setAlternatingRowColors(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->setHighlightSections(false);
    setCornerButtonEnabled(false);
    connect(model, &QAbstractItemModel::modelReset, this, &GridView::size);
}

void GridView::resizeEvent(QResizeEvent *event)
{
    sizeNames();
    QTableView::resizeEvent(event);
}

void GridView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        size();
    QTableView::changeEvent(event);
}

// By the font alone: a long series has no cell measured.
void GridView::size()
{
    const QFontMetrics letters(font());
    verticalHeader()->setDefaultSectionSize(letters.height() + letters.height() / 3);
    for (int column = 0; column < model()->columnCount(); ++column)
        setColumnWidth(column, (column < GridModel::firstRun ? 14 : 6) * letters.averageCharWidth());
    sizeNames();
}

void GridView::sizeNames()
{
    const int around = 2 * frameWidth() + verticalScrollBar()->sizeHint().width();
    const int left = width() - around - horizontalHeader()->length();
    verticalHeader()->setMaximumWidth(std::max(left, fewestLetters * fontMetrics().averageCharWidth()));
}

} // namespace mailwalk::wizard
