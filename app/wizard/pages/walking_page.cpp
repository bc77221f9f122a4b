#include "wizard/pages/walking_page.h"

#include "wizard/look.h"
#include "wizard/pages/consent_panel.h"
#include "wizard/picture/path_view.h"
#include "wizard/session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>
#include <QWizard>

namespace mailwalk::wizard {

namespace {

constexpr int tickEvery = 250;          ///< ms: sentences that change faster cannot be read
constexpr double skippableAfter = 1000; ///< ms

QLabel *named(const char *name)
{
    QLabel *label = textLabel();
    label->setObjectName(QLatin1String(name));
    return label;
}

QLabel *figure(const char *name)
{
    QLabel *label = named(name);
    label->setWordWrap(false);
    return label;
}

QLabel *bold(QLabel *label)
{
    QFont font;
    font.setBold(true);
    label->setFont(font);
    return label;
}

QPushButton *quietButton(const char *name, const QString &text)
{
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false); // the Enter that began the walk must not end it
    return button;
}

bool isDone(const diagnosis::Station &station)
{
    return station.state != diagnosis::State::notReached && station.state != diagnosis::State::asking;
}

} // namespace

WalkingPage::WalkingPage(Session &session, QWidget *parent)
    : QWizardPage(parent), session_(session), path_(new PathView), consent_(new ConsentPanel), now_(bold(named("now"))),
      patience_(named("patience")), elapsed_(figure("elapsed")), count_(figure("count")), progress_(new QProgressBar),
      skip_(quietButton("skip", tr("S&kip this step"))), stop_(quietButton("stop", tr("&Stop"))),
      escape_(new QShortcut(QKeySequence(QKeySequence::Cancel), this))
{
    setObjectName(QStringLiteral("walking"));
    setTitle(tr("On the way to the mailbox"));
    setSubTitle(
        tr("Every machine on the way is asked what Outlook would ask it. You can watch, or do something else meanwhile."));
    path_->setObjectName(QStringLiteral("path"));
    progress_->setObjectName(QStringLiteral("progress"));
    progress_->setAccessibleName(tr("Stations done"));
    progress_->setFormat(tr("%v of %m stations"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(scrolled(path_), 1); // a small window scrolls the picture, and keeps the rest
    layout->addWidget(consent_);
    layout->addLayout(status());
    layout->addLayout(buttons());

    clock_.setInterval(tickEvery);
    connect(&clock_, &QTimer::timeout, this, &WalkingPage::showNow);
    connect(skip_, &QPushButton::clicked, &session_, &Session::skip);
    connect(stop_, &QPushButton::clicked, this, &WalkingPage::stop);
    connect(escape_, &QShortcut::activated, this, &WalkingPage::escape);
    connect(consent_, &ConsentPanel::answered, &session_, &Session::answer);
    connect(&session_, &Session::began, this, &WalkingPage::reset);
    connect(&session_, &Session::grew, this, &WalkingPage::take);
    connect(&session_, &Session::asked, this, &WalkingPage::ask);
    connect(&session_, &Session::ended, this, &WalkingPage::conclude);
    connect(&session_, &Session::troubled, this, &WalkingPage::tellTrouble);
    connect(&session_, &Session::sharingChanged, this, [this] {
        consent_->setMasking(session_.masking());
        showNow();
    });
    showPath();
}

QLayout *WalkingPage::status()
{
    auto *figures = new QHBoxLayout;
    figures->setSpacing(fontMetrics().height());
    figures->addWidget(progress_, 1);
    figures->addWidget(count_);
    figures->addWidget(elapsed_);
    auto *layout = new QVBoxLayout;
    layout->addWidget(now_);
    layout->addWidget(patience_);
    layout->addLayout(figures);
    return layout;
}

QLayout *WalkingPage::buttons()
{
    auto *layout = new QHBoxLayout;
    layout->addStretch();
    layout->addWidget(skip_);
    layout->addWidget(stop_);
    return layout;
}

void WalkingPage::initializePage()
{
    if (session_.isPrepared())
        session_.begin();
}

void WalkingPage::cleanupPage() { session_.stop(); }

bool WalkingPage::isComplete() const { return session_.told() != nullptr; }

void WalkingPage::reset()
{
    picture_ = {};
    waiting_.clear();
    steps_ = 0;
    lasted_ = 0;
    trouble_.clear();
    consent_->close();
    stop_->setEnabled(true);
    clock_.start();
    showPath();
    showNow();
    Q_EMIT completeChanged();
}

void WalkingPage::take(const std::vector<trace::Hop> &changes)
{
    picture_.take(changes);
    waiting_.take(changes);
    for (const trace::Hop &hop : changes)
        steps_ = std::max<std::size_t>(steps_, hop.id);
    showPath();
}

void WalkingPage::ask()
{
    if (const auto question = session_.question())
        consent_->ask(*question, session_.masking());
    else
        consent_->close();
    showNow();
}

void WalkingPage::stop()
{
    session_.stop();
    stop_->setEnabled(false);
    consent_->close();
    showNow();
}

// While something is asked, Escape is its no; else it stops the walk, and leaves the window open.
void WalkingPage::escape()
{
    if (consent_->isAsking())
        consent_->give(http::Answer::no);
    else
        stop();
}

// Whoever has gone back meanwhile stays where he is.
void WalkingPage::conclude()
{
    consent_->close();
    showNow();
    Q_EMIT completeChanged();
    if (wizard() && wizard()->currentPage() == this)
        wizard()->next();
}

void WalkingPage::tellTrouble(const QString &sentence)
{
    consent_->close();
    trouble_ = sentence;
    showNow();
    Q_EMIT completeChanged();
}

void WalkingPage::showPath()
{
    const auto colouring =
        session_.symptom() == Symptom::usedToWork ? diagnosis::Colouring::finished : diagnosis::Colouring::fresh;
    const auto stations = picture_.stations(colouring);
    path_->show(stations);
    progress_->setMaximum(int(stations.size()));
    progress_->setValue(int(std::count_if(stations.begin(), stations.end(), isDone)));
}

void WalkingPage::showNow()
{
    if (session_.isWalking())
        lasted_ = session_.elapsed();
    else
        clock_.stop();
    const bool isAsking = consent_->isAsking();
    now_->setText(nowText());
    patience_->setText(isAsking ? QString() : patienceText());
    elapsed_->setText(tr("%1 s").arg(int(lasted_ / 1000)));
    count_->setText(tr("Step %1").arg(steps_));
    stop_->setEnabled(session_.isWalking() && stop_->isEnabled());
    skip_->setEnabled(session_.isWalking() && !isAsking && stop_->isEnabled() && waiting_.waited(lasted_) > skippableAfter);
    escape_->setEnabled(session_.isWalking());
}

QString WalkingPage::patienceText() const
{
    if (!trouble_.isEmpty())
        return tr("Press Back to change something, then try again.");
    return session_.isWalking() ? waiting_.patience(lasted_) : QString();
}

QString WalkingPage::nowText() const
{
    if (!trouble_.isEmpty())
        return tr("The walk could not begin. %1").arg(trouble_);
    if (session_.told())
        return tr("The walk has ended.");
    if (!session_.isWalking())
        return tr("Reading what was found …");
    if (consent_->isAsking())
        return tr("The walk waits for your answer to the question above.");
    if (!stop_->isEnabled())
        return tr("Stopping …");
    const QString text = waiting_.text(session_.masking());
    return text.isEmpty() ? tr("Going on …") : text;
}

} // namespace mailwalk::wizard
