#include "wizard/pages/how_page.h"

#include "trace/json.h"
#include "wizard/look.h"
#include "wizard/pages/how_story.h"
#include "wizard/picture/path_view.h"
#include "wizard/words.h"

#include <QComboBox>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace mailwalk::wizard {

using trace::Transport;

namespace {

constexpr int stepEvery = 1500; ///< ms, to read a line in

QSplitter *split(Qt::Orientation orientation, std::initializer_list<QWidget *> parts)
{
    auto *splitter = new QSplitter(orientation);
    splitter->setChildrenCollapsible(false);
    for (QWidget *part : parts)
        splitter->addWidget(part);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({650, 350});
    return splitter;
}

} // namespace

HowPage::HowPage(Session &, QWidget *parent)
    : QWizardPage(parent), path_(new PathView), direct_(list("direct", Transport::direct)),
      rpcHttps_(list("rpc-https", Transport::rpcHttps)), played_(direct_), play_(new QPushButton(tr("&Play step by step"))),
      questions_(new QComboBox), answer_(new QTextBrowser)
{
    setObjectName(QStringLiteral("how"));
    setTitle(tr("How Outlook connects"));
    setSubTitle(tr("A new profile of a made-up company's mailbox, set up both ways. Choose a step to see how far it has come."));
    setFinalPage(true);
    path_->setObjectName(QStringLiteral("path"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(split(Qt::Vertical, {split(Qt::Horizontal, {scrolled(path_), answers()}), columns()}));
    player_.setInterval(stepEvery);
    connect(&player_, &QTimer::timeout, this, &HowPage::playOn);
    connect(play_, &QPushButton::toggled, this, &HowPage::play);
    connect(questions_, &QComboBox::currentIndexChanged, this, &HowPage::showAnswer);
}

QListWidget *HowPage::list(const char *name, Transport lane)
{
    auto *list = new QListWidget;
    list->setObjectName(QLatin1String(name));
    list->setAccessibleName(diagnosis::captionFor(lane));
    list->setWordWrap(true);
    list->setSpacing(2);
    list->setAlternatingRowColors(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(list, &QListWidget::currentRowChanged, this, [this, list, lane] { showStep(list, lane); });
    return list;
}

QWidget *HowPage::columns()
{
    auto *both = new QWidget;
    auto *layout = new QHBoxLayout(both);
    layout->setContentsMargins({});
    layout->addWidget(column(direct_, Transport::direct));
    layout->addWidget(column(rpcHttps_, Transport::rpcHttps));
    return both;
}

QWidget *HowPage::column(QListWidget *list, Transport lane)
{
    auto *column = new QWidget;
    auto *heading = textLabel(diagnosis::captionFor(lane));
    QFont bold;
    bold.setBold(true);
    heading->setFont(bold);
    heading->setBuddy(list);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins({});
    layout->addWidget(heading);
    layout->addWidget(list, 1);
    return column;
}

QWidget *HowPage::answers()
{
    play_->setObjectName(QStringLiteral("play"));
    play_->setCheckable(true);
    play_->setAutoDefault(false);
    questions_->setObjectName(QStringLiteral("questions"));
    questions_->setAccessibleName(tr("Questions"));
    questions_->addItems({tr("Directly: which ports?"), tr("How does HTTPS do it?"), tr("Is port 135 needed?")});
    questions_->setMinimumContentsLength(12);
    questions_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    answer_->setObjectName(QStringLiteral("answer"));
    answer_->setAccessibleName(tr("Answer"));
    answer_->setTabChangesFocus(true);
    answer_->setOpenLinks(false);
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addWidget(questions_);
    layout->addWidget(answer_, 1);
    layout->addWidget(play_, 0, Qt::AlignTrailing);
    return part;
}

void HowPage::initializePage()
{
    if (trace_.hops.empty())
        load();
    showWhole();
}

void HowPage::cleanupPage() { play_->setChecked(false); }

void HowPage::load()
{
    QFile file(QStringLiteral(":/walks/how-it-connects.json"));
    if (!file.open(QIODevice::ReadOnly))
        return;
    if (auto document = trace::fromJson(file.readAll()))
        trace_ = std::move(document->trace);
    fill(direct_, Transport::direct);
    fill(rpcHttps_, Transport::rpcHttps);
    showAnswer(questions_->currentIndex());
}

void HowPage::fill(QListWidget *list, Transport lane)
{
    const auto steps = stepsOf(trace_, lane);
    for (std::size_t at = 0; at < steps.size(); ++at) {
        const HowStep &step = steps[at];
        const QString mark = step.isDynamic ? tr("%1 (dynamic port)").arg(step.technical) : step.technical;
        auto *item = new QListWidgetItem(tr("%1. %2").arg(at + 1).arg(step.plain) + QLatin1Char('\n') + breakable(mark), list);
        item->setData(Qt::UserRole, step.hop);
    }
}

void HowPage::showStep(QListWidget *list, Transport lane)
{
    played_ = list;
    const QListWidgetItem *item = list->currentItem();
    const trace::Hop *hop = item ? trace_.hop(item->data(Qt::UserRole).toUInt()) : nullptr;
    if (hop)
        path_->show(pictureAfter(trace_, *hop, lane));
}

void HowPage::showWhole() { path_->show(diagnosis::pictureOf(trace_, diagnosis::diagnose(trace_), diagnosis::Colouring::fresh)); }

void HowPage::showAnswer(int question)
{
    switch (question) {
    case 0: return answer_->setPlainText(portsAnswer(trace_));
    case 1: return answer_->setPlainText(httpsAnswer(trace_));
    default: return answer_->setPlainText(mapperAnswer(trace_));
    }
}

// From the beginning, unless somebody has chosen where to begin.
void HowPage::play(bool on)
{
    if (!on)
        return player_.stop();
    if (played_->currentRow() + 1 >= played_->count())
        played_->setCurrentRow(-1);
    player_.start();
    playOn();
}

void HowPage::playOn()
{
    const int next = played_->currentRow() + 1;
    if (next < played_->count())
        played_->setCurrentRow(next);
    if (next + 1 >= played_->count())
        play_->setChecked(false);
}

} // namespace mailwalk::wizard
