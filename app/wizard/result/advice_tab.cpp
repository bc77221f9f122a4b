#include "wizard/result/advice_tab.h"

#include "wizard/look.h"
#include "wizard/result/label.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace mailwalk::wizard {

AdviceTab::AdviceTab(QWidget *parent) : QWidget(parent), parts_(new QWidget), letter_(new LetterPanel)
{
    auto *column = new QVBoxLayout(parts_);
    meaning_ = part("meaning", tr("What this means"));
    remedy_ = part("remedy", tr("What you can do"));
    fixers_ = part("fixers", tr("Who can fix it"));
    ways_ = part("ways", tr("The ways to the mailbox"));
    noticed_ = part("noticed", tr("Also noticed"));
    column->addStretch(1);

    auto *row = new QHBoxLayout(this);
    row->addWidget(scrolled(parts_), 1);
    row->addWidget(letter_, 1);
}

AdviceTab::Part AdviceTab::part(const char *objectName, const QString &heading)
{
    auto *above = new QLabel(heading);
    QFont bold = above->font();
    bold.setBold(true);
    above->setFont(bold);
    const Part made{above, plainLabel(objectName)};
    parts_->layout()->addWidget(made.heading);
    parts_->layout()->addWidget(made.text);
    return made;
}

void AdviceTab::fill(const Part &part, const QStringList &texts)
{
    const bool isList = texts.size() > 1;
    const QString between = isList ? QStringLiteral("\n• ") : QString();
    say(part.text, (isList ? QStringLiteral("• ") : QString()) + texts.join(between));
    part.text->setAccessibleDescription(part.heading->text());
    part.heading->setVisible(!part.text->text().isEmpty());
}

void AdviceTab::show(const report::Advice &advice)
{
    fill(meaning_, {advice.meaning.join(QLatin1Char('\n'))});
    fill(remedy_, advice.remedies);
    fill(fixers_, advice.fixers);
    fill(ways_, advice.ways);
    fill(noticed_, advice.noticed);
    letter_->show(advice.letters);
}

} // namespace mailwalk::wizard
