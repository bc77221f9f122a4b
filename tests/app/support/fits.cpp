#include "support/fits.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QCommandLinkButton>
#include <QLabel>
#include <QLineEdit>
#include <QSizeGrip>
#include <QTabBar>
#include <QTextDocument>
#include <QToolButton>

namespace mailwalk::test {

namespace {

constexpr int slack = 2; ///< pixels, for a style's rounding

QString nameOf(const QWidget &widget)
{
    QString name = QLatin1String(widget.metaObject()->className()) + QLatin1Char(' ') + widget.objectName();
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        name += QStringLiteral(" \"%1\"").arg(label->text().left(40));
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        name += QStringLiteral(" \"%1\"").arg(button->text().left(40));
    return name;
}

bool isCut(const QLabel &label)
{
    if (label.text().isEmpty())
        return false;
    if (label.wordWrap())
        return label.heightForWidth(label.width()) > label.height() + slack;
    return label.sizeHint().width() > label.width() + slack || label.sizeHint().height() > label.height() + slack;
}

bool isCut(const QAbstractButton &button)
{
    if (button.text().isEmpty() || !button.toolTip().isEmpty())
        return false;
    if (const auto *link = qobject_cast<const QCommandLinkButton *>(&button))
        return static_cast<const QWidget *>(link)->heightForWidth(link->width()) > link->height() + slack;
    if (const auto *tool = qobject_cast<const QToolButton *>(&button); tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly)
        return false;
    return button.fontMetrics().size(Qt::TextShowMnemonic, button.text()).width() > button.width();
}

bool isCut(const QLineEdit &field)
{
    return field.text().isEmpty() && field.toolTip().isEmpty() &&
           field.fontMetrics().horizontalAdvance(field.placeholderText()) > field.width() - slack;
}

bool isCut(const QTabBar &tabs)
{
    for (int i = 0; i < tabs.count(); ++i)
        if (tabs.isTabVisible(i) && !tabs.rect().adjusted(-slack, -slack, slack, slack).contains(tabs.tabRect(i)))
            return true;
    return false;
}

bool isCut(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        return isCut(*label);
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return isCut(*button);
    if (const auto *field = qobject_cast<const QLineEdit *>(&widget))
        return isCut(*field);
    const auto *tabs = qobject_cast<const QTabBar *>(&widget);
    return tabs && isCut(*tabs);
}

// Whatever lies in something that scrolls can be brought to the eye.
bool scrolls(const QWidget &widget, const QWidget &window)
{
    for (const QWidget *parent = widget.parentWidget(); parent && parent != &window; parent = parent->parentWidget())
        if (qobject_cast<const QAbstractScrollArea *>(parent))
            return true;
    return false;
}

QRect placeOf(const QWidget &widget, const QWidget &window) { return {widget.mapTo(&window, QPoint()), widget.size()}; }

bool isOutside(const QWidget &widget, const QWidget &window)
{
    return !scrolls(widget, window) && !window.rect().adjusted(-1, -1, 1, 1).contains(placeOf(widget, window));
}

bool saysSomething(const QWidget &widget)
{
    const auto *label = qobject_cast<const QLabel *>(&widget);
    return (label && !label->text().isEmpty()) || qobject_cast<const QAbstractButton *>(&widget) ||
           qobject_cast<const QLineEdit *>(&widget);
}

// Siblings in one layout that lie over one another.
bool isOverlaid(const QWidget &widget)
{
    if (!widget.parentWidget() || !saysSomething(widget))
        return false;
    for (const QObject *other : widget.parentWidget()->children()) {
        const auto *sibling = qobject_cast<const QWidget *>(other);
        if (!sibling || sibling == &widget || !sibling->isVisible() || !saysSomething(*sibling))
            continue;
        const QRect both = sibling->geometry() & widget.geometry();
        if (both.width() > slack && both.height() > slack)
            return true;
    }
    return false;
}

} // namespace

QStringList unreadableIn(const QWidget &window)
{
    QStringList found;
    qsizetype said = 0;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->window() != &window || qobject_cast<const QSizeGrip *>(widget))
            continue;
        said += saysSomething(*widget);
        if (widget->size().isEmpty() && saysSomething(*widget))
            found += QStringLiteral("has no room: ") + nameOf(*widget);
        else if (isCut(*widget))
            found += QStringLiteral("is cut: ") + nameOf(*widget);
        if (isOutside(*widget, window))
            found += QStringLiteral("lies outside: ") + nameOf(*widget);
        if (isOverlaid(*widget))
            found += QStringLiteral("lies over another: ") + nameOf(*widget);
    }
    if (said < 3)
        found += QStringLiteral("says nothing");
    return found;
}

} // namespace mailwalk::test
