#include "wizard/picture/path_ink.h"

#include <QtMath>

namespace mailwalk::wizard {

using diagnosis::State;

namespace {

qreal linear(qreal channel) { return channel <= 0.03928 ? channel / 12.92 : qPow((channel + 0.055) / 1.055, 2.4); }

qreal luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

QColor mixed(const QColor &a, const QColor &b, qreal part)
{
    return QColor::fromRgbF(float(a.redF() + (b.redF() - a.redF()) * part), float(a.greenF() + (b.greenF() - a.greenF()) * part),
                            float(a.blueF() + (b.blueF() - a.blueF()) * part));
}

// Towards black or white, whichever stands out from the ground, until it does.
QColor readable(QColor colour, const QColor &ground, qreal least)
{
    const QColor far = luminance(ground) > 0.18 ? Qt::black : Qt::white;
    for (int step = 0; step < 20 && contrast(colour, ground) < least; ++step)
        colour = mixed(colour, far, 0.1);
    return colour;
}

QColor hueFor(State state, const QPalette &palette)
{
    switch (state) {
    case State::passed: return QColor(0x2e, 0x9e, 0x5b);
    case State::warned: return QColor(0xd8, 0x8a, 0x00);
    case State::failed: return QColor(0xd3, 0x2f, 0x2f);
    case State::asking: return palette.color(QPalette::Highlight);
    case State::notReached:
    case State::notRun:
    case State::notNeeded: break;
    }
    return mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.45);
}

qreal tintFor(State state)
{
    switch (state) {
    case State::failed: return 0.14;
    case State::asking: return 0.12;
    case State::passed:
    case State::warned: return 0.09;
    default: return 0;
    }
}

PathInk plainInk(State state, const QPalette &palette)
{
    const QColor ground = palette.color(QPalette::Window), text = palette.color(QPalette::WindowText);
    const bool isStrong = state == State::failed || state == State::asking;
    return {ground, text, text, text, isStrong ? text : ground, isStrong ? ground : text, isStrong ? 3.0 : 2.0};
}

} // namespace

qreal contrast(const QColor &a, const QColor &b)
{
    const qreal x = luminance(a), y = luminance(b);
    return (qMax(x, y) + 0.05) / (qMin(x, y) + 0.05);
}

bool isHighContrast(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Window);
    return window == palette.color(QPalette::Base) && window == palette.color(QPalette::Button) &&
           contrast(window, palette.color(QPalette::WindowText)) > 15;
}

PathInk inkFor(State state, const QPalette &palette)
{
    if (isHighContrast(palette))
        return plainInk(state, palette);
    const QColor hue = hueFor(state, palette);
    const bool isQuiet = tintFor(state) == 0;
    PathInk ink;
    ink.fill = isQuiet ? mixed(palette.color(QPalette::Window), palette.color(QPalette::Base), 0.5)
                       : mixed(palette.color(QPalette::Base), hue, tintFor(state));
    ink.edge = readable(hue, palette.color(QPalette::Window), 3);
    const QColor text = palette.color(QPalette::WindowText);
    ink.text = readable(isQuiet ? mixed(text, ink.fill, 0.25) : text, ink.fill, 4.5);
    ink.faint = readable(isQuiet ? mixed(text, ink.fill, 0.3) : hue, ink.fill, 4.5);
    ink.badge = isQuiet ? ink.fill : readable(hue, ink.fill, 3);
    ink.sign = isQuiet ? readable(hue, ink.fill, 4.5) : readable(palette.color(QPalette::Base), ink.badge, 3);
    ink.thick = state == State::failed ? 2 : state == State::asking ? 1.6 : 1;
    return ink;
}

} // namespace mailwalk::wizard
