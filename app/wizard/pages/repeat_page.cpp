#include "wizard/pages/repeat_page.h"

#include "practice/organisation.h"
#include "wizard/look.h"
#include "wizard/pages/consent_panel.h"
#include "wizard/password_field.h"
#include "wizard/repeat/grid_view.h"
#include "wizard/repeat/machines.h"
#include "wizard/repeat/words.h"
#include "wizard/result/label.h"
#include "wizard/result/saving.h"
#include "wizard/words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSpinBox>
#include <QTabWidget>

namespace mailwalk::wizard {

namespace {

constexpr int fewest = 2, usual = 10;
constexpr std::size_t mostTold = 4000; ///< letters about quiet connections, in a saved series of anybody's

QPushButton *button(const char *name, const QString &text)
{
    auto *made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setAutoDefault(false);
    return made;
}

QLabel *bold(QLabel *label)
{
    QFont font;
    font.setBold(true);
    label->setFont(font);
    return label;
}

// Without an account there is nobody to sign in as.
bool wouldSignIn(const Errand &errand)
{
    return !errand.practice && !errand.request.identity && (errand.request.address || errand.request.mailbox);
}

std::string userOf(const Errand &errand)
{
    const path::Request &request = errand.request;
    return !errand.user.empty() ? errand.user : request.address ? *request.address : request.mailbox.value_or("");
}

QString whomOf(const Errand &errand)
{
    if (errand.practice)
        return RepeatPage::tr("The made-up company's %1.").arg(shown(practice::accounts().at(errand.practice->account).address));
    return RepeatPage::tr("The mailbox of %1.").arg(shown(errand.request.address.value_or(errand.request.mailbox.value_or(""))));
}

} // namespace

RepeatPage::RepeatPage(Session &session, QWidget *parent)
    : QWizardPage(parent), session_(session), whom_(plainLabel("whom")), times_(new QSpinBox), quiet_(new QComboBox),
      form_(new QFormLayout), password_(new PasswordField), start_(button("start", tr("&Start"))),
      stop_(button("stop", tr("S&top"))), show_(button("show-run", tr("Show this wa&lk"))),
      save_(button("save-series", tr("Sa&ve all …"))), consent_(new ConsentPanel), progress_(new QProgressBar), now_(textLabel()),
      sentence_(bold(plainLabel("sentence"))), culprit_(plainLabel("culprit")), durations_(plainLabel("durations")),
      quietTold_(plainLabel("quiet-told")), told_(plainLabel("told")), model_(new GridModel(this)), grid_(new GridView(model_)),
      machines_(makeMachinesTab()), escape_(new QShortcut(QKeySequence(QKeySequence::Cancel), this)), saving_(new Saving(this))
{
    setObjectName(QStringLiteral("repeat"));
    setTitle(tr("Walk many times"));
    setSubTitle(tr("The same walk again and again shows what comes and goes: at which step, and at which machine."));
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(controls());
    layout->addWidget(consent_);
    layout->addLayout(status());
    layout->addWidget(sentence_);
    layout->addWidget(culprit_);
    layout->addWidget(durations_);
    layout->addWidget(quietTold_);
    layout->addWidget(tables(), 1);
    layout->addWidget(told_);
    told_->hide();
    connectSession();
}

// The tables go after what they read.
RepeatPage::~RepeatPage()
{
    model_->show(nullptr);
    machines_->show({});
}

QLayout *RepeatPage::controls()
{
    start_->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(start_);
    buttons->addWidget(stop_);
    buttons->addStretch();
    auto *layout = new QVBoxLayout;
    layout->addLayout(fields());
    layout->addLayout(buttons);
    connect(start_, &QPushButton::clicked, this, &RepeatPage::start);
    connect(stop_, &QPushButton::clicked, this, &RepeatPage::stop);
    connect(escape_, &QShortcut::activated, this, &RepeatPage::escape);
    return layout;
}

QFormLayout *RepeatPage::fields()
{
    times_->setObjectName(QStringLiteral("times"));
    times_->setAccessibleName(tr("How many walks"));
    times_->setRange(fewest, int(evidence::mostRepeats));
    times_->setValue(usual);
    fillQuiet();
    password_->setObjectName(QStringLiteral("password"));
    password_->setAccessibleName(tr("Password"));
    password_->setPlaceholderText(tr("is kept nowhere, so it is to be typed again; may stay empty"));
    form_->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form_->addRow(whom_);
    form_->addRow(tr("How &many walks"), times_);
    form_->addRow(tr("Hold a &quiet connection"), quiet_);
    form_->addRow(tr("Pass&word"), password_);
    return form_;
}

// As long as Outlook may well have nothing to say; routers and firewalls that forget a connection do so after such times.
void RepeatPage::fillQuiet()
{
    quiet_->setObjectName(QStringLiteral("quiet"));
    quiet_->setAccessibleName(tr("Hold a quiet connection"));
    quiet_->setToolTip(tr("Once, behind the first walk that works: nothing is said for so long, and then the connection is used "
                          "again. Some firewalls forget connections on which nobody says anything."));
    quiet_->addItem(tr("no"), 0);
    quiet_->addItem(tr("1 minute"), 1);
    quiet_->addItem(tr("5 minutes"), 5);
    quiet_->addItem(tr("15 minutes"), 15);
}

QLayout *RepeatPage::status()
{
    progress_->setObjectName(QStringLiteral("progress"));
    progress_->setAccessibleName(tr("Walks done"));
    progress_->setFormat(tr("%v of %m walks"));
    now_->setObjectName(QStringLiteral("now"));
    auto *layout = new QVBoxLayout;
    layout->addWidget(progress_);
    layout->addWidget(now_);
    return layout;
}

QWidget *RepeatPage::tables()
{
    auto *byStep = new QWidget;
    auto *column = new QVBoxLayout(byStep);
    auto *row = new QHBoxLayout;
    row->addWidget(textLabel(tr("✔ passed, ! passed but odd, ✘ failed, – not run, ■ stopped; empty: not asked.")), 1);
    row->addWidget(show_);
    row->addWidget(save_);
    column->addWidget(grid_, 1);
    column->addLayout(row);
    auto *tabs = new QTabWidget;
    tabs->setObjectName(QStringLiteral("tabs"));
    tabs->addTab(byStep, tr("Step b&y step"));
    tabs->addTab(machines_, tr("Mac&hine by machine"));
    tabs->setMinimumHeight(10 * fontMetrics().lineSpacing());
    connect(show_, &QPushButton::clicked, this, &RepeatPage::showRun);
    connect(save_, &QPushButton::clicked, this, &RepeatPage::save);
    connect(saving_, &Saving::told, this, [this](const QString &sentence) { say(told_, sentence); });
    connect(grid_, &QTableView::activated, this, &RepeatPage::showRun);
    connect(grid_->selectionModel(), &QItemSelectionModel::currentChanged, this, &RepeatPage::arrange);
    return tabs;
}

void RepeatPage::connectSession()
{
    Repeating &repeating = session_.repeating();
    connect(&repeating, &Repeating::began, this, &RepeatPage::tell);
    connect(&repeating, &Repeating::glanced, this, &RepeatPage::glance);
    connect(&repeating, &Repeating::asked, this, &RepeatPage::ask);
    connect(&repeating, &Repeating::grew, this, &RepeatPage::tell);
    connect(&repeating, &Repeating::over, this, &RepeatPage::tell);
    connect(consent_, &ConsentPanel::answered, &repeating, &Repeating::answer);
    connect(&session_, &Session::sharingChanged, this, [this] {
        consent_->setMasking(session_.masking());
        tell();
    });
}

void RepeatPage::initializePage()
{
    const bool isPrepared = session_.isPrepared();
    errand_ = isPrepared ? session_.takePrepared() : session_.again();
    if (isPrepared)
        session_.repeating().forget();
    tell();
    (needsPassword() ? static_cast<QWidget *>(password_) : start_)->setFocus();
}

void RepeatPage::cleanupPage()
{
    password_->take();
    errand_.reset();
    session_.repeating().stop();
}

bool RepeatPage::needsPassword() const { return errand_ && wouldSignIn(*errand_); }

void RepeatPage::start()
{
    if (!errand_ || session_.isWalking())
        return;
    Errand errand = std::move(*errand_);
    if (Secret password = password_->take(); wouldSignIn(errand) && !password.empty())
        errand.request.identity = auth::identityFrom(userOf(errand), std::move(password));
    errand.quiet.reset();
    if (const int minutes = quiet_->currentData().toInt())
        errand.quiet = std::chrono::minutes(minutes);
    errand_ = errand.withoutPassword();
    session_.repeat(std::move(errand), std::size_t(times_->value()));
    stop_->setFocus();
}

void RepeatPage::stop()
{
    session_.repeating().stop();
    stop_->setEnabled(false);
    consent_->close();
}

// While something is asked, Escape is its no; else it stops the walks, and leaves the window open.
void RepeatPage::escape()
{
    if (consent_->isAsking())
        consent_->give(http::Answer::no);
    else
        stop();
}

void RepeatPage::ask()
{
    if (const auto question = session_.repeating().question())
        consent_->ask(*question, session_.masking());
    else
        consent_->close();
}

void RepeatPage::glance()
{
    const Series::Glance &glance = session_.repeating().glance();
    if (std::exchange(run_, glance.run) != glance.run)
        waiting_.clear();
    waiting_.take(glance.changes);
    const QString text = waiting_.text(session_.masking());
    now_->setText(text.isEmpty() ? tr("Walk %1 goes on …").arg(run_ + 1) : tr("Walk %1: %2").arg(run_ + 1).arg(text));
}

void RepeatPage::tell()
{
    const Repeating &repeating = session_.repeating();
    const auto repeats = repeating.repeats();
    const bool wasNone = model_->rowCount() == 0;
    const QModelIndex before = grid_->currentIndex();
    model_->show(repeats ? &repeats->summary : nullptr);
    machines_->show(repeats ? rowsOf(repeats->summary.shares) : RowsModel::Rows{});
    shown_ = repeats; // what was shown before may go now
    if (wasNone && model_->worstRow() >= 0)
        grid_->scrollTo(model_->index(model_->worstRow(), 0), QAbstractItemView::PositionAtCenter);
    if (before.isValid() && !wasNone)
        grid_->setCurrentIndex(model_->index(before.row(), before.column()));
    say(sentence_, sentenceFor(repeating));
    say(culprit_, repeats ? culpritIn(repeats->summary) : QString());
    say(durations_, repeats ? timesIn(repeats->summary) : QString());
    say(quietTold_, repeats ? shown(repeats->quiet.toStdString(), mostTold) : QString());
    progress_->setMaximum(std::max(1, int(repeating.series().wanted)));
    progress_->setValue(int(repeating.series().walks.size()));
    if (!repeating.isWalking()) {
        consent_->close();
        waiting_.clear();
    }
    arrange();
}

void RepeatPage::arrange()
{
    const Repeating &repeating = session_.repeating();
    const bool isWalking = repeating.isWalking(), isMasked = session_.masking() == report::Masking::masked;
    say(whom_, errand_ && !isMasked ? whomOf(*errand_) : QString());
    form_->setRowVisible(password_, needsPassword() && !isWalking);
    times_->setEnabled(!isWalking);
    quiet_->setEnabled(!isWalking);
    start_->setEnabled(errand_ && !isWalking);
    stop_->setEnabled(isWalking);
    escape_->setEnabled(isWalking);
    progress_->setVisible(isWalking);
    now_->setVisible(isWalking);
    show_->setEnabled(chosenRun() && !isWalking);
    save_->setEnabled(!repeating.series().walks.empty() && !isWalking);
}

std::optional<std::size_t> RepeatPage::chosenRun() const
{
    if (!model_->cell(grid_->currentIndex()))
        return std::nullopt;
    return std::size_t(grid_->currentIndex().column() - GridModel::firstRun);
}

void RepeatPage::showRun()
{
    const auto run = chosenRun();
    const auto &walks = session_.repeating().series().walks;
    if (run && *run < walks.size() && !session_.isWalking())
        Q_EMIT toBeShown(walks[*run].trace);
}

// On a shared screen nothing is saved with names in it.
void RepeatPage::save()
{
    const report::Repeats &series = session_.repeating().series();
    const auto make = [series, masking = session_.masking()] { return fileOf(series, masking); };
    saving_->askFor(tr("Save all walks"), QStringLiteral("mailwalk-repeat.json"), make, session_.masking());
}

} // namespace mailwalk::wizard
