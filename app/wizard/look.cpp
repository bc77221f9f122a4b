#include "wizard/look.h"

#include "wizard/session.h"

#include <QApplication>
#include <QLabel>
#include <QScrollArea>
#include <QVariant>

namespace mailwalk::wizard {

namespace {

constexpr double largeType = 1.35;
constexpr const char *programFont = "mailwalkProgramFont"; ///< before the type was made large
constexpr const char *ownSize = "mailwalkOwnSize";         ///< points, before the type was made large

QFont withSize(QFont font, double points)
{
    font.setPointSizeF(points);
    return font;
}

// A widget with a size of its own does not follow the program's font.
bool hasOwnSize(const QWidget &widget)
{
    return widget.testAttribute(Qt::WA_SetFont) && (widget.font().resolveMask() & QFont::SizeResolved);
}

void enlarge(QWidget &widget)
{
    widget.setProperty(ownSize, widget.font().pointSizeF());
    widget.setFont(withSize(widget.font(), widget.font().pointSizeF() * largeType));
}

// One that has come since then has taken its size from the large type.
void restore(QWidget &widget)
{
    const QVariant before = widget.property(ownSize);
    widget.setFont(withSize(widget.font(), before.isValid() ? before.toDouble() : widget.font().pointSizeF() / largeType));
    widget.setProperty(ownSize, {});
}

} // namespace

QLabel *textLabel(const QString &text, double size)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (size != 1.0)
        label->setFont(withSize(label->font(), label->font().pointSizeF() * size));
    return label;
}

QScrollArea *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

void setLargeType(QWidget &window, Sharing sharing)
{
    const bool isOn = sharing == Sharing::on, wasOn = qApp->property(programFont).isValid();
    if (isOn == wasOn)
        return;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (hasOwnSize(*widget))
            isOn ? enlarge(*widget) : restore(*widget);
    }
    const QFont before = wasOn ? qApp->property(programFont).value<QFont>() : QApplication::font();
    qApp->setProperty(programFont, isOn ? QVariant(before) : QVariant());
    QApplication::setFont(isOn ? withSize(before, before.pointSizeF() * largeType) : before);
}

bool isDark(const QWidget &widget)
{
    return widget.palette().color(QPalette::Window).lightness() < widget.palette().color(QPalette::WindowText).lightness();
}

} // namespace mailwalk::wizard
