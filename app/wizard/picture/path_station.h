#pragma once

#include "wizard/picture/path_layout.h"

#include <QAbstractButton>
#include <QBasicTimer>

namespace mailwalk::wizard {

/// One station: a tile with pictogram, caption and state. A button for keyboard and screen reader, named "Name service: passed".
class PathStation final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit PathStation(QWidget *parent);

    void show(const diagnosis::Station &station);
    using QWidget::show;
    const diagnosis::Station &station() const { return station_; }

    void stand(const QRect &place, PathLayout::Shape shape);

    static QString nameFor(const diagnosis::Station &station); ///< of the object: "station-direct-mailbox"

Q_SIGNALS:
    void moved(Qt::Key arrow); ///< the focus is to go to the neighbour there

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void beat();
    QRect badge() const;
    void drawUpright(class QPainter &painter, const struct PathInk &ink) const;
    void drawFocus(QPainter &painter, qreal em, qreal hair) const;
    void drawBroad(QPainter &painter, const PathInk &ink) const;

    diagnosis::Station station_;
    PathLayout::Shape shape_ = PathLayout::Shape::rows;
    QBasicTimer timer_; ///< runs only while it is being asked, seen, and the platform animates
    int beat_ = -1;
};

} // namespace mailwalk::wizard
