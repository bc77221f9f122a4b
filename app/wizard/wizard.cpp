#include "wizard/wizard.h"

#include "report/json.h"
#include "wizard/about_box.h"
#include "wizard/files.h"
#include "wizard/icon.h"
#include "wizard/look.h"
#include "wizard/notice.h"
#include "wizard/pages/account_page.h"
#include "wizard/pages/compare_page.h"
#include "wizard/pages/guess_page.h"
#include "wizard/pages/how_page.h"
#include "wizard/pages/ports_page.h"
#include "wizard/pages/practice_page.h"
#include "wizard/pages/repeat_page.h"
#include "wizard/pages/result_page.h"
#include "wizard/pages/symptom_page.h"
#include "wizard/pages/walking_page.h"
#include "wizard/result/again.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>

namespace mailwalk::wizard {

namespace {

constexpr double titleSize = 1.5;
constexpr const char *subTitleLabel = "mailwalkSubTitle";

constexpr int mostDropped = 2; ///< files: one to be opened, two to be compared

// Of this computer; nothing for more than can be taken.
QStringList filesIn(const QMimeData *dragged)
{
    QStringList files;
    for (const QUrl &url : dragged->urls())
        files += url.toLocalFile();
    return files.size() > mostDropped || files.contains(QString()) ? QStringList() : files;
}

QList<QWizard::WizardButton> buttonsOf(int page)
{
    // The first page's entries lead on by themselves, and so does a walk that ends.
    if (page == Wizard::symptomPage)
        return {QWizard::CustomButton1, QWizard::Stretch, QWizard::CancelButton};
    if (page == Wizard::walkingPage || page == Wizard::portsPage || page == Wizard::repeatPage || page == Wizard::comparePage)
        return {QWizard::CustomButton1, QWizard::Stretch, QWizard::BackButton, QWizard::CancelButton};
    return {QWizard::CustomButton1, QWizard::Stretch, QWizard::BackButton, QWizard::NextButton, QWizard::CancelButton};
}

} // namespace

Wizard::Wizard(QWidget *parent) : QWizard(parent)
{
    setWindowTitle(tr("Mailwalk"));
    setWindowFlag(Qt::WindowContextHelpButtonHint, false);
    setWindowFlag(Qt::WindowMinMaxButtonsHint);
    setWizardStyle(QWizard::ClassicStyle);
    // A header has room for two lines of a subtitle, in no language more: see introduce().
    setOptions(QWizard::NoBackButtonOnStartPage | QWizard::HaveCustomButton1 | QWizard::IgnoreSubTitles);
    setTitleFormat(Qt::PlainText);
    setAcceptDrops(true);
    addButtons();
    addPages();
    notice_ = new Notice(this, button(QWizard::CancelButton));
    connect(this, &QWizard::currentIdChanged, this, &Wizard::arrange);
    connect(&session_, &Session::ended, this, [this] {
        if (!session_.file().isEmpty())
            session_.choose(Symptom::openSaved); // not before: a file that cannot be read changes nothing
        const bool isOwn = session_.file().isEmpty();
        if (isOwn ? currentId() == repeatPage : currentId() != walkingPage) // one of many walks, or a saved one
            goTo(resultPage);
        arrange();
    });
    connect(&session_, &Session::repeatsOpened, this, [this] { goTo(repeatPage); });
    connect(&session_, &Session::troubled, this, [this](const QString &sentence) {
        if (currentId() != walkingPage)
            notice_->say(session_.sharing() == Sharing::on ? tr("That file is no walk that can be read.") : sentence);
        arrange();
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
    setPage(portsPage, new PortsPage(session_));
    auto *repeat = new RepeatPage(session_);
    connect(repeat, &RepeatPage::toBeShown, &session_, &Session::showWalk);
    setPage(repeatPage, repeat);
    auto *compare = new ComparePage(session_);
    connect(compare, &ComparePage::otherWished, this, &Wizard::walkOther);
    setPage(comparePage, compare);
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
    compare_ = action("compare-action", tr("&Compare two walks …"), {});
    save_ = action("save-action", tr("&Save this walk …"), QKeySequence::Save);
    report_ = action("report-action", tr("Write a &report …"), QKeySequence::Print);
    sharing_ = action("sharing-action", tr("Screen-sharing &mode"), Qt::Key_F9);
    sharing_->setCheckable(true);
    QAction *about = action("about-action", tr("&About Mailwalk"), {});
    menu->addActions({open_, compare_, save_, report_});
    menu->addSeparator();
    menu->addAction(sharing_);
    menu->addSeparator();
    menu->addAction(about);
    connect(open_, &QAction::triggered, this, &Wizard::askForSaved);
    connect(compare_, &QAction::triggered, this, &Wizard::compare);
    connect(save_, &QAction::triggered, this, [this] { press("save-plain"); });
    connect(report_, &QAction::triggered, this, [this] { press("report-html"); });
    connect(sharing_, &QAction::toggled, this, [this](bool on) { session_.setSharing(on ? Sharing::on : Sharing::off); });
    connect(about, &QAction::triggered, this, &Wizard::showAbout);
    connect(&session_, &Session::began, this, &Wizard::arrange);
    return menu;
}

int Wizard::nextId() const
{
    if (beside_)
        return *beside_;
    switch (currentId()) {
    case symptomPage:
        switch (session_.symptom()) {
        case Symptom::practise: return practicePage;
        case Symptom::howItConnects: return howPage;
        case Symptom::portsOnly: return portsPage;
        case Symptom::openSaved: return resultPage;
        default: return accountPage;
        }
    case accountPage:
    case practicePage: return session_.symptom() == Symptom::onlySometimes ? repeatPage : walkingPage;
    case walkingPage:
        if (session_.isSetAside())
            return comparePage;
        return isSurprise() && GuessPage::hasRiddle(session_) ? guessPage : resultPage;
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

void Wizard::turnTo(Page page)
{
    beside_ = page;
    next();
    beside_.reset();
}

void Wizard::goTo(Page page)
{
    restart();
    setCurrentId(page);
}

// As the walk that is shown was meant, be it one's own or one that was opened.
void Wizard::walkAgain()
{
    const Told *told = session_.told();
    const bool isPractice = session_.practised().has_value();
    if (isPractice)
        session_.choose(Symptom::practise);
    else if (told && told->document.trace.asked.profile == path::nameOf(path::Profile::finished))
        session_.choose(Symptom::usedToWork);
    else if (session_.symptom() != Symptom::oneAccount && session_.symptom() != Symptom::onlySometimes)
        session_.choose(Symptom::newProfile);
    goTo(isPractice ? practicePage : accountPage);
}

void Wizard::walkOther()
{
    session_.setAside();
    const Told *told = session_.told();
    const bool isPractice = session_.practised().has_value();
    if (told && !isPractice && report::maskingOf(told->document) == report::Masking::none) {
        path::Request request = sameAgain(told->document.trace);
        request.address.reset();
        request.mailbox.reset();
        session_.propose(std::move(request));
    }
    session_.choose(isPractice ? Symptom::practise : Symptom::oneAccount);
    goTo(isPractice ? practicePage : accountPage);
}

// Wherever one is; Back leads there again, but from where a walk has ended.
void Wizard::compare()
{
    if (currentId() == walkingPage || currentId() == comparePage)
        return;
    if (hasVisitedPage(comparePage))
        return goTo(comparePage);
    turnTo(comparePage);
}

void Wizard::askForSaved()
{
    if (const QString file = askForWalk(this, preferences_); !file.isEmpty())
        openSaved(file);
}

void Wizard::openSaved(const QString &file)
{
    if (session_.isBusy())
        return notice_->say(tr("A walk is under way or being read. Open the file when that has ended."));
    notice_->hide();
    session_.open(file);
}

void Wizard::press(const char *entry)
{
    if (auto *pressed = page(resultPage)->findChild<QAction *>(QLatin1String(entry)))
        pressed->trigger();
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
    introduce(currentPage());
    const bool hasResult = currentId() == resultPage && session_.told();
    open_->setEnabled(!session_.isWalking());
    compare_->setEnabled(!session_.isWalking() && currentId() != comparePage);
    save_->setEnabled(hasResult);
    report_->setEnabled(hasResult);
    for (QWidget *part : currentPage() ? currentPage()->findChildren<QWidget *>() : QList<QWidget *>())
        part->setAcceptDrops(false); // a file that is dropped is meant for the window
}

// The subtitle as a line of the page, which wraps, below a title that grows with the window's text.
void Wizard::introduce(QWizardPage *page)
{
    auto *layout = page ? qobject_cast<QBoxLayout *>(page->layout()) : nullptr;
    if (!layout)
        return;
    auto *label = page->property(subTitleLabel).value<QLabel *>();
    if (!label && !page->subTitle().isEmpty()) {
        label = textLabel();
        label->setObjectName(QStringLiteral("subtitle"));
        layout->insertWidget(0, label);
        page->setProperty(subTitleLabel, QVariant::fromValue(label));
    }
    if (label) {
        label->setText(page->subTitle());
        label->setContentsMargins(0, 0, 0, fontMetrics().height() / 2);
    }
    for (QLabel *title : findChildren<QLabel *>())
        if (!page->title().isEmpty() && title->text() == page->title() && !page->isAncestorOf(title))
            enlarge(title);
}

void Wizard::enlarge(QLabel *title)
{
    QFont large = font();
    large.setBold(true);
    large.setPointSizeF(large.pointSizeF() * titleSize);
    title->setFont(large);
    title->setIndent(0);
}

void Wizard::done(int result)
{
    preferences_.keepWindow(*this);
    session_.stop();
    QWizard::done(result);
}

// A title has a size of its own, which does not follow the window's.
void Wizard::changeEvent(QEvent *event)
{
    QWizard::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        introduce(currentPage());
}

// A stray Escape must not lose what was found; the walking page stops its walk by it.
void Wizard::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::Cancel))
        notice_->hide();
    else if (!isEnter || !qobject_cast<QAbstractItemView *>(focusWidget())) // in a list it has chosen a row: it presses no button
        QWizard::keyPressEvent(event);
}

void Wizard::dragEnterEvent(QDragEnterEvent *event)
{
    if (!session_.isWalking() && !filesIn(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

// Two walks are to be compared, and so is one where walks are.
void Wizard::dropEvent(QDropEvent *event)
{
    const QStringList files = filesIn(event->mimeData());
    event->acceptProposedAction();
    if (files.size() == 1 && currentId() != comparePage)
        return openSaved(files.front());
    compare();
    static_cast<ComparePage *>(page(comparePage))->read(files);
}

} // namespace mailwalk::wizard
