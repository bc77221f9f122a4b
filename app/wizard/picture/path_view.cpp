#include "wizard/picture/path_view.h"

#include "wizard/picture/path_links.h"
#include "wizard/picture/path_station.h"

#include <QPainter>
#include <QStyle>
#include <algorithm>

namespace mailwalk::wizard {

using diagnosis::State;
using diagnosis::Station;

namespace {

bool isSameSet(const std::vector<Station> &a, const std::vector<Station> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Station &x, const Station &y) {
        return x.place == y.place && x.lane == y.lane && x.caption == y.caption;
    });
}

// How far off the arrow's way another station lies; nothing when it is not that way at all.
std::optional<int> detour(const QRect &from, const QRect &to, Qt::Key arrow)
{
    const QPoint way = to.center() - from.center();
    const bool isAside = arrow == Qt::Key_Left || arrow == Qt::Key_Right;
    const int ahead = (isAside ? way.x() : way.y()) * (arrow == Qt::Key_Left || arrow == Qt::Key_Up ? -1 : 1);
    const int off = std::abs(isAside ? way.y() : way.x());
    if (ahead <= 0 || off > 2 * ahead + (isAside ? from.height() : from.width()) / 2)
        return std::nullopt;
    return ahead + 2 * off;
}

} // namespace

PathView::PathView(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("The path to the mailbox"));
    rebuild(diagnosis::Picture().stations(diagnosis::Colouring::fresh));
}

std::vector<Station> PathView::stations() const
{
    std::vector<Station> all;
    for (const PathStation *station : stations_)
        all.push_back(station->station());
    return all;
}

void PathView::show(const std::vector<Station> &now)
{
    const std::vector<Station> before = stations();
    if (now == before)
        return;
    if (!isSameSet(now, before))
        return rebuild(now);
    for (std::size_t i = 0; i < now.size(); ++i)
        if (now[i] != before[i])
            stations_[i]->show(now[i]);
    update(); // the connections and labels between them
}

PathStation *PathView::made(const Station &station)
{
    auto *tile = new PathStation(this);
    tile->show(station);
    connect(tile, &PathStation::moved, this, [this, tile](Qt::Key arrow) { move(tile, arrow); });
    connect(tile, &PathStation::clicked, this, [this, tile] {
        if (tile->station().hop)
            Q_EMIT chosen(tile->station().hop);
    });
    return tile;
}

// Stations that stay keep their widgets, and so the focus and their place in the accessible tree.
void PathView::rebuild(const std::vector<Station> &now)
{
    std::vector<PathStation *> old;
    old.swap(stations_);
    for (const Station &station : now) {
        const auto kept = std::find_if(old.begin(), old.end(),
                                       [&](PathStation *tile) { return tile->objectName() == PathStation::nameFor(station); });
        stations_.push_back(kept == old.end() ? made(station) : *kept);
        stations_.back()->show(station);
        if (kept != old.end())
            old.erase(kept);
    }
    for (PathStation *gone : old)
        gone->deleteLater(), gone->hide(), gone->setObjectName({});
    for (std::size_t i = 1; i < stations_.size(); ++i)
        setTabOrder(stations_[i - 1], stations_[i]);
    measure_ = PathLayout::Measure::of(now, font());
    updateGeometry();
    arrange();
    if (isVisible())
        for (PathStation *tile : stations_)
            tile->show();
}

void PathView::arrange()
{
    layout_ = PathLayout::of(stations(), measure_, width());
    if (isVisible())
        setMinimumHeight(layout_.size.height()); // also for layouts that do not ask for the height for a width
    for (std::size_t i = 0; i < stations_.size(); ++i)
        stations_[i]->stand(QStyle::visualRect(layoutDirection(), rect(), layout_.tiles[i]), layout_.shape);
    update();
}

QSize PathView::sizeHint() const
{
    const int width = 48 * measure_.em;
    return {width, heightForWidth(width)};
}

QSize PathView::minimumSizeHint() const { return {PathLayout::leastWidth(measure_), measure_.tile.height()}; }

int PathView::heightForWidth(int width) const { return PathLayout::of(stations(), measure_, width).size.height(); }

void PathView::resizeEvent(QResizeEvent *) { arrange(); }

void PathView::showEvent(QShowEvent *) { arrange(); }

void PathView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    switch (event->type()) {
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::LayoutDirectionChange:
        measure_ = PathLayout::Measure::of(stations(), font());
        updateGeometry();
        arrange();
        break;
    case QEvent::PaletteChange: update(); break;
    default: break;
    }
}

void PathView::move(PathStation *from, Qt::Key arrow)
{
    if (arrow == Qt::Key_Home || arrow == Qt::Key_End)
        return (arrow == Qt::Key_Home ? stations_.front() : stations_.back())->setFocus(Qt::OtherFocusReason);
    PathStation *nearest = nullptr;
    int least = 0;
    for (PathStation *tile : stations_)
        if (const auto off = detour(from->geometry(), tile->geometry(), arrow); off && (!nearest || *off < least)) {
            nearest = tile;
            least = *off;
        }
    if (nearest)
        nearest->setFocus(Qt::OtherFocusReason);
}

void PathView::drawLinks(QPainter &painter) const
{
    painter.save();
    if (layoutDirection() == Qt::RightToLeft) {
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    const auto weight = [&](const PathLayout::Link &link) {
        const Station &to = stations_[link.to]->station();
        return to.isLit ? 2 : to.state == State::failed ? 1 : 0;
    };
    for (int turn = 0; turn <= 2; ++turn) // what is lit lies on top
        for (const PathLayout::Link &link : layout_.links)
            if (const Station &to = stations_[link.to]->station(); weight(link) == turn)
                drawLink(painter, {link.points, to.state, to.isLit}, palette(), measure_.em);
    painter.restore();
}

void PathView::drawWords(QPainter &painter) const
{
    const auto mirrored = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(palette().color(QPalette::WindowText));
    const auto align = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading) | Qt::AlignVCenter | Qt::TextWordWrap);
    for (const auto &[lane, place] : layout_.captions)
        painter.drawText(mirrored(place), align, diagnosis::captionFor(lane));
    for (std::size_t i = 0; i < stations_.size(); ++i) {
        const Station &station = stations_[i]->station();
        QFont fine = smallFont(font());
        fine.setWeight(station.state == State::failed ? QFont::Bold : QFont::Normal);
        painter.setFont(fine);
        PathInk ink = inkFor(station.state, palette());
        painter.setPen(station.state == State::failed ? ink.faint : palette().color(QPalette::WindowText));
        painter.drawText(mirrored(layout_.labels[i]), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, station.label);
    }
}

void PathView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawLinks(painter);
    drawWords(painter);
}

} // namespace mailwalk::wizard
