#include "wizard/wizard.h"

#include "wizard/pages/account_page.h"
#include "wizard/pages/guess_page.h"
#include "wizard/pages/how_page.h"
#include "wizard/pages/practice_page.h"
#include "wizard/pages/result_page.h"
#include "wizard/pages/symptom_page.h"
#include "wizard/pages/walking_page.h"

namespace mailwalk::wizard {

Wizard::Wizard(QWidget *parent) : QWizard(parent)
{
    setWindowTitle(tr("Mailwalk"));
    setPage(symptomPage, new SymptomPage(session_));
    setPage(accountPage, new AccountPage(session_));
    setPage(practicePage, new PracticePage(session_));
    setPage(walkingPage, new WalkingPage(session_));
    setPage(guessPage, new GuessPage(session_));
    setPage(resultPage, new ResultPage(session_));
    setPage(howPage, new HowPage(session_));
}

Wizard::~Wizard() = default;

int Wizard::nextId() const
{
    switch (currentId()) {
    case symptomPage: return session_.symptom() == Symptom::practise ? practicePage : accountPage;
    case accountPage:
    case practicePage: return walkingPage;
    case walkingPage:
    case guessPage: return resultPage;
    default: return -1;
    }
}

void Wizard::openSaved(const QString &file) { session_.open(file); }

void Wizard::walkAgain() { restart(); }

} // namespace mailwalk::wizard
