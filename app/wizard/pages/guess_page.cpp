#include "wizard/pages/guess_page.h"

#include "diagnosis/catalogue.h"
#include "diagnosis/picture.h"
#include "diagnosis/sentence.h"
#include "wizard/look.h"
#include "wizard/picture/path_view.h"
#include "wizard/result/steps_tab.h"
#include "wizard/session.h"
#include "wizard/words.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSplitter>
#include <QVBoxLayout>

namespace mailwalk::wizard {

// The stations' explanations quote the causes, and those are to be guessed.
static diagnosis::Verdict withoutCauses(diagnosis::Verdict verdict)
{
    verdict.findings.clear();
    for (auto &[transport, lane] : verdict.lanes)
        lane.findings.clear();
    return verdict;
}

GuessPage::GuessPage(Session &session, QWidget *parent)
    : QWizardPage(parent), session_(session), path_(new PathView), steps_(new StepsTab), guesses_(new QListWidget),
      judge_(new QPushButton(tr("&That is it"))), judgement_(textLabel())
{
    setObjectName(QStringLiteral("guess"));
    setTitle(tr("What is broken?"));
    setSubTitle(tr("Look at the path and at the steps, then choose the cause that explains what you see."));
    path_->setObjectName(QStringLiteral("path"));
    auto *below = new QSplitter(Qt::Horizontal);
    below->addWidget(steps_);
    below->addWidget(question());
    below->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(scrolled(path_), 2);
    layout->addWidget(below, 3);

    connect(guesses_, &QListWidget::itemActivated, this, &GuessPage::judge);
    connect(guesses_, &QListWidget::currentRowChanged, this, [this](int row) { judge_->setEnabled(row >= 0); });
    connect(judge_, &QPushButton::clicked, this, &GuessPage::judge);
    connect(path_, &PathView::chosen, steps_, &StepsTab::select);
    connect(&session_, &Session::sharingChanged, this, &GuessPage::offer);
}

QWidget *GuessPage::question()
{
    guesses_->setObjectName(QStringLiteral("guesses"));
    guesses_->setAccessibleName(tr("Possible causes"));
    guesses_->setWordWrap(true);
    guesses_->setSpacing(fontMetrics().height() / 5); // wrapped choices run into one another
    guesses_->setAlternatingRowColors(true);
    guesses_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    judge_->setObjectName(QStringLiteral("judge"));
    judge_->setAutoDefault(false);
    judgement_->setObjectName(QStringLiteral("judgement"));
    judgement_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addWidget(guesses_, 1);
    layout->addWidget(judge_, 0, Qt::AlignLeading);
    layout->addWidget(judgement_);
    return part;
}

bool GuessPage::hasRiddle(const Session &session) { return session.told() && Riddle::answerIn(session.told()->verdict); }

void GuessPage::initializePage()
{
    seed_ = QRandomGenerator::global()->generate();
    isJudged_ = false;
    guesses_->clear();
    offer();
    guesses_->setFocus();
}

// Also when names are to be masked, or no more: then the same row stays chosen.
void GuessPage::offer()
{
    auto told = session_.share();
    if (!told)
        return;
    const int chosen = guesses_->currentRow();
    const trace::Trace &trace = told->trace(session_.masking());
    const diagnosis::Verdict &verdict = told->verdictFor(session_.masking());
    riddle_ = Riddle::of(trace, verdict, std::mt19937(seed_));
    path_->show(diagnosis::pictureOf(trace, withoutCauses(verdict), diagnosis::Colouring::fresh));
    steps_->show(trace, 0);
    told_ = std::move(told); // what was shown before may go now
    guesses_->clear();
    for (const diagnosis::Finding &guess : riddle_.guesses())
        guesses_->addItem(breakable(shown(guess.text, 1000)));
    guesses_->setCurrentRow(chosen);
    judge_->setEnabled(chosen >= 0);
    judgement_->setText(isJudged_ && chosen >= 0 ? judgementOn(std::size_t(chosen)) : QString());
}

void GuessPage::judge()
{
    const int row = guesses_->currentRow();
    if (row < 0)
        return;
    isJudged_ = true;
    judgement_->setText(judgementOn(std::size_t(row)));
    judgement_->setAccessibleName(judgement_->text());
}

QString GuessPage::judgementOn(std::size_t guess) const
{
    const trace::Trace &trace = told_->trace(session_.masking());
    const diagnosis::Finding &answer = riddle_.answer();
    const QStringList lines{
        riddle_.isRight(guess) ? tr("✔ Right: that is the cause.") : tr("✘ Not quite. This is the cause:"),
        riddle_.isRight(guess) ? QString() : shown(answer.text, 1000),
        tr("Step %1 shows it: %2")
            .arg(answer.hop)
            .arg(shown(diagnosis::observationAt(trace, *trace.hop(answer.hop)).toStdString())),
        tr("For the expert: %1").arg(shown(diagnosis::technicalFor(answer, trace), 1000)),
    };
    return lines.filter(QRegularExpression(QStringLiteral("."))).join(QLatin1Char('\n'));
}

} // namespace mailwalk::wizard
