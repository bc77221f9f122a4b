#include "wizard/wizard.h"

#include "wizard/about_box.h"
#include "wizard/files.h"
#include "wizard/icon.h"
#include "wizard/look.h"
#include "wizard/notice.h"
#include "wizard/pages/account_page.h"
#include "wizard/pages/guess_page.h"
#include "wizard/pages/how_page.h"
#include "wizard/pages/practice_page.h"
#include "wizard/pages/result_page.h"
#include "wizard/pages/symptom_page.h"
#include "wizard/pages/walking_page.h"

#include <QAbstractButton>
#include <QAction>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>

namespace mailwalk::wizard {

namespace {

// The one file that is dragged; nothing for several, or for none of this computer.
QString fileIn(const QMimeData *dragged)
{
    const QList<QUrl> urls = dragged->urls();
    return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

QList<QWizard::WizardButton> buttonsOf(int page)
{
    // The first page's entries lead on by themselves, and so does a walk that ends.
    if (page == Wizard::symptomPage)
        return {QWizard::CustomButton1, QWizard::Stretch, QWizard::CancelButton};
    if (page == Wizard::walkingPage)
        return {QWizard::CustomButton1, QWizard::Stretch, QWizard::BackButton, QWizard::CancelButton};
    return {QWizard::CustomButton1, QWizard::Stretch, QWizard::BackButton, QWizard::NextButton, QWizard::CancelButton};
}

} // namespace

Wizard::Wizard(QWidget *parent) : QWizard(parent)
{
    setWindowTitle(tr("Mailwalk"));
    setWindowFlag(Qt::WindowContextHelpButtonHint, false);
    setWindowFlag(Qt::WindowMinMaxButtonsHint);
    setWizardStyle(QWizard::ModernStyle);
    setOptions(QWizard::NoBackButtonOnStartPage | QWizard::NoDefaultButton | QWizard::HaveCustomButton1);
    setTitleFormat(Qt::PlainText);
    setSubTitleFormat(Qt::PlainText);
    setAcceptDrops(true);
    addButtons();
    addPages();
    notice_ = new Notice(this, button(QWizard::CancelButton));
    connect(this, &QWizard::currentIdChanged, this, &Wizard::arrange);
    connect(&session_, &Session::ended, this, [this] {
        if (session_.symptom() == Symptom::openSaved && currentId() != walkingPage)
            goTo(resultPage);
        arrange();
    });
    connect(&session_, &Session::troubled, this, [this](const QString &sentence) {
        if (currentId() != walkingPage)
            notice_->say(sentence);
    });
    connect(&session_, &Session::sharingChanged, this, &Wizard::share);
    preferences_.restoreWindow(*this);
}

Wizard::~Wizard() { setLargeType(*this, Sharing::off); }

void Wizard::addPages()
{
    auto *symptoms = new SymptomPage(session_);
    connect(symptoms, &SymptomPage::wentOn, this, &QWizard::next);
    connect(symptoms, &SymptomPage::openAsked, this, &Wizard::askForSaved);
    setPage(symptomPage, symptoms);
    setPage(accountPage, new AccountPage(session_));
    setPage(practicePage, new PracticePage(session_));
    setPage(walkingPage, new WalkingPage(session_));
    setPage(guessPage, new GuessPage(session_));
    setPage(resultPage, new ResultPage(session_));
    setPage(howPage, new HowPage(session_));
}

void Wizard::addButtons()
{
    auto *open = new QPushButton(tr("&Menu"));
    open->setObjectName(QStringLiteral("menu"));
    open->setAutoDefault(false);
    open->setMenu(menu());
    setButton(QWizard::CustomButton1, open);
    setButtonText(QWizard::CancelButton, tr("&Close"));
    setButtonText(QWizard::BackButton, tr("&Back"));
    setButtonText(QWizard::NextButton, tr("&Next"));
    button(QWizard::BackButton)->setObjectName(QStringLiteral("back"));
    button(QWizard::NextButton)->setObjectName(QStringLiteral("next"));
    button(QWizard::CancelButton)->setObjectName(QStringLiteral("close"));
    disconnect(button(QWizard::BackButton), nullptr, this, nullptr);
    connect(button(QWizard::BackButton), &QAbstractButton::clicked, this, &Wizard::goBack);
    connect(new QShortcut(QKeySequence::Quit, this), &QShortcut::activated, this, &QWidget::close);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
}

QAction *Wizard::action(const char *name, const QString &title, const QKeySequence &keys)
{
    auto *made = new QAction(title, this);
    made->setObjectName(QLatin1String(name));
    made->setShortcut(keys);
    addAction(made); // so that the keys work without the menu
    return made;
}

QMenu *Wizard::menu()
{
    auto *menu = new QMenu(this);
    open_ = action("open-action", tr("&Open a saved walk …"), QKeySequence::Open);
    save_ = action("save-action", tr("&Save this walk …"), QKeySequence::Save);
    report_ = action("report-action", tr("Write a &report …"), QKeySequence::Print);
    sharing_ = action("sharing-action", tr("Screen-sharing &mode"), Qt::Key_F9);
    sharing_->setCheckable(true);
    QAction *about = action("about-action", tr("&About Mailwalk"), {});
    menu->addActions({open_, save_, report_});
    menu->addSeparator();
    menu->addAction(sharing_);
    menu->addSeparator();
    menu->addAction(about);
    connect(open_, &QAction::triggered, this, &Wizard::askForSaved);
    connect(save_, &QAction::triggered, this, [this] { press("save"); });
    connect(report_, &QAction::triggered, this, [this] { press("report"); });
    connect(sharing_, &QAction::toggled, this, [this](bool on) { session_.setSharing(on ? Sharing::on : Sharing::off); });
    connect(about, &QAction::triggered, this, &Wizard::showAbout);
    connect(&session_, &Session::began, this, &Wizard::arrange);
    return menu;
}

int Wizard::nextId() const
{
    switch (currentId()) {
    case symptomPage:
        switch (session_.symptom()) {
        case Symptom::practise: return practicePage;
        case Symptom::howItConnects: return howPage;
        case Symptom::openSaved: return resultPage;
        default: return accountPage;
        }
    case accountPage:
    case practicePage: return walkingPage;
    case walkingPage: return isSurprise() && GuessPage::hasRiddle(session_) ? guessPage : resultPage;
    case guessPage: return resultPage;
    default: return -1;
    }
}

bool Wizard::isSurprise() const
{
    return session_.practised() && static_cast<const PracticePage *>(page(practicePage))->isSurprise();
}

// A walk that has ended is no place to go back to.
void Wizard::goBack()
{
    do
        back();
    while (currentId() == walkingPage || currentId() == guessPage);
}

void Wizard::goTo(Page page)
{
    restart();
    setCurrentId(page);
}

void Wizard::walkAgain()
{
    const bool isPractice = session_.practised().has_value();
    if (isPractice)
        session_.choose(Symptom::practise);
    else if (session_.symptom() == Symptom::openSaved || session_.symptom() == Symptom::practise)
        session_.choose(Symptom::newProfile);
    goTo(isPractice ? practicePage : accountPage);
}

void Wizard::askForSaved()
{
    if (const QString file = askForWalk(this, preferences_); !file.isEmpty())
        openSaved(file);
}

void Wizard::openSaved(const QString &file)
{
    if (session_.isWalking())
        return;
    notice_->hide();
    session_.choose(Symptom::openSaved);
    session_.open(file);
}

void Wizard::press(const char *button)
{
    if (auto *pressed = page(resultPage)->findChild<QAbstractButton *>(QLatin1String(button)))
        pressed->click();
}

void Wizard::showAbout()
{
    auto *about = new AboutBox(this);
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->open();
}

void Wizard::share()
{
    const bool isShared = session_.sharing() == Sharing::on;
    sharing_->setChecked(isShared);
    setWindowTitle(isShared ? tr("Mailwalk: names are hidden for screen sharing") : tr("Mailwalk"));
    setLargeType(*this, session_.sharing());
}

void Wizard::arrange()
{
    setButtonLayout(buttonsOf(currentId()));
    const bool hasResult = currentId() == resultPage && session_.told();
    open_->setEnabled(!session_.isWalking());
    save_->setEnabled(hasResult);
    report_->setEnabled(hasResult);
    for (QWidget *part : currentPage() ? currentPage()->findChildren<QWidget *>() : QList<QWidget *>())
        part->setAcceptDrops(false); // a file that is dropped is meant for the window
}

void Wizard::done(int result)
{
    preferences_.keepWindow(*this);
    session_.stop();
    QWizard::done(result);
}

// A stray Escape must not lose what was found; the walking page stops its walk by it.
void Wizard::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Cancel))
        notice_->hide();
    else
        QWizard::keyPressEvent(event);
}

void Wizard::dragEnterEvent(QDragEnterEvent *event)
{
    if (!session_.isWalking() && !fileIn(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void Wizard::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    openSaved(fileIn(event->mimeData()));
}

} // namespace mailwalk::wizard
