#pragma once

#include <QStyledItemDelegate>

namespace mailwalk::wizard {

/// Draws when a hop ran: a filled bar, of a group an outline. In the colours of the palette, mirrored with the layout.
class TimingBar final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// The bar in a row's space: never narrower than can be seen, never beyond the space.
QRect barIn(const QRect &space, double begin, double end, Qt::LayoutDirection direction);

} // namespace mailwalk::wizard
