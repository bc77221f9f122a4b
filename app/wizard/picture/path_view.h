#pragma once

#include "wizard/picture/path_layout.h"

#include <QWidget>

namespace mailwalk::wizard {

class PathStation;

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

public:
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    std::vector<diagnosis::Station> stations() const;
    PathStation *made(const diagnosis::Station &station);
    void rebuild(const std::vector<diagnosis::Station> &stations);
    void arrange();
    void move(PathStation *from, Qt::Key arrow);
    void drawLinks(class QPainter &painter) const;
    void drawWords(QPainter &painter) const;

    std::vector<PathStation *> stations_; ///< in the order of the path
    PathLayout::Measure measure_;
    PathLayout layout_;
};

} // namespace mailwalk::wizard
