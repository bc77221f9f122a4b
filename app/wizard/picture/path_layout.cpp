#include "wizard/picture/path_layout.h"

#include <QFontMetrics>
#include <algorithm>
#include <numeric>

namespace mailwalk::wizard {

using diagnosis::Station;

namespace {

using Measure = PathLayout::Measure;
using Shape = PathLayout::Shape;

/// The stations before the lanes, and those of each lane, by their numbers.
struct Branches {
    std::vector<std::size_t> trunk;
    std::vector<std::vector<std::size_t>> lanes;
    std::size_t longest = 0;
};

Branches branchesOf(const std::vector<Station> &stations)
{
    Branches branches;
    for (std::size_t i = 0; i < stations.size(); ++i) {
        if (!stations[i].lane)
            branches.trunk.push_back(i);
        else if (branches.lanes.empty() || stations[branches.lanes.back().front()].lane != stations[i].lane)
            branches.lanes.push_back({i});
        else
            branches.lanes.back().push_back(i);
    }
    for (const auto &lane : branches.lanes)
        branches.longest = std::max(branches.longest, lane.size());
    return branches;
}

QPoint leftOf(const QRect &r) { return {r.left(), r.center().y()}; }
QPoint rightOf(const QRect &r) { return {r.right() + 1, r.center().y()}; }

/// Lays out one shape. Everything is counted from the left; a window from right to left mirrors it.
class Mason
{
public:
    Mason(const std::vector<Station> &stations, const Measure &measure, int width)
        : stations_(stations), m_(measure), branches_(branchesOf(stations)), width_(width)
    {
        layout_.tiles.resize(stations.size());
        layout_.labels.resize(stations.size());
    }

    int widthOfFork() const { return uprightWidth(branches_.trunk.size() + branches_.longest, m_.gap) + m_.em; }
    int widthOfRows() const { return uprightWidth(std::max(branches_.trunk.size(), branches_.longest), m_.gap) + 3 * m_.em; }

    bool isBranched() const { return !branches_.trunk.empty() && !branches_.lanes.empty(); }

    PathLayout alone(); ///< what is no whole path
    PathLayout fork();
    PathLayout rows();
    PathLayout columns();

private:
    int uprightWidth(std::size_t count, int gap) const { return int(count) * m_.tile.width() + (int(count) - 1) * gap; }
    int stretched(int least, std::size_t count, int most) const
    {
        return count > 1 ? std::clamp((width_ - least) / int(count - 1) + m_.gap, m_.gap, most) : m_.gap;
    }
    int rowHeight() const { return m_.tile.height() + m_.label; }
    void row(const std::vector<std::size_t> &members, QPoint at, int gap);
    void caption(const std::vector<std::size_t> &lane, QRect place);
    void flow(const std::vector<std::size_t> &members, QPoint at, int width, int height);
    void linkAround(const std::vector<std::size_t> &lane, int right, int bus, int left);
    void lanesBeside(int top);
    void lanesStacked(int top);
    PathLayout finished(Shape shape);

    const std::vector<Station> &stations_;
    const Measure &m_;
    const Branches branches_;
    const int width_;
    PathLayout layout_;
};

void Mason::row(const std::vector<std::size_t> &members, QPoint at, int gap)
{
    for (std::size_t i = 0; i < members.size(); ++i) {
        const QRect tile(at + QPoint(int(i) * (m_.tile.width() + gap), 0), m_.tile);
        const int edge = std::min(tile.left(), width_ - 1 - tile.right()) - m_.em / 4;
        const int spread = std::clamp(edge, 0, std::min(gap, 4 * m_.em) / 2 - m_.em / 8);
        layout_.tiles[members[i]] = tile;
        layout_.labels[members[i]] = QRect(tile.left() - spread, tile.bottom() + 1, tile.width() + 2 * spread, m_.label);
        if (i > 0)
            layout_.links.push_back({members[i], {rightOf(layout_.tiles[members[i - 1]]), leftOf(tile)}});
    }
}

void Mason::caption(const std::vector<std::size_t> &lane, QRect place)
{
    layout_.captions.push_back({*stations_[lane.front()].lane, place});
}

// Broad tiles, two in a row where there is room for two, row by row.
void Mason::flow(const std::vector<std::size_t> &members, QPoint at, int width, int height)
{
    const int count = std::clamp((width + m_.step()) / (m_.plank.width() + m_.step()), 1, 2), x = m_.plank.height() / 2;
    const QSize plank((width - (count - 1) * m_.step()) / count, height);
    for (std::size_t i = 0; i < members.size(); ++i) {
        const int column = int(i) % count, line = int(i) / count;
        const QRect tile(at + QPoint(column * (plank.width() + m_.step()), line * (plank.height() + m_.step())), plank);
        layout_.tiles[members[i]] = tile;
        if (i == 0)
            continue;
        const QRect before = layout_.tiles[members[i - 1]];
        const QPoint from(before.left() + x, before.bottom() + 1), to(tile.left() + x, tile.top());
        const int turn = from.y() + m_.step() / 3;
        if (column > 0)
            layout_.links.push_back({members[i], {rightOf(before), leftOf(tile)}});
        else if (count == 1)
            layout_.links.push_back({members[i], {from, to}});
        else
            layout_.links.push_back({members[i], {from, {from.x(), turn}, {to.x(), turn}, to}});
    }
}

PathLayout Mason::finished(Shape shape)
{
    QRect all;
    for (const QRect &tile : layout_.tiles)
        all |= tile;
    const int below = shape == Shape::columns ? 0 : m_.label;
    layout_.shape = shape;
    layout_.size = QSize(all.right() + 1 + m_.em / 2, all.bottom() + 1 + below + m_.em / 4);
    return layout_;
}

PathLayout Mason::alone()
{
    std::vector<std::size_t> all(stations_.size());
    std::iota(all.begin(), all.end(), std::size_t(0));
    flow(all, {m_.em / 2, m_.em / 2}, width_ - m_.em, m_.plank.height());
    return finished(Shape::columns);
}

PathLayout Mason::fork()
{
    const std::size_t count = branches_.trunk.size() + branches_.longest;
    const int gap = stretched(widthOfFork(), count, 4 * m_.em), pitch = m_.caption + rowHeight() + m_.em / 2;
    const int top = m_.em / 2, height = pitch * int(branches_.lanes.size()) - m_.em / 2;
    row(branches_.trunk, {m_.em / 2, top + std::max(0, (height - pitch) / 2) + m_.caption}, gap);
    const QRect last = layout_.tiles[branches_.trunk.back()];
    const int left = last.right() + 1 + gap;
    for (std::size_t i = 0; i < branches_.lanes.size(); ++i) {
        const int y = top + int(i) * pitch;
        caption(branches_.lanes[i], QRect(left, y, width_ - left, m_.caption));
        row(branches_.lanes[i], {left, y + m_.caption}, gap);
        const QPoint to = leftOf(layout_.tiles[branches_.lanes[i].front()]);
        const int bus = last.right() + gap / 3;
        layout_.links.push_back({branches_.lanes[i].front(), {rightOf(last), {bus, rightOf(last).y()}, {bus, to.y()}, to}});
    }
    return finished(Shape::fork);
}

void Mason::linkAround(const std::vector<std::size_t> &lane, int right, int bus, int left)
{
    const QPoint from = rightOf(layout_.tiles[branches_.trunk.back()]), to = leftOf(layout_.tiles[lane.front()]);
    layout_.links.push_back({lane.front(), {from, {right, from.y()}, {right, bus}, {left, bus}, {left, to.y()}, to}});
}

PathLayout Mason::rows()
{
    const std::size_t count = std::max(branches_.trunk.size(), branches_.longest);
    const int gap = stretched(widthOfRows(), count, 6 * m_.em), left = 2 * m_.em;
    row(branches_.trunk, {left, m_.em / 2}, gap);
    const QRect last = layout_.tiles[branches_.trunk.back()];
    QRect &said = layout_.labels[branches_.trunk.back()]; // beside it the way goes down
    said = QRect(last.left() - m_.em / 2, said.top(), last.width() + m_.em, said.height());
    const int bus = last.bottom() + 1 + m_.label + m_.em / 3;
    int top = bus + m_.em / 3;
    for (const auto &lane : branches_.lanes) {
        caption(lane, QRect(left, top, width_ - left, m_.caption));
        row(lane, {left, top + m_.caption}, gap);
        linkAround(lane, last.right() + 1 + 2 * m_.em / 3, bus, m_.em / 3);
        top += m_.caption + rowHeight() + m_.em / 3;
    }
    return finished(Shape::rows);
}

void Mason::lanesBeside(int top)
{
    const int count = int(branches_.lanes.size()), x = m_.plank.height() / 2;
    const int width = (width_ - m_.em - (count - 1) * m_.step()) / count;
    const QRect last = layout_.tiles[branches_.trunk.back()];
    const int bus = last.bottom() + 1 + m_.em / 2;
    for (int i = 0; i < count; ++i) {
        const int left = m_.em / 2 + i * (width + m_.step());
        const auto &lane = branches_.lanes[std::size_t(i)];
        flow(lane, {left, top}, width, m_.tallPlank);
        caption(lane, QRect(left + x + m_.em, bus + m_.em / 4, width - x - m_.em, top - bus - m_.em / 4));
        const QPoint from(last.left() + x, last.bottom() + 1), to(left + x, top);
        layout_.links.push_back({lane.front(), {from, {from.x(), bus}, {to.x(), bus}, to}});
    }
}

void Mason::lanesStacked(int top)
{
    const int left = 3 * m_.em / 2;
    const QPoint from = leftOf(layout_.tiles[branches_.trunk.back()]);
    for (const auto &lane : branches_.lanes) {
        caption(lane, QRect(left, top, width_ - 2 * m_.em, m_.caption));
        flow(lane, {left, top + m_.caption}, width_ - 2 * m_.em, m_.plank.height());
        const QPoint to = leftOf(layout_.tiles[lane.front()]);
        layout_.links.push_back({lane.front(), {from, {m_.em / 2, from.y()}, {m_.em / 2, to.y()}, to}});
        top = layout_.tiles[lane.back()].bottom() + m_.em;
    }
}

PathLayout Mason::columns()
{
    const int count = int(branches_.lanes.size());
    const bool isBeside = count * (m_.plank.width() + m_.step()) <= width_;
    const int left = isBeside ? m_.em / 2 : 3 * m_.em / 2;
    flow(branches_.trunk, {left, m_.em / 2}, width_ - left - m_.em / 2, m_.plank.height());
    const int top = layout_.tiles[branches_.trunk.back()].bottom() + 1 + m_.em / 2;
    isBeside ? lanesBeside(top + 5 * m_.em / 2) : lanesStacked(top);
    return finished(Shape::columns);
}

} // namespace

QFont smallFont(const QFont &font)
{
    QFont smaller = font;
    if (font.pointSizeF() > 0)
        smaller.setPointSizeF(font.pointSizeF() * 0.9);
    return smaller;
}

Measure Measure::of(const std::vector<Station> &stations, const QFont &font)
{
    const QFontMetrics metrics(font), fine(smallFont(font));
    Measure m;
    m.em = metrics.height();
    QRect words;
    int broadest = 0;
    for (const Station &station : stations) {
        words |= metrics.boundingRect(QRect(0, 0, 7 * m.em, 8 * m.em), Qt::TextWordWrap, station.caption);
        broadest = std::max(broadest, metrics.horizontalAdvance(station.caption));
    }
    for (const auto state : {diagnosis::State::notReached, diagnosis::State::warned, diagnosis::State::notNeeded})
        words |= QRect(QPoint(), fine.size(0, wordFor(state)));
    m.tile = QSize(words.width() + 5 * m.em / 6, words.height() + fine.height() + 7 * m.em / 2);
    m.plank = QSize(5 * m.em + std::max(broadest, 6 * m.em), metrics.height() + fine.height() + m.em);
    m.tallPlank = m.plank.height() + fine.lineSpacing();
    m.gap = 7 * m.em / 5;
    m.label = 2 * fine.lineSpacing() + m.em / 4;
    m.caption = 8 * m.em / 5;
    return m;
}

int PathLayout::leastWidth(const Measure &measure) { return measure.plank.width() + 2 * measure.em; }

PathLayout PathLayout::of(const std::vector<Station> &stations, const Measure &measure, int width)
{
    Mason mason(stations, measure, width);
    if (!mason.isBranched())
        return mason.alone();
    if (mason.widthOfFork() <= width)
        return mason.fork();
    return mason.widthOfRows() <= width ? mason.rows() : mason.columns();
}

} // namespace mailwalk::wizard
