#include "wizard/result/action_row.h"

#include "wizard/icon.h"
#include "wizard/result/label.h"
#include "wizard/words.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

namespace mailwalk::wizard {

using report::Masking;

ActionRow::ActionRow(QWidget *parent) : QWidget(parent), told_(plainLabel("told"))
{
    auto *row = new QHBoxLayout;
    row->addWidget(button("save", tr("Sa&ve"), saveMenu()));
    row->addWidget(button("report", tr("Re&port"), reportMenu()));
    again_ = button("again", tr("Walk a&gain"), againMenu());
    repeat_ = button("repeat", tr("Repeat thi&s walk"));
    compare_ = button("compare", tr("Compare &with …"));
    repeat_->setToolTip(tip(tr("Walks the same way many times, and shows what comes and goes.")));
    compare_->setToolTip(tip(tr("Shows this walk beside another one.")));
    connect(repeat_, &QPushButton::clicked, this, &ActionRow::toBeRepeated);
    connect(compare_, &QPushButton::clicked, this, &ActionRow::toBeCompared);
    for (QWidget *part : {again_, repeat_, compare_})
        row->addWidget(part);
    row->addWidget(told_, 1);
    row->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(row);
    told_->hide();
}

QPushButton *ActionRow::button(const char *name, const QString &text, QMenu *menu)
{
    auto *made = new QPushButton(icon(QLatin1String(name)), text);
    made->setObjectName(QLatin1String(name));
    made->setMenu(menu);
    made->setAutoDefault(false);
    return made;
}

void ActionRow::addWish(QMenu *menu, const char *name, const QString &text, const Wish &wish)
{
    QAction *action = menu->addAction(text, this, [this, wish] { Q_EMIT wished(wish); });
    action->setObjectName(QLatin1String(name));
}

QMenu *ActionRow::saveMenu()
{
    auto *menu = new QMenu(this);
    addWish(menu, "save-plain", tr("&Everything, to open it again or for your own helpdesk…"), {Form::json, Masking::none});
    addWish(menu, "save-masked", tr("With names and addresses &masked…"), {Form::json, Masking::masked});
    return menu;
}

QMenu *ActionRow::reportMenu()
{
    auto *menu = new QMenu(this);
    addWish(menu, "report-html", tr("&Web page (HTML)…"), {Form::html, Masking::none});
    addWish(menu, "report-pdf", tr("&PDF…"), {Form::pdf, Masking::none});
    addWish(menu, "report-text", tr("&Text…"), {Form::text, Masking::none});
    menu->addSeparator();
    addWish(menu, "report-html-masked", tr("Web page, names and addresses masked…"), {Form::html, Masking::masked});
    addWish(menu, "report-pdf-masked", tr("PDF, names and addresses masked…"), {Form::pdf, Masking::masked});
    addWish(menu, "report-text-masked", tr("Text, names and addresses masked…"), {Form::text, Masking::masked});
    menu->addSeparator();
    QAction *copy = menu->addAction(tr("&Copy the report as text"), this, &ActionRow::toBeCopied);
    copy->setObjectName(QStringLiteral("copy-report"));
    return menu;
}

QMenu *ActionRow::againMenu()
{
    auto *menu = new QMenu(this);
    all_ = menu->addAction(tr("&All of it"), this, [this] { Q_EMIT again(Again::all); });
    all_->setObjectName(QStringLiteral("again-all"));
    failedWay_ =
        menu->addAction(tr("Only the way that &failed, from the failing step"), this, [this] { Q_EMIT again(Again::failedWay); });
    failedWay_->setObjectName(QStringLiteral("again-failed"));
    return menu;
}

void ActionRow::offer(Again which, bool isOffered)
{
    (which == Again::all ? all_ : failedWay_)->setEnabled(isOffered);
    again_->setEnabled(all_->isEnabled() || failedWay_->isEnabled());
}

void ActionRow::offerRepeat(bool isOffered) { repeat_->setEnabled(isOffered); }

void ActionRow::say(const QString &sentence)
{
    wizard::say(told_, sentence);
    QAccessibleEvent alert(told_, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace mailwalk::wizard
