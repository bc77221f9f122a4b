#include "report/svg.h"

#include "report/escape.h"
#include "report/symbol.h"

#include <QStringList>

namespace mailwalk::report {
namespace {

QString number(double value) { return QString::number(value, 'f', 1); }

QString wordOf(diagnosis::State state)
{
    const std::string_view name = nameOf(state);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QString polyline(const std::vector<QPointF> &points, QPointF origin, const QString &classes, double thickness)
{
    QStringList places;
    for (const QPointF &point : points)
        places += number(point.x() + origin.x()) + QLatin1Char(',') + number(point.y() + origin.y());
    return QStringLiteral("<polyline class=\"%1\" stroke-width=\"%2\" points=\"%3\"/>\n")
        .arg(classes, number(thickness), places.join(QLatin1Char(' ')));
}

QString elementOf(const Stroke &stroke)
{
    return polyline(stroke.points, {},
                    QStringLiteral("line %1%2").arg(wordOf(stroke.tone), stroke.isDashed ? QStringLiteral(" dashed") : QString()),
                    stroke.thickness);
}

QString circle(const Ring &ring, double radius, double thickness)
{
    return QStringLiteral("<circle class=\"ring %1\" cx=\"%2\" cy=\"%3\" r=\"%4\" stroke-width=\"%5\"/>\n")
        .arg(wordOf(ring.tone), number(ring.centre.x()), number(ring.centre.y()), number(radius), number(thickness));
}

QString elementOf(const Ring &ring)
{
    QString elements = ring.isLit ? circle(ring, ring.radius + 5, 2) : QString();
    elements += circle(ring, ring.radius, 2.5);
    for (const auto &line : symbolOf(ring.tone))
        elements += polyline(line, ring.centre, QStringLiteral("sign ") + wordOf(ring.tone), 3);
    return elements;
}

// "start" is where reading begins.
QString anchorOf(const Writing &writing, Reading reading)
{
    if (writing.align == Align::middle)
        return QStringLiteral("middle");
    const bool isStart = (writing.align == Align::left) == (reading == Reading::leftToRight);
    return isStart ? QStringLiteral("start") : QStringLiteral("end");
}

QString elementOf(const Writing &writing, Reading reading)
{
    return QStringLiteral("<text class=\"words %1%2\" x=\"%3\" y=\"%4\" font-size=\"%5\" text-anchor=\"%6\">%7</text>\n")
        .arg(wordOf(writing.tone), writing.isBold ? QStringLiteral(" bold") : QString(), number(writing.at.x()),
             number(writing.at.y()), number(writing.size), anchorOf(writing, reading), escaped(writing.text));
}

} // namespace

QString svg(const Drawing &drawing, const QString &title, const QString &description)
{
    QString text = QStringLiteral("<svg class=\"path\" role=\"img\" aria-label=\"%1\" viewBox=\"0 0 %2 %3\" "
                                  "xmlns=\"http://www.w3.org/2000/svg\">\n<title>%1</title>\n<desc>%4</desc>\n")
                       .arg(escaped(title), number(drawing.width), number(drawing.height), escaped(description));
    for (const Stroke &stroke : drawing.strokes)
        text += elementOf(stroke);
    for (const Ring &ring : drawing.rings)
        text += elementOf(ring);
    for (const Writing &writing : drawing.writings)
        text += elementOf(writing, drawing.reading);
    return text + QStringLiteral("</svg>\n");
}

} // namespace mailwalk::report
