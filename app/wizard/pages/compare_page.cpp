#include "wizard/pages/compare_page.h"

#include "wizard/compare/difference_rows.h"
#include "wizard/files.h"
#include "wizard/look.h"
#include "wizard/result/label.h"
#include "wizard/result/table_tab.h"
#include "wizard/words.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>

namespace mailwalk::wizard {

namespace {

constexpr int pullEvery = 40; ///< ms

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

QString detailsIn(const trace::Trace &trace, trace::HopId id)
{
    const trace::Hop *hop = trace.hop(id);
    return hop ? detailsOf(*hop) : ComparePage::tr("This walk has no such step.");
}

} // namespace

ComparePage::ComparePage(Session &session, QWidget *parent)
    : QWizardPage(parent), session_(session), swap_(button("swap", tr("S&wap them"))),
      other_(button("walk-other", tr("Walk with &another account"))), sentence_(bold(plainLabel("sentence"))),
      parting_(plainLabel("first-difference")), table_(makeDifferencesTable()),
      first_(details("first-details", tr("Step of the first walk"))),
      second_(details("second-details", tr("Step of the second walk")))
{
    setObjectName(QStringLiteral("compare"));
    setTitle(tr("Compare two walks"));
    setSubTitle(
        tr("One account and another, home and office, yesterday and today: where two walks part, and what else differs."));
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(choices());
    layout->addWidget(sentence_);
    layout->addWidget(parting_);
    layout->addWidget(differences(), 1);
    pull_.setInterval(pullEvery);
    connect(&pull_, &QTimer::timeout, this, &ComparePage::pull);
    connect(swap_, &QPushButton::clicked, this, &ComparePage::swap);
    connect(other_, &QPushButton::clicked, this, &ComparePage::otherWished);
    connect(&session_, &Session::sharingChanged, this, [this] {
        fill();
        compare();
    });
}

ComparePage::~ComparePage() { table_->show({}); } // it goes after what it reads

QGridLayout *ComparePage::choices()
{
    auto *grid = new QGridLayout;
    const auto addRow = [&](int row, Side side, const char *name, const QString &title) {
        auto *label = new QLabel(title);
        label->setBuddy(choice(side, name, QString(title).remove(QLatin1Char('&'))));
        grid->addWidget(label, row, 0);
        grid->addWidget(walks_[side], row, 1);
        grid->addWidget(opener(side), row, 2);
    };
    addRow(0, Side::first, "first", tr("&First walk"));
    addRow(1, Side::second, "second", tr("&Second walk"));
    grid->addWidget(swap_, 0, 3);
    grid->addWidget(other_, 1, 3);
    grid->setColumnStretch(1, 1);
    return grid;
}

QComboBox *ComparePage::choice(Side side, const char *name, const QString &title)
{
    auto *list = new QComboBox;
    list->setObjectName(QLatin1String(name));
    list->setAccessibleName(title);
    list->setMinimumContentsLength(20);
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(list, &QComboBox::activated, this, [this, side](int entry) { choose(side, entry); });
    return walks_[side] = list;
}

QPushButton *ComparePage::opener(Side side)
{
    QPushButton *made = side == Side::first ? button("open-first", tr("&Open …")) : button("open-second", tr("O&pen …"));
    made->setAccessibleName(side == Side::first ? tr("Open the first walk from a file") : tr("Open the second walk from a file"));
    connect(made, &QPushButton::clicked, this, [this, side] { open(side); });
    return made;
}

QPlainTextEdit *ComparePage::details(const char *name, const QString &title)
{
    auto *text = new QPlainTextEdit;
    text->setObjectName(QLatin1String(name));
    text->setAccessibleName(title);
    text->setPlaceholderText(title);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    return text;
}

QWidget *ComparePage::differences()
{
    auto *both = new QSplitter(Qt::Horizontal);
    both->addWidget(first_);
    both->addWidget(second_);
    auto *parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->addWidget(table_);
    parts->addWidget(both);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setSizes({600, 400}); // in proportion
    connect(table_->view().selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ComparePage::showDetails);
    return parts;
}

// What was walked or opened before the walk that is shown, and that walk itself.
void ComparePage::initializePage()
{
    const auto &walks = session_.shownLately();
    const auto aside = session_.takeAside();
    if (!walks.empty() && (aside || chosen_[Side::second] != walks.back().told)) {
        chosen_[Side::second] = walks.back().told;
        chosen_[Side::first] = aside ? aside : walks.size() > 1 ? walks[walks.size() - 2].told : nullptr;
    }
    fill();
    compare();
    walks_[isOffered(Side::first) ? Side::second : Side::first]->setFocus();
}

bool ComparePage::isOffered(Side side) const
{
    const auto found = chosen_.find(side);
    return found != chosen_.end() && found->second;
}

// The last one first.
void ComparePage::fill()
{
    const auto &walks = session_.shownLately();
    for (const auto &[side, list] : walks_) {
        list->clear();
        for (auto walk = walks.rbegin(); walk != walks.rend(); ++walk)
            list->addItem(titleOf(*walk, session_.masking()));
        const auto at = std::find_if(walks.rbegin(), walks.rend(),
                                     [&, which = side](const Outturn &walk) { return walk.told == chosen_[which]; });
        list->setCurrentIndex(at == walks.rend() ? -1 : int(at - walks.rbegin()));
        list->setPlaceholderText(tr("no walk yet"));
    }
}

void ComparePage::choose(Side side, int entry)
{
    const auto &walks = session_.shownLately();
    if (entry < 0 || std::size_t(entry) >= walks.size())
        return;
    chosen_[side] = walks[walks.size() - 1 - std::size_t(entry)].told;
    trouble_.clear();
    compare();
}

void ComparePage::swap()
{
    std::swap(chosen_[Side::first], chosen_[Side::second]);
    trouble_.clear();
    fill();
    compare();
}

void ComparePage::open(Side side)
{
    if (const QString file = askForWalk(this, preferences_); !file.isEmpty()) {
        files_.emplace_back(side, file);
        pull_.start();
    }
}

void ComparePage::read(const QStringList &files)
{
    const Side only = isOffered(Side::second) && !isOffered(Side::first) ? Side::first : Side::second;
    for (int at = 0; at < std::min<int>(2, int(files.size())); ++at)
        files_.emplace_back(files.size() == 1 ? only : at == 0 ? Side::first : Side::second, files[at]);
    pull_.start();
}

void ComparePage::pull()
{
    pullReading();
    pullCompared();
    if (!reading_ && files_.empty() && !comparing_)
        pull_.stop();
}

// One at a time: whoever chooses fast waits for no comparison that nobody wants any more.
void ComparePage::pullCompared()
{
    if (comparing_ && comparing_->isOver()) {
        auto compared = std::exchange(comparing_, nullptr)->take();
        if (!isStale_) {
            compared_ = std::move(compared);
            tell();
        }
    }
    if (comparing_ || !isStale_)
        return;
    isStale_ = false;
    if (!isOffered(Side::first) || !isOffered(Side::second))
        return;
    comparing_ = std::make_unique<Task<std::optional<Compared>>>(
        [first = chosen_[Side::first], second = chosen_[Side::second], masking = session_.masking()] {
            return std::optional(Compared::of(*first, *second, masking));
        });
}

void ComparePage::pullReading()
{
    if (!reading_ && !files_.empty())
        reading_ = std::make_unique<Background>([file = files_.front().second] { return readFrom(file); });
    if (!reading_ || !reading_->isOver())
        return;
    const Side side = files_.front().first;
    files_.pop_front();
    Outturn outturn = std::exchange(reading_, nullptr)->take();
    trouble_ = outturn.told ? QString() : outturn.trouble;
    if (outturn.told) {
        chosen_[side] = outturn.told;
        session_.keep(std::move(outturn));
    }
    fill();
    compare();
}

void ComparePage::compare()
{
    table_->show({});
    compared_.reset();
    isStale_ = true;
    pull_.start();
    tell();
}

void ComparePage::tell()
{
    const bool hasBoth = isOffered(Side::first) && isOffered(Side::second);
    const bool isSomething = compared_ && !compared_->comparison.differences.empty();
    swap_->setEnabled(hasBoth);
    if (!trouble_.isEmpty()) // it names the file
        say(sentence_, session_.sharing() == Sharing::on ? tr("That file is no walk that can be read.") : trouble_);
    else if (compared_)
        say(sentence_, compared_->comparison.sentence);
    else
        say(sentence_, hasBoth ? tr("Comparing …")
                               : tr("Two walks are needed. Open a saved one, drop it here, or walk with another account."));
    say(parting_, isSomething ? tr("First difference: %1").arg(wordsOf(compared_->comparison.differences.front())) : QString());
    table_->show(compared_ ? rowsOf(compared_->comparison.differences) : RowsModel::Rows{});
    if (isSomething)
        table_->view().selectRow(0);
    showDetails();
}

void ComparePage::showDetails()
{
    const QModelIndex row = table_->view().currentIndex();
    const bool isThere = compared_ && row.isValid() && std::size_t(row.row()) < compared_->comparison.differences.size();
    if (!isThere) {
        first_->clear();
        second_->clear();
        return;
    }
    const diagnosis::Difference &difference = compared_->comparison.differences[std::size_t(row.row())];
    first_->setPlainText(detailsIn(compared_->first, difference.first));
    second_->setPlainText(detailsIn(compared_->second, difference.second));
}

} // namespace mailwalk::wizard
