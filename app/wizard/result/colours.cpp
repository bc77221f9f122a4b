#include "wizard/result/colours.h"

#include <QGuiApplication>
#include <QPalette>

namespace mailwalk::wizard {

namespace {

// A palette of black and white alone asks for no third colour.
bool isHighContrast()
{
    const QPalette palette = QGuiApplication::palette();
    const int base = palette.color(QPalette::Base).lightness(), text = palette.color(QPalette::Text).lightness();
    return (base == 0 && text == 255) || (base == 255 && text == 0 && palette.color(QPalette::Button).lightness() == 255);
}

QColor readable(const QColor &onLight, const QColor &onDark)
{
    return QGuiApplication::palette().color(QPalette::Base).lightness() > 127 ? onLight : onDark;
}

QColor green() { return readable(QColor(0x0b, 0x6b, 0x2b), QColor(0x7a, 0xd8, 0x94)); }
QColor amber() { return readable(QColor(0x85, 0x58, 0x00), QColor(0xf0, 0xc0, 0x60)); }
QColor red() { return readable(QColor(0xa8, 0x12, 0x12), QColor(0xff, 0x9a, 0x90)); }

} // namespace

QVariant colourOf(trace::Outcome outcome)
{
    if (isHighContrast())
        return {};
    switch (outcome) {
    case trace::Outcome::passed: return green();
    case trace::Outcome::warned: return amber();
    case trace::Outcome::failed: return red();
    default: return {};
    }
}

QVariant colourOf(diagnosis::Result result)
{
    switch (result) {
    case diagnosis::Result::works: return colourOf(trace::Outcome::passed);
    case diagnosis::Result::fails: return colourOf(trace::Outcome::failed);
    case diagnosis::Result::notProven: return colourOf(trace::Outcome::warned);
    default: return {};
    }
}

QColor litBackground()
{
    if (isHighContrast()) // bold type and words tell it
        return QGuiApplication::palette().color(QPalette::Base);
    return readable(QColor(0xff, 0xe0, 0xdc), QColor(0x5a, 0x18, 0x14));
}

} // namespace mailwalk::wizard
