#pragma once

#include "diagnosis/picture.h"

#include <QFont>
#include <QPolygon>
#include <QRect>

namespace mailwalk::wizard {

/// Where the stations of the path picture stand, for a width; left to right, to be mirrored by who draws.
struct PathLayout {
    /// fork: the lanes branch off to the side of the shared row; rows: below it; columns: everything from top to bottom, each
    /// station a broad tile, for narrow windows and large type.
    enum class Shape { fork, rows, columns };

    /// The sizes everything is made of, from the font and from the longest captions.
    struct Measure {
        int em = 0;                             ///< height of a line
        QSize tile, plank;                      ///< least sizes of an upright tile and of a broad one
        int tallPlank = 0;                      ///< height of a broad tile with two lines below its caption
        int gap = 0;                            ///< least room for a connection
        int label = 0;                          ///< height of what is said below an upright tile
        int caption = 0;                        ///< height of a lane's caption
        int step() const { return 3 * em / 2; } ///< room for a connection between broad tiles
        static Measure of(const std::vector<diagnosis::Station> &stations, const QFont &font);
    };

    /// A connection, and the station that it leads to; the last part of it is where it may be broken.
    struct Link {
        std::size_t to = 0;
        QPolygon points;
    };

    Shape shape = Shape::rows;
    std::vector<QRect> tiles, labels; ///< in the order of the stations; no labels in columns
    std::vector<std::pair<trace::Transport, QRect>> captions;
    std::vector<Link> links;
    QSize size; ///< the room it takes

    static PathLayout of(const std::vector<diagnosis::Station> &stations, const Measure &measure, int width);
    static int leastWidth(const Measure &measure);
};

QFont smallFont(const QFont &font); ///< of states and labels

} // namespace mailwalk::wizard
