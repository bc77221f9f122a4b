#include "report/drawing.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace mailwalk::report {

using diagnosis::State;
using diagnosis::Station;

namespace {

using Row = std::vector<const Station *>;

constexpr double column = 160, columns = 4, spine = 12; // from lane to lane one comes by the margin
constexpr double radius = 17, reach = radius + 5;
constexpr double lineHeight = 16;
constexpr qsizetype mostInLine = 21;

// Ideographs are twice as wide as letters.
qsizetype widthOf(const QString &text)
{
    return text.size() + std::count_if(text.begin(), text.end(), [](QChar c) { return c >= QChar(0x2e80); });
}

QStringList wrapped(const QString &text)
{
    QStringList lines;
    for (QString word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        for (; widthOf(word) > mostInLine; word.remove(0, mostInLine / 2))
            lines += word.left(mostInLine / 2);
        if (!lines.isEmpty() && widthOf(lines.back()) + 1 + widthOf(word) <= mostInLine)
            lines.back() += QLatin1Char(' ') + word;
        else
            lines += word;
    }
    return lines;
}

bool isTravelled(State state)
{
    return state == State::passed || state == State::warned || state == State::failed || state == State::asking;
}

/// Draws row below row, from left to right.
class Sketch
{
public:
    void row(const Row &stations, double y)
    {
        for (std::size_t i = 0; i < stations.size(); ++i) {
            const QPointF here = centre(i, y);
            drawStation(*stations[i], here);
            if (i > 0)
                connect(centre(i - 1, y) + QPointF(reach, 0), here - QPointF(reach, 0), stations[i]->state);
        }
    }
    void shared(const Row &stations)
    {
        row(stations, radius + 5);
        turn_ = centre(std::max<std::size_t>(stations.size(), 1) - 1, radius + 5);
        fork_ = bottom_ += 10;
    }
    void lane(const Row &stations)
    {
        const double heading = bottom_ + 28;
        entry_ = {spine, heading + 12 + radius};
        drawing_.writings.push_back(
            {{spine + 12, heading}, diagnosis::captionFor(*stations.front()->lane), State::passed, 13, true, Align::left});
        connect(entry_, centre(0, entry_.y()) - QPointF(reach, 0), stations.front()->state);
        isEntered_ = isEntered_ || isTravelled(stations.front()->state);
        row(stations, entry_.y());
    }
    Drawing finished()
    {
        if (entry_.y() > 0)
            drawSpine();
        drawing_.width = column * columns;
        drawing_.height = bottom_ + 8;
        return std::move(drawing_);
    }

private:
    static QPointF centre(std::size_t i, double y) { return {column * (static_cast<double>(i) + 0.5), y}; }

    void draw(QPointF from, QPointF to, State tone) { drawing_.strokes.push_back({{from, to}, tone, 3, false}); }
    void drawStation(const Station &station, QPointF at)
    {
        drawing_.rings.push_back({at, radius, station.state, station.isLit});
        QPointF line = at + QPointF(0, radius + 18);
        write(station.caption, line, State::passed, true);
        write(diagnosis::wordFor(station.state), line, station.state, station.isLit);
        write(station.label, line, station.state, station.isLit);
        bottom_ = std::max(bottom_, line.y() - lineHeight);
    }
    void write(const QString &text, QPointF &line, State tone, bool isBold)
    {
        for (const QString &part : wrapped(text)) {
            drawing_.writings.push_back({line, part, tone, 12, isBold, Align::middle});
            line.ry() += lineHeight;
        }
    }
    void connect(QPointF begin, QPointF end, State reached)
    {
        if (reached == State::failed)
            return connectBroken(begin, end);
        drawing_.strokes.push_back({{begin, end}, reached, isTravelled(reached) ? 3.0 : 2.0, !isTravelled(reached)});
    }
    // A gap between two slanting ends.
    void connectBroken(QPointF begin, QPointF end)
    {
        const QPointF middle = (begin + end) / 2, half(6, 0), slant(3, -9);
        draw(begin, middle - half, State::failed);
        draw(middle + half, end, State::failed);
        draw(middle - half + slant, middle - half - slant, State::failed);
        draw(middle + half + slant, middle + half - slant, State::failed);
    }
    // From the last station that all lanes share, around the margin, down to the last lane.
    void drawSpine()
    {
        const double right = column * columns - 6;
        const State tone = isEntered_ ? State::passed : State::notReached;
        drawing_.strokes.push_back(
            {{turn_ + QPointF(reach, 0), {right, turn_.y()}, {right, fork_}, {spine, fork_}, entry_}, tone, 2, !isEntered_});
    }

    Drawing drawing_;
    double bottom_ = 0, fork_ = 0; // down to where anything is drawn; where the way turns back to the lanes
    QPointF turn_, entry_;         // of the last station shared; of the last lane
    bool isEntered_ = false;
};

void mirror(Drawing &drawing)
{
    const auto flip = [&](QPointF &point) { point.setX(drawing.width - point.x()); };
    for (Stroke &stroke : drawing.strokes)
        std::for_each(stroke.points.begin(), stroke.points.end(), flip);
    for (Ring &ring : drawing.rings)
        flip(ring.centre);
    for (Writing &writing : drawing.writings) {
        flip(writing.at);
        writing.align = writing.align == Align::left ? Align::right : writing.align;
    }
    drawing.reading = Reading::rightToLeft;
}

} // namespace

Drawing drawingOf(const std::vector<Station> &stations, Reading reading)
{
    std::map<std::optional<trace::Transport>, Row> rows; // the shared row comes first
    for (const Station &station : stations)
        rows[station.lane].push_back(&station);
    Sketch sketch;
    for (const auto &[lane, row] : rows)
        lane ? sketch.lane(row) : sketch.shared(row);
    Drawing drawing = sketch.finished();
    if (reading == Reading::rightToLeft)
        mirror(drawing);
    return drawing;
}

QString describe(const std::vector<Station> &stations)
{
    QStringList sentences;
    for (const Station &station : stations) {
        const QString where =
            station.lane ? QStringLiteral("%1, %2").arg(diagnosis::captionFor(*station.lane), station.caption) : station.caption;
        const QString label = station.label.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(station.label);
        sentences += QStringLiteral("%1: %2%3.").arg(where, diagnosis::wordFor(station.state), label);
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace mailwalk::report
