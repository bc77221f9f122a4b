#include "wizard/window.h"

#include "diagnosis/catalogue.h"
#include "wizard/form.h"
#include "wizard/words.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace mailwalk::wizard {

namespace {

constexpr int pullEvery = 40;            ///< ms
constexpr std::size_t mostChanges = 500; ///< in one pull, so that the window never stalls

// Servers choose names: a label never reads them as rich text.
QLabel *label(const QString &objectName, double size = 1.0)
{
    auto *label = new QLabel;
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * size);
    label->setFont(font);
    return label;
}

QString symbolFor(diagnosis::Result result)
{
    switch (result) {
    case diagnosis::Result::works: return QStringLiteral("✔");
    case diagnosis::Result::fails: return QStringLiteral("✘");
    case diagnosis::Result::cancelled: return QStringLiteral("■");
    default: return QStringLiteral("?");
    }
}

// The verdict's sentence, and what findings say beyond it.
QString sentenceOf(const diagnosis::Verdict &verdict)
{
    QString text = shown(verdict.sentence, 1000);
    for (const diagnosis::Finding &finding : verdict.findings) {
        if (const QString more = shown(finding.text, 1000); !text.contains(more))
            text += QLatin1Char('\n') + more;
    }
    return text;
}

// What to do, and who can mend it: each once, in the order of the findings.
QString adviceOf(const diagnosis::Verdict &verdict, const trace::Trace &trace)
{
    QStringList remedies, fixers;
    for (const diagnosis::Finding &finding : verdict.findings) {
        remedies += diagnosis::remedyFor(finding, trace);
        for (const diagnosis::Fixer fixer : finding.fixers)
            fixers += diagnosis::wordFor(fixer);
    }
    remedies.removeDuplicates();
    fixers.removeDuplicates();
    if (!fixers.isEmpty())
        remedies += Window::tr("Who can mend it: %1.").arg(fixers.join(QStringLiteral(", ")));
    remedies.removeAll(QString());
    return remedies.join(QLatin1Char('\n'));
}

// What to tell whoever can mend it; the remedies speak of it as "the message below".
QString letterOf(const diagnosis::Verdict &verdict, const trace::Trace &trace)
{
    QStringList messages;
    for (const diagnosis::Finding &finding : verdict.findings)
        messages += diagnosis::messageFor(finding, trace);
    messages.removeDuplicates();
    messages.removeAll(QString());
    return messages.join(QStringLiteral("\n\n"));
}

} // namespace

Window::Window(QWidget *parent)
    : QWidget(parent), form_(new Form), hint_(label(QStringLiteral("hint"))), verdict_(label(QStringLiteral("verdict"), 1.35)),
      advice_(label(QStringLiteral("advice"))), progress_(label(QStringLiteral("progress")))
{
    setWindowTitle(tr("Mailwalk"));
    verdict_->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    verdict_->setMinimumHeight(2 * verdict_->fontMetrics().lineSpacing()); // so that most verdicts move nothing
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(form_);
    layout->addWidget(buttons());
    layout->addWidget(verdict_);
    layout->addWidget(advice_);
    layout->addWidget(results(), 1);
    layout->addWidget(progress_);
    advice_->hide();
    say(tr("Walks to a mailbox the way Outlook does, and shows the step at which it stops."), {});

    setTabOrder(form_->outlookVersion(), walk_);
    setTabOrder(walk_, stop_);
    setTabOrder(stop_, tree_);
    setTabOrder(tree_, details_);
    pull_.setInterval(pullEvery);
    connect(&pull_, &QTimer::timeout, this, &Window::pull);
    connect(form_, &Form::changed, this, &Window::arrange);
    arrange();
    resize(980, 720);
}

Window::~Window() = default; // ~Trip stops the walk and waits for its end

QWidget *Window::buttons()
{
    auto *row = new QWidget;
    walk_ = new QPushButton(tr("Wal&k"));
    walk_->setObjectName(QStringLiteral("walk"));
    walk_->setAutoDefault(true);
    walk_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    stop_ = new QPushButton(tr("S&top"));
    stop_->setObjectName(QStringLiteral("stop"));
    connect(walk_, &QPushButton::clicked, this, &Window::start);
    connect(stop_, &QPushButton::clicked, this, &Window::stop);
    connect(new QShortcut(QKeySequence::Cancel, this), &QShortcut::activated, this, &Window::stop);
    auto *version = new QLabel(tr("Walk as &version"));
    version->setBuddy(form_->outlookVersion());
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(version);
    layout->addWidget(form_->outlookVersion());
    layout->addWidget(walk_);
    layout->addWidget(stop_);
    layout->addWidget(hint_, 1);
    return row;
}

QWidget *Window::results()
{
    tree_ = new QTreeView;
    tree_->setObjectName(QStringLiteral("steps"));
    tree_->setAccessibleName(tr("Steps of the walk"));
    tree_->setModel(&model_);
    tree_->setUniformRowHeights(true);
    tree_->setAlternatingRowColors(true);
    tree_->header()->setStretchLastSection(false);
    tree_->header()->setSectionResizeMode(QHeaderView::Interactive);
    tree_->header()->setSectionResizeMode(HopModel::target, QHeaderView::Stretch);
    tree_->setColumnWidth(HopModel::title, 380);
    tree_->setColumnWidth(HopModel::state, 260);
    tree_->setColumnWidth(HopModel::time, 90);
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, &Window::showHop);
    connect(&model_, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &parent) { tree_->expand(parent); });

    details_ = new QPlainTextEdit;
    details_->setObjectName(QStringLiteral("details"));
    details_->setReadOnly(true);
    details_->setTabChangesFocus(true);
    details_->setAccessibleName(tr("What was recorded of the chosen step"));
    details_->setPlaceholderText(tr("Choose a step to see what was recorded of it."));
    details_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *both = new QSplitter(Qt::Vertical);
    both->addWidget(tree_);
    both->addWidget(details_);
    both->setStretchFactor(0, 2);
    both->setStretchFactor(1, 1);
    return both;
}

void Window::start()
{
    if (trip_ || !form_->missing().isEmpty())
        return;
    model_.clear();
    details_->clear();
    advice_->hide();
    now_.clear();
    letter_.clear();
    lit_ = 0;
    say(tr("Walking …"), {});
    trip_ = std::make_unique<Trip>(form_->takeErrand());
    pull_.start();
    arrange();
    stop_->setFocus();
}

void Window::stop()
{
    if (trip_)
        trip_->stop();
}

// Asks first whether it is over: what comes after the answer is still taken.
void Window::pull()
{
    const bool over = trip_->isOver();
    const auto changes = trip_->takeChanges(mostChanges);
    model_.take(changes);
    showProgress(changes);
    if (over && changes.empty())
        finish();
}

void Window::finish()
{
    pull_.stop();
    const std::unique_ptr<Trip> trip = std::move(trip_);
    progress_->setText(tr("%1 steps, %2 s").arg(QString::number(model_.count()), QString::number(trip->now() / 1000, 'f', 1)));
    if (trip->trouble().empty())
        conclude(trip->trace());
    else
        say(tr("This program met a fault of its own: %1").arg(shown(trip->trouble())), QStringLiteral("✘"));
    arrange();
    tree_->resizeColumnToContents(HopModel::state);
    walk_->setFocus();
    Q_EMIT ended();
}

void Window::conclude(const trace::Trace &trace)
{
    const diagnosis::Verdict verdict = diagnosis::diagnose(trace);
    advice_->setText(adviceOf(verdict, trace));
    advice_->setVisible(!advice_->text().isEmpty());
    say(sentenceOf(verdict), symbolFor(verdict.outcome));
    if (verdict.outcome == diagnosis::Result::works || !verdict.hop)
        return;
    letter_ = letterOf(verdict, trace);
    lit_ = *verdict.hop;
    model_.light(lit_);
    const QModelIndex index = model_.indexOf(*verdict.hop);
    tree_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate); // a selection would hide its colour
    tree_->scrollTo(index);
}

void Window::say(const QString &sentence, const QString &symbol)
{
    verdict_->setText(symbol.isEmpty() ? sentence : symbol + QLatin1Char(' ') + sentence);
    verdict_->setAccessibleName(sentence);
}

void Window::showHop(const QModelIndex &index)
{
    const trace::Hop *hop = model_.hop(index);
    QString text = hop ? detailsOf(*hop) : QString();
    if (hop && hop->id == lit_ && !letter_.isEmpty())
        text = tr("Message to pass on:") + QLatin1Char('\n') + letter_ + QStringLiteral("\n\n") + text;
    details_->setPlainText(text);
}

void Window::showProgress(const std::vector<trace::Hop> &changes)
{
    for (const trace::Hop &hop : changes) {
        if (hop.outcome == trace::Outcome::running && !hop.isGroup())
            now_ = shown(hop.title);
    }
    const QString seconds = QString::number(trip_->now() / 1000, 'f', 1);
    progress_->setText(tr("%1 steps, %2 s. Now: %3").arg(QString::number(model_.count()), seconds, now_));
}

void Window::arrange()
{
    const QString missing = form_->missing();
    form_->setEnabled(!trip_);
    form_->outlookVersion()->setEnabled(!trip_);
    walk_->setEnabled(!trip_ && missing.isEmpty());
    stop_->setEnabled(bool(trip_));
    hint_->setText(trip_ ? QString() : missing);
}

} // namespace mailwalk::wizard
