#include "wizard/picture/path_links.h"

#include <QLineF>
#include <QPainter>
#include <QPainterPath>

namespace mailwalk::wizard {

using diagnosis::State;

namespace {

// With rounded corners.
QPainterPath pathThrough(const QPolygonF &points, qreal radius)
{
    QPainterPath path(points.first());
    for (int i = 1; i + 1 < points.size(); ++i) {
        const QLineF in(points[i], points[i - 1]), out(points[i], points[i + 1]);
        const qreal bend = qMin(radius, qMin(in.length(), out.length()) / 2);
        if (bend < 0.5) {
            path.lineTo(points[i]);
            continue;
        }
        path.lineTo(in.pointAt(bend / in.length()));
        path.quadTo(points[i], out.pointAt(bend / out.length()));
    }
    path.lineTo(points.last());
    return path;
}

QPen penFor(State state, const QColor &colour, qreal thick)
{
    QPen pen(colour, thick, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (state == State::notReached || state == State::notNeeded)
        pen.setDashPattern({1.2, 2});
    if (state == State::notRun)
        pen.setDashPattern({4, 2.5});
    return pen;
}

void drawCross(QPainter &painter, QPointF at, const QColor &colour, qreal reach, qreal thick)
{
    painter.setPen(QPen(colour, thick, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(at - QPointF(reach, reach), at + QPointF(reach, reach));
    painter.drawLine(at + QPointF(-reach, reach), at + QPointF(reach, -reach));
}

// Two ends that do not meet, and what keeps them apart.
void drawBroken(QPainter &painter, QPolygonF points, const QPen &pen, qreal em, qreal radius)
{
    const QLineF last(points[points.size() - 2], points.last());
    const qreal gap = qMin(0.62 * em, last.length() * 0.34);
    const QPointF middle = last.pointAt(0.5);
    const auto at = [&](qreal distance) { return last.pointAt(0.5 + distance / last.length()); };
    const QPointF end = points.last();
    points.last() = at(-gap);
    painter.drawPath(pathThrough(points, radius));
    painter.drawLine(at(gap), end);
    drawCross(painter, middle, pen.color(), qMin(0.26 * em, gap * 0.55), pen.widthF());
}

} // namespace

void drawLink(QPainter &painter, const PathLink &link, const QPalette &palette, int em)
{
    if (link.points.size() < 2)
        return;
    const qreal hair = qMax(1.0, em / 14.0), thick = hair * (link.isLit ? 2.6 : link.state == State::failed ? 2.2 : 1.6);
    const QPen pen = penFor(link.state, inkFor(link.state, palette).edge, thick);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    if (link.state == State::failed)
        return drawBroken(painter, QPolygonF(link.points), pen, em, em * 0.6);
    painter.drawPath(pathThrough(QPolygonF(link.points), em * 0.6));
}

} // namespace mailwalk::wizard
