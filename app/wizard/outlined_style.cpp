#include "wizard/outlined_style.h"

#include <QPainter>
#include <QStyleOption>

namespace mailwalk::wizard {

namespace {

constexpr int blackest = 24; // of 255: darker than this no shade of it can be told apart

bool isBlack(const QStyleOption &option) { return option.palette.window().color().lightness() < blackest; }

QPen outlineOf(const QStyleOption &option)
{
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool hasFocus = option.state & QStyle::State_HasFocus;
    const QPalette &palette = option.palette;
    return QPen(hasFocus ? palette.highlight().color() : isEnabled ? palette.windowText().color() : palette.mid().color(), 1);
}

void outline(const QStyleOption &option, QPainter &painter)
{
    painter.save();
    painter.setPen(outlineOf(option));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void ring(const QStyleOption &option, QPainter &painter)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outlineOf(option));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5));
    painter.restore();
}

} // namespace

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                  const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (!isBlack(*option))
        return;
    switch (element) {
    case PE_IndicatorRadioButton: return ring(*option, *painter);
    case PE_FrameLineEdit:
    case PE_Frame:
    case PE_FrameGroupBox:
    case PE_FrameTabWidget:
    case PE_IndicatorCheckBox:
    case PE_PanelButtonCommand: return outline(*option, *painter);
    default: return;
    }
}

void OutlinedStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                       const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_ComboBox && isBlack(*option))
        outline(*option, *painter);
}

} // namespace mailwalk::wizard
