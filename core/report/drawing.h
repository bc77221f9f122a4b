#pragma once

#include "diagnosis/picture.h"

#include <QPointF>

/// The path picture as lines, rings and words, so that HTML and PDF show the same one. The unit is free; y grows downwards.
namespace mailwalk::report {

enum class Reading { leftToRight, rightToLeft };
enum class Align { left, middle, right };

struct Stroke {
    std::vector<QPointF> points;
    diagnosis::State tone{};
    double thickness = 2;
    bool isDashed{};
};

/// A station, with the symbol of its state inside.
struct Ring {
    QPointF centre;
    double radius{};
    diagnosis::State tone{};
    bool isLit{};
};

struct Writing {
    QPointF at; ///< on the base line
    QString text;
    diagnosis::State tone{};
    double size{}; ///< of the font
    bool isBold{};
    Align align{};
};

struct Drawing {
    Reading reading{};
    double width{}, height{};
    std::vector<Stroke> strokes;
    std::vector<Ring> rings;
    std::vector<Writing> writings;
};

Drawing drawingOf(const std::vector<diagnosis::Station> &stations, Reading reading);

/// The picture in words, for those who do not see it: "This PC: passed. Network: passed ..." Translated.
QString describe(const std::vector<diagnosis::Station> &stations);

} // namespace mailwalk::report
