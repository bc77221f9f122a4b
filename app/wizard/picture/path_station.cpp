#include "wizard/picture/path_station.h"

#include "wizard/icon.h"
#include "wizard/picture/path_badge.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QTimerEvent>

namespace mailwalk::wizard {

using diagnosis::Place;
using diagnosis::State;
using diagnosis::Station;

namespace {

constexpr int beatMs = 350;

QString latin(std::string_view name) { return QString::fromLatin1(name.data(), qsizetype(name.size())); }

QString pictogramOf(const Station &station)
{
    if (station.place != Place::entrance)
        return latin(nameOf(station.place));
    return station.lane == trace::Transport::direct ? QStringLiteral("firewall") : QStringLiteral("proxy");
}

QString described(const Station &station)
{
    QStringList parts;
    if (station.lane)
        parts += diagnosis::captionFor(*station.lane);
    parts += {station.label, station.explanation};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(". "));
}

// Of wherever it is drawn: a screen, a picture to be saved.
qreal scaleOf(const QPainter &painter) { return qMax(1.0, qAbs(painter.deviceTransform().m11())); }

} // namespace

PathStation::PathStation(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

QString PathStation::nameFor(const Station &station)
{
    const QString lane = station.lane ? latin(trace::nameOf(*station.lane)) + QLatin1Char('-') : QString();
    return QStringLiteral("station-") + lane + latin(nameOf(station.place));
}

void PathStation::show(const Station &station)
{
    station_ = station;
    setObjectName(nameFor(station));
    setText(station.caption);
    setToolTip(station.explanation.toHtmlEscaped().prepend(QLatin1String("<p>")).append(QLatin1String("</p>")));
    const QString name = tr("%1: %2").arg(station.caption, wordFor(station.state));
    if (name != accessibleName())
        setAccessibleName(name);
    if (const QString description = described(station); description != accessibleDescription())
        setAccessibleDescription(description);
    beat();
    update();
}

void PathStation::stand(const QRect &place, PathLayout::Shape shape)
{
    shape_ = shape;
    setGeometry(place);
}

// Only the badge moves, three times a second.
void PathStation::beat()
{
    const bool isAlive =
        station_.state == State::asking && isVisible() && style()->styleHint(QStyle::SH_Widget_Animate, nullptr, this);
    if (isAlive == timer_.isActive())
        return;
    beat_ = isAlive ? 0 : -1;
    isAlive ? timer_.start(beatMs, this) : timer_.stop();
}

void PathStation::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != timer_.timerId())
        return QAbstractButton::timerEvent(event);
    beat_ = (beat_ + 1) % 3;
    update(badge());
}

void PathStation::showEvent(QShowEvent *event)
{
    QAbstractButton::showEvent(event);
    beat();
}

void PathStation::hideEvent(QHideEvent *event)
{
    QAbstractButton::hideEvent(event);
    beat();
}

void PathStation::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        update();
}

void PathStation::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End: Q_EMIT moved(Qt::Key(event->key())); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: click(); return;
    default: QAbstractButton::keyPressEvent(event);
    }
}

// In the upper corner that is read last; in a broad tile at its end.
QRect PathStation::badge() const
{
    const int em = fontMetrics().height(), side = 6 * em / 5;
    const int x = width() - side - (shape_ == PathLayout::Shape::columns ? 2 * em / 3 : em / 3);
    const int y = shape_ == PathLayout::Shape::columns ? (height() - side) / 2 : em / 3;
    return QStyle::visualRect(layoutDirection(), rect(), QRect(x, y, side, side));
}

void PathStation::drawUpright(QPainter &painter, const PathInk &ink) const
{
    const int em = fontMetrics().height(), side = 9 * em / 5, top = 3 * em / 4;
    painter.drawPixmap((width() - side) / 2, top, pictogram(pictogramOf(station_), ink.text, side, scaleOf(painter)));
    const QFontMetrics fine(smallFont(font()));
    const QRect words = rect().adjusted(em / 4, top + side + em / 5, -em / 4, -fine.height() - em / 2);
    painter.setPen(ink.text);
    painter.drawText(words, Qt::AlignCenter | Qt::TextWordWrap, station_.caption);
    painter.setFont(smallFont(font()));
    painter.setPen(ink.faint);
    painter.drawText(rect().adjusted(0, 0, 0, -em / 2), Qt::AlignHCenter | Qt::AlignBottom, wordFor(station_.state));
}

void PathStation::drawBroad(QPainter &painter, const PathInk &ink) const
{
    const int em = fontMetrics().height(), side = 9 * em / 5, start = 14 * em / 5, end = 9 * em / 4;
    const auto mirrored = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    painter.drawPixmap(mirrored(QRect(em / 2, (height() - side) / 2, side, side)).topLeft(),
                       pictogram(pictogramOf(station_), ink.text, side, scaleOf(painter)));
    const QString said = station_.label.isEmpty() ? wordFor(station_.state) : station_.label;
    const auto align = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading) | Qt::AlignTop | Qt::TextWordWrap);
    const QRect room(start, 0, width() - start - end, height());
    const int saidHeight = QFontMetrics(smallFont(font())).boundingRect(room, align, said).height();
    const int top = qMax(0, (height() - em - saidHeight) / 2);
    painter.setPen(ink.text);
    painter.drawText(mirrored(room.adjusted(0, top, 0, 0)), align, station_.caption);
    painter.setFont(smallFont(font()));
    painter.setPen(ink.faint);
    painter.drawText(mirrored(room.adjusted(0, top + em, 0, 0)), align, said);
}

void PathStation::drawFocus(QPainter &painter, qreal em, qreal hair) const
{
    const bool isPlain = isHighContrast(palette());
    const QColor colour = palette().color(isPlain ? QPalette::WindowText : QPalette::Highlight);
    painter.setPen(QPen(colour, 2 * hair, isPlain ? Qt::DotLine : Qt::SolidLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(hair, hair, -hair, -hair), em * 0.62, em * 0.62);
}

void PathStation::paintEvent(QPaintEvent *)
{
    const PathInk ink = inkFor(station_.state, palette());
    const qreal em = fontMetrics().height(), hair = qMax(1.0, em / 14), thick = hair * ink.thick * (station_.isLit ? 1.4 : 1);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen edge(ink.edge, thick);
    if (station_.state == State::notReached || station_.state == State::notNeeded)
        edge.setDashPattern({3, 2.5});
    painter.setPen(edge);
    painter.setBrush(underMouse() || isDown() ? ink.fill.darker(104) : ink.fill);
    const qreal inset = thick / 2 + 2 * hair;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), em / 2, em / 2);
    if (hasFocus())
        drawFocus(painter, em, hair);
    shape_ == PathLayout::Shape::columns ? drawBroad(painter, ink) : drawUpright(painter, ink);
    drawBadge(painter, badge(), station_.state, ink, beat_);
}

} // namespace mailwalk::wizard
