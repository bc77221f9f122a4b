#pragma once

#include "diagnosis/picture.h"

#include <QWidget>

namespace mailwalk::wizard {

/// The path picture. Every station is a widget of its own (PathStation), reachable by Tab and arrow keys and by a screen reader,
/// with name, state and explanation; connections are drawn between them. Mirrored by the layout direction; colours come from the
/// palette, and every state has a shape and a word as well. Grows with the font.
class PathView final : public QWidget
{
    Q_OBJECT

public:
    explicit PathView(QWidget *parent = nullptr);

    void show(const std::vector<diagnosis::Station> &stations); ///< changes only what changed: focus and tree of widgets stay
    using QWidget::show;

Q_SIGNALS:
    void chosen(mailwalk::trace::HopId hop); ///< a station with a hop was clicked or Enter was pressed on it

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace mailwalk::wizard
