#include "wizard/picture/path_badge.h"

#include <QPainter>
#include <QPainterPath>

namespace mailwalk::wizard {

using diagnosis::State;

namespace {

// Drawn in a square from -1 to 1.
QPainterPath discPath()
{
    QPainterPath path;
    path.addEllipse(QPointF(), 0.92, 0.92);
    return path;
}

QPainterPath trianglePath()
{
    QPainterPath path;
    path.addPolygon(QPolygonF{{0, -0.98}, {1.04, 0.86}, {-1.04, 0.86}});
    path.closeSubpath();
    return path;
}

QPainterPath octagonPath()
{
    constexpr qreal near = 0.4, far = 0.96;
    QPainterPath path;
    path.addPolygon(QPolygonF{
        {-near, -far}, {near, -far}, {far, -near}, {far, near}, {near, far}, {-near, far}, {-far, near}, {-far, -near}});
    path.closeSubpath();
    return path;
}

QPainterPath squarePath()
{
    QPainterPath path;
    path.addRoundedRect(QRectF(-0.8, -0.8, 1.6, 1.6), 0.3, 0.3);
    return path;
}

QPainterPath outlineFor(State state)
{
    switch (state) {
    case State::warned: return trianglePath();
    case State::failed: return octagonPath();
    case State::notNeeded: return squarePath();
    default: return discPath();
    }
}

void drawDots(QPainter &painter, const QColor &colour, int beat)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (int i = 0; i < 3; ++i)
        painter.drawEllipse(QPointF((i - 1) * 0.48, i == beat ? -0.16 : 0), 0.17, 0.17);
}

void drawMark(QPainter &painter, const QColor &colour)
{
    painter.drawLine(QPointF(0, -0.38), QPointF(0, 0.22));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(QPointF(0, 0.57), 0.13, 0.13);
}

void drawSign(QPainter &painter, State state, const QColor &colour, int beat)
{
    painter.setPen(QPen(colour, 0.24, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case State::passed: painter.drawPolyline(QPolygonF{{-0.42, 0.04}, {-0.1, 0.36}, {0.44, -0.3}}); break;
    case State::warned: drawMark(painter, colour); break;
    case State::failed: painter.drawLines(QList<QLineF>{{-0.36, -0.36, 0.36, 0.36}, {-0.36, 0.36, 0.36, -0.36}}); break;
    case State::asking: drawDots(painter, colour, beat); break;
    case State::notRun: painter.drawLine(QPointF(-0.42, 0), QPointF(0.42, 0)); break;
    case State::notNeeded: painter.drawLine(QPointF(-0.36, 0.36), QPointF(0.36, -0.36)); break;
    case State::notReached: break;
    }
}

} // namespace

void drawBadge(QPainter &painter, const QRectF &square, State state, const PathInk &ink, int beat)
{
    const bool isFilled = ink.badge != ink.fill;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.center());
    painter.scale(square.width() / 2, square.height() / 2);
    QPen pen(isFilled ? ink.badge : ink.sign, 0.16);
    if (state == State::notReached)
        pen.setDashPattern({1.6, 1.6});
    pen.setJoinStyle(Qt::RoundJoin);
    painter.setPen(pen);
    painter.setBrush(ink.badge);
    painter.drawPath(outlineFor(state));
    drawSign(painter, state, ink.sign, beat);
    painter.restore();
}

} // namespace mailwalk::wizard
