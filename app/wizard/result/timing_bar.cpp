#include "wizard/result/timing_bar.h"

#include "wizard/result/colours.h"
#include "wizard/result/timing_model.h"

#include <QApplication>
#include <QPainter>

namespace mailwalk::wizard {

static constexpr int leastWidth = 3; ///< pixels

QRect barIn(const QRect &space, double begin, double end, Qt::LayoutDirection direction)
{
    const int width = std::clamp(int((end - begin) * space.width()), leastWidth, space.width());
    const int left = std::clamp(int(begin * space.width()), 0, space.width() - width);
    const int thick = space.height() / 2;
    const QRect bar(space.left() + left, space.top() + (space.height() - thick) / 2, width, thick);
    return QStyle::visualRect(direction, space, bar);
}

void TimingBar::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    row.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);

    const bool isChosen = option.state & QStyle::State_Selected;
    const QColor ink = option.palette.color(isChosen ? QPalette::HighlightedText : QPalette::Text);
    const QVariant colour = isChosen ? QVariant() : colourOf(trace::Outcome(index.data(TimingModel::outcomeRole).toInt()));
    const QColor own = colour.isValid() ? colour.value<QColor>() : ink;
    const QRect space = option.rect.adjusted(leastWidth, 0, -leastWidth, 0);
    if (space.width() <= leastWidth)
        return;
    const QRect bar = barIn(space, index.data(TimingModel::beginRole).toDouble(), index.data(TimingModel::endRole).toDouble(),
                            option.direction);
    painter->save();
    painter->setPen(own);
    painter->setBrush(index.data(TimingModel::groupRole).toBool() ? QBrush(Qt::NoBrush) : QBrush(own));
    painter->drawRect(bar.adjusted(0, 0, -1, -1));
    painter->restore();
}

} // namespace mailwalk::wizard
