#include "wizard/result/label.h"

#include "wizard/words.h"

namespace mailwalk::wizard {

QLabel *plainLabel(const char *objectName, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(objectName));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::StrongFocus);
    return label;
}

void say(QLabel *label, const QString &text)
{
    label->setText(breakable(text));
    label->setAccessibleName(text);
    label->setVisible(!text.isEmpty());
}

void enlarge(QWidget *widget, const QFont &ordinary, double times)
{
    QFont font = ordinary;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * times);
    else
        font.setPixelSize(int(font.pixelSize() * times));
    widget->setFont(font);
}

} // namespace mailwalk::wizard
