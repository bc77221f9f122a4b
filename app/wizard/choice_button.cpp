#include "wizard/choice_button.h"

#include "wizard/icon.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace mailwalk::wizard {

namespace {

constexpr int anyHeight = 10000;
constexpr int wraps = Qt::TextWordWrap | Qt::TextShowMnemonic;

QColor mixed(const QColor &one, const QColor &other, double share)
{
    const auto part = [share](int a, int b) { return int(a + (b - a) * share); };
    return QColor(part(one.red(), other.red()), part(one.green(), other.green()), part(one.blue(), other.blue()));
}

} // namespace

ChoiceButton::ChoiceButton(const QString &picture, const QString &title, const QString &line, QWidget *parent)
    : QCommandLinkButton(title, line, parent)
{
    setIcon(wizard::icon(picture));
    setAccessibleDescription(line);
    setAutoDefault(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QFont ChoiceButton::titleFont() const
{
    QFont bold = font();
    bold.setBold(true);
    return bold;
}

QRect ChoiceButton::textPart(int width) const
{
    const int start = 2 * space() + iconSide() + space() / 2;
    return {start, space(), std::max(1, width - start - space()), anyHeight};
}

QRect ChoiceButton::measured(const QFont &font, const QString &text, int width) const
{
    return QFontMetrics(font, this).boundingRect(QRect(0, 0, width, anyHeight), wraps, text);
}

int ChoiceButton::heightForWidth(int width) const
{
    const int room = textPart(width).width();
    const int text = measured(titleFont(), this->text(), room).height() + measured(font(), description(), room).height();
    return std::max(text, iconSide()) + 2 * space();
}

QSize ChoiceButton::sizeHint() const
{
    const int width = fontMetrics().averageCharWidth() * 70;
    return {width, heightForWidth(width)};
}

QSize ChoiceButton::minimumSizeHint() const
{
    const int width = fontMetrics().averageCharWidth() * 20;
    return {width, heightForWidth(std::max(this->width(), width))};
}

void ChoiceButton::paintPanel(QPainter &painter) const
{
    const QPalette &colours = palette();
    const QColor accent = colours.color(QPalette::Highlight), base = colours.color(QPalette::Base);
    const QColor ink = colours.color(QPalette::Text);
    const bool isMet = underMouse() || hasFocus();
    const double tint = isDown() ? 0.30 : underMouse() ? 0.14 : 0.0;
    const double thick = hasFocus() ? 2.0 : 1.0;
    painter.setBrush(isEnabled() ? mixed(base, accent, tint) : colours.color(QPalette::Window));
    painter.setPen(QPen(isMet ? accent : mixed(base, ink, 0.28), thick));
    const double half = thick / 2, round = space() / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), round, round);
}

void ChoiceButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPanel(painter);
    const auto mirrored = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    const int side = iconSide();
    QPushButton::icon().paint(&painter, mirrored({space() + space() / 4, (height() - side) / 2, side, side}), Qt::AlignCenter,
                              isEnabled() ? QIcon::Normal : QIcon::Disabled);

    const int align = wraps | int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading | Qt::AlignTop));
    QRect room = textPart(width());
    const int title = measured(titleFont(), text(), room.width()).height();
    const int line = measured(font(), description(), room.width()).height();
    room.moveTop((height() - title - line) / 2);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Text));
    painter.setFont(titleFont());
    painter.drawText(mirrored(QRect(room.left(), room.top(), room.width(), title)), align, text());
    painter.setFont(font());
    painter.drawText(mirrored(QRect(room.left(), room.top() + title, room.width(), line)), align & ~Qt::TextShowMnemonic,
                     description());
}

// Wrapped text of another size has another height.
void ChoiceButton::changeEvent(QEvent *event)
{
    QCommandLinkButton::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
}

void ChoiceButton::enterEvent(QEnterEvent *event)
{
    QCommandLinkButton::enterEvent(event);
    update();
}

void ChoiceButton::leaveEvent(QEvent *event)
{
    QCommandLinkButton::leaveEvent(event);
    update();
}

} // namespace mailwalk::wizard
