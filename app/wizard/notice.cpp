#include "wizard/notice.h"

#include "wizard/look.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace mailwalk::wizard {

Notice::Notice(QWidget *window, QWidget *above) : QFrame(window), above_(above), text_(textLabel())
{
    setObjectName(QStringLiteral("notice"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    setForegroundRole(QPalette::ToolTipText);
    text_->setForegroundRole(QPalette::ToolTipText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *away = new QPushButton(tr("Dismiss"));
    away->setObjectName(QStringLiteral("dismiss"));
    away->setAutoDefault(false);
    connect(away, &QAbstractButton::clicked, this, &QWidget::hide);
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(text_, 1);
    layout->addWidget(away);
    window->installEventFilter(this);
    above->installEventFilter(this);
    hide();
}

void Notice::say(const QString &sentence)
{
    text_->setText(sentence);
    setAccessibleName(sentence);
    place();
    raise();
    show();
    QAccessibleEvent told(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&told);
}

bool Notice::eventFilter(QObject *watched, QEvent *event)
{
    const bool moves = event->type() == QEvent::Resize || event->type() == QEvent::Move;
    if (moves && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void Notice::place()
{
    const QRect room = parentWidget()->rect();
    const int gap = fontMetrics().height() / 2, width = room.width() - 2 * gap;
    const int height = std::max(layout()->totalHeightForWidth(width), sizeHint().height());
    const int bottom = above_->mapTo(parentWidget(), QPoint()).y() - gap;
    setGeometry(gap, bottom - height, width, height);
}

} // namespace mailwalk::wizard
