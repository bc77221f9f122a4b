#include "wizard/pages/symptom_page.h"

#include "wizard/choice_button.h"
#include "wizard/look.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace mailwalk::wizard {

SymptomPage::SymptomPage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("symptom"));
    setTitle(tr("What is wrong?"));
    setSubTitle(
        tr("Choose what fits best. Mailwalk only looks: it changes nothing on this computer and nothing in your mailbox."));
    auto *content = new QWidget;
    auto *entries = new QVBoxLayout(content);
    entries->setContentsMargins({});
    addTroubles(entries);
    entries->addWidget(others());
    entries->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(scrolled(content));
}

void SymptomPage::addTroubles(QVBoxLayout *layout)
{
    layout->addWidget(entry(Symptom::newProfile, "new-profile", "new-profile", tr("&Outlook cannot set up my account"),
                            tr("Walks from your e-mail address to your mailbox, as Outlook does, and shows where it stops.")));
    layout->addWidget(entry(Symptom::usedToWork, "used-to-work", "broken-link", tr("It &worked, and now it does not connect"),
                            tr("Walks the shorter way that Outlook takes once an account has been set up.")));
    layout->addWidget(entry(Symptom::onlySometimes, "only-sometimes", "repeat", tr("It works only &sometimes"),
                            tr("Walks many times, and names the step and the machine that come and go.")));
    layout->addWidget(entry(Symptom::oneAccount, "one-account", "compare", tr("I can set up one &account here, but not another"),
                            tr("Walk with the one that fails, then with the one that works, and see where they part.")));
    layout->addWidget(entry(Symptom::portsOnly, "ports-only", "ports", tr("I only want to know which &ports are needed"),
                            tr("For whoever looks after the firewall. Needs no account and no network.")));
}

QWidget *SymptomPage::others()
{
    auto *row = new QWidget;
    auto *layout = new QVBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(entry(Symptom::howItConnects, "how-it-connects", "steps", tr("Show me &how it connects"),
                            tr("Both ways side by side, step by step. Needs no account.")));
    ChoiceButton *saved =
        button("open-saved", "folder", tr("Open a sa&ved walk"), tr("A file that you kept, or that somebody sent you."));
    connect(saved, &QAbstractButton::clicked, this, &SymptomPage::openAsked);
    layout->addWidget(saved);
    layout->addWidget(entry(Symptom::practise, "practise", "practise", tr("P&ractise with a made-up company"),
                            tr("Break something on purpose and see what it looks like. Needs no account and no network.")));
    return row;
}

ChoiceButton *SymptomPage::button(const char *name, const char *picture, const QString &title, const QString &line)
{
    auto *made = new ChoiceButton(QLatin1String(picture), title, line);
    made->setObjectName(QLatin1String(name));
    return made;
}

ChoiceButton *SymptomPage::entry(Symptom symptom, const char *name, const char *picture, const QString &title,
                                 const QString &line)
{
    ChoiceButton *made = button(name, picture, title, line);
    connect(made, &QAbstractButton::clicked, this, [this, symptom] { goOn(symptom); });
    return made;
}

void SymptomPage::initializePage() { findChild<ChoiceButton *>()->setFocus(); }

void SymptomPage::goOn(Symptom symptom)
{
    session_.choose(symptom);
    session_.takeAside(); // what was to be compared was another story
    Q_EMIT wentOn();
}

} // namespace mailwalk::wizard
