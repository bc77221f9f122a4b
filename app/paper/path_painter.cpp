#include "paper/path_painter.h"

#include "report/symbol.h"

namespace mailwalk::paper {

using diagnosis::State;
using namespace report;

namespace {

QColor colourOf(State tone)
{
    switch (tone) {
    case State::passed: return {0x1c, 0x6b, 0x34};
    case State::warned: return {0x8a, 0x5a, 0x00};
    case State::failed: return {0xb3, 0x26, 0x1e};
    case State::asking: return {0x1a, 0x5f, 0xb4};
    default: return {0x6b, 0x6b, 0x6b};
    }
}

QColor inkOf(State tone) { return tone == State::failed || tone == State::warned ? colourOf(tone) : QColor(Qt::black); }

class Brush
{
public:
    Brush(Sheet &sheet, const Drawing &drawing)
        : sheet_(sheet), scale_(sheet.zoomed() * sheet.width() / drawing.width),
          origin_((1 - sheet.zoomed()) * sheet.width() / 2, sheet.top())
    {
    }

    void draw(const Stroke &stroke)
    {
        QPen pen = penOf(stroke.tone, stroke.thickness);
        if (stroke.isDashed)
            pen.setDashPattern({3, 3});
        draw(stroke.points, {}, pen);
    }
    void draw(const Ring &ring)
    {
        sheet_.painter().setBrush(Qt::white);
        if (ring.isLit)
            circle(ring, ring.radius + 5, 2);
        circle(ring, ring.radius, 2.5);
        sheet_.painter().setBrush(Qt::NoBrush);
        QPen pen = penOf(ring.tone, 3);
        pen.setCapStyle(Qt::RoundCap);
        for (const auto &line : symbolOf(ring.tone))
            draw(line, ring.centre, pen);
    }
    void draw(const Writing &writing)
    {
        QPainter &painter = sheet_.painter();
        Style style{writing.size * scale_ / sheet_.unit(), writing.isBold};
        painter.setFont(sheet_.font(style));
        painter.setPen(inkOf(writing.tone));
        const double width = QFontMetricsF(painter.font(), painter.device()).horizontalAdvance(writing.text);
        const double shift = writing.align == Align::middle ? width / 2 : writing.align == Align::right ? width : 0;
        painter.drawText(placed(writing.at) - QPointF(shift, 0), writing.text);
    }

private:
    QPointF placed(QPointF point) const { return origin_ + point * scale_; }
    QPen penOf(State tone, double thickness) const
    {
        return {colourOf(tone), thickness * scale_, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin};
    }
    void draw(const std::vector<QPointF> &points, QPointF shift, const QPen &pen)
    {
        QPolygonF line;
        for (const QPointF &point : points)
            line += placed(point + shift);
        sheet_.painter().setPen(pen);
        sheet_.painter().drawPolyline(line);
    }
    void circle(const Ring &ring, double radius, double thickness)
    {
        sheet_.painter().setPen(penOf(ring.tone, thickness));
        sheet_.painter().drawEllipse(placed(ring.centre), radius * scale_, radius * scale_);
    }

    Sheet &sheet_;
    double scale_;
    QPointF origin_;
};

} // namespace

void paint(Sheet &sheet, const Drawing &drawing)
{
    const double points = sheet.zoomed() * drawing.height * sheet.width() / drawing.width / sheet.unit();
    sheet.reserve(points);
    Brush brush(sheet, drawing);
    const auto all = [&](const auto &shapes) {
        for (const auto &shape : shapes)
            brush.draw(shape);
    };
    all(drawing.strokes);
    all(drawing.rings);
    all(drawing.writings);
    sheet.space(points);
}

} // namespace mailwalk::paper
