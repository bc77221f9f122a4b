#pragma once

#include <QProxyStyle>

namespace mailwalk::wizard {

/// The platform's style, with outlines on black: Fusion makes them a darker shade of the window's colour, and there is none.
class OutlinedStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    using QProxyStyle::QProxyStyle;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget = nullptr) const override;
};

} // namespace mailwalk::wizard
