#include "wizard/pages/practice_page.h"

#include "wizard/look.h"
#include "wizard/practice_faults.h"
#include "wizard/words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

namespace mailwalk::wizard {

namespace {

constexpr int idRole = Qt::UserRole;

bool isFault(const QTreeWidgetItem *item) { return item && item->data(0, idRole).isValid(); }

} // namespace

PracticePage::PracticePage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("practice"));
    setTitle(tr("Practise with a made-up company"));
    setSubTitle(tr("It lives inside this program and speaks as real servers do. Nothing leaves this computer."));
    setButtonText(QWizard::NextButton, tr("&Walk"));
    chosen_ = new QRadioButton(tr("I c&hoose what is broken"));
    chosen_->setObjectName(QStringLiteral("chosen"));
    chosen_->setChecked(true);
    surprise_ = new QRadioButton(tr("&Surprise me: something is broken, and I guess what"));
    surprise_->setObjectName(QStringLiteral("surprise"));
    note_ = textLabel(tr("You will see how far the walk comes, and then say what you think is broken."));
    auto *content = new QWidget;
    auto *parts = new QVBoxLayout(content);
    parts->setContentsMargins({});
    parts->addWidget(accountRow());
    parts->addWidget(surprise_);
    parts->addWidget(chosen_);
    parts->addWidget(note_);
    parts->addWidget(faults(), 1);
    parts->addStretch(); // what is left when the list is not there
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(scrolled(content));
    connect(chosen_, &QRadioButton::toggled, this, &PracticePage::arrange);
    arrange();
}

QWidget *PracticePage::accountRow()
{
    account_ = new QComboBox;
    account_->setObjectName(QStringLiteral("account"));
    account_->setAccessibleName(tr("Account"));
    account_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    account_->setMinimumContentsLength(16);
    for (const practice::Account &account : practice::accounts())
        account_->addItem(shown(account.address), QString::fromStdString(account.address));
    auto *row = new QWidget;
    auto *form = new QFormLayout(row);
    form->setContentsMargins({});
    form->addRow(tr("&Account"), account_);
    return row;
}

QWidget *PracticePage::faults()
{
    faults_ = new QWidget;
    search_ = new QLineEdit;
    search_->setObjectName(QStringLiteral("search"));
    search_->setAccessibleName(tr("Search what can be broken"));
    search_->setPlaceholderText(tr("Search: certificate, port 135, password …"));
    search_->setClearButtonEnabled(true);
    search_->setAcceptDrops(false);
    fault_ = new QTreeWidget;
    fault_->setObjectName(QStringLiteral("fault"));
    fault_->setAccessibleName(tr("What is broken"));
    fault_->setHeaderHidden(true);
    fault_->setWordWrap(true);
    fault_->setRootIsDecorated(false);
    fault_->setItemsExpandable(false);
    fault_->setMinimumHeight(fault_->fontMetrics().lineSpacing() * 8);
    auto *layout = new QVBoxLayout(faults_);
    layout->setContentsMargins({});
    layout->addWidget(search_);
    layout->addWidget(fault_, 1);
    fillFaults();
    connect(search_, &QLineEdit::textChanged, this, &PracticePage::search);
    connect(fault_, &QTreeWidget::currentItemChanged, this, &QWizardPage::completeChanged);
    connect(fault_, &QTreeWidget::itemSelectionChanged, this, [this] { // a screen reader selects without going there
        if (const auto selected = fault_->selectedItems(); !selected.isEmpty())
            fault_->setCurrentItem(selected.front());
    });
    const auto goOn = [this] {
        if (isComplete() && wizard())
            wizard()->next();
    };
    connect(fault_, &QTreeWidget::itemActivated, this, goOn, Qt::QueuedConnection); // once the key has done all it does
    return faults_;
}

void PracticePage::fillFaults()
{
    auto *whole = new QTreeWidgetItem(fault_, {tr("Nothing: the company is in order")});
    whole->setData(0, idRole, QString());
    for (const FaultGroup &group : faultGroups()) {
        auto *caption = new QTreeWidgetItem(fault_, {group.caption});
        QFont bold = fault_->font();
        bold.setBold(true);
        caption->setFont(0, bold);
        caption->setFlags(Qt::ItemIsEnabled);
        for (const practice::FaultInfo *fault : group.faults) {
            auto *item = new QTreeWidgetItem(caption, {describe(*fault)});
            item->setData(0, idRole, QString::fromStdString(fault->id));
            item->setToolTip(0, describe(*fault) + QLatin1Char('\n') + QString::fromStdString(fault->id));
        }
    }
    fault_->expandAll();
    fault_->setCurrentItem(whole);
}

// The words in any order; an id is found as well, as a helpdesk has it from a report.
void PracticePage::search(const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto meets = [&](const QString &line) {
        return std::all_of(words.begin(), words.end(),
                           [&](const QString &word) { return line.contains(word, Qt::CaseInsensitive); });
    };
    for (int at = 0; at < fault_->topLevelItemCount(); ++at) {
        QTreeWidgetItem *group = fault_->topLevelItem(at);
        bool isAny = group->childCount() == 0 && meets(group->text(0));
        for (int row = 0; row < group->childCount(); ++row) {
            QTreeWidgetItem *item = group->child(row);
            item->setHidden(!meets(group->text(0) + QLatin1Char(' ') + item->text(0) + QLatin1Char(' ') + item->toolTip(0)));
            isAny |= !item->isHidden();
        }
        group->setHidden(!isAny);
    }
    Q_EMIT completeChanged();
}

void PracticePage::arrange()
{
    account_->setDisabled(isSurprise());
    faults_->setVisible(!isSurprise());
    note_->setVisible(isSurprise());
    Q_EMIT completeChanged();
}

// Whoever begins to type, searches.
void PracticePage::initializePage() { (isSurprise() ? static_cast<QWidget *>(surprise_) : search_)->setFocus(); }

bool PracticePage::isSurprise() const { return surprise_->isChecked(); }

bool PracticePage::isComplete() const
{
    const QTreeWidgetItem *item = fault_->currentItem();
    return isSurprise() || (isFault(item) && !item->isHidden());
}

std::optional<std::string> PracticePage::fault() const
{
    const QString id = isFault(fault_->currentItem()) ? fault_->currentItem()->data(0, idRole).toString() : QString();
    return id.isEmpty() ? std::nullopt : std::optional(id.toStdString());
}

Errand::Practice PracticePage::practice() const
{
    if (!isSurprise())
        return {std::size_t(std::max(0, account_->currentIndex())), fault()};
    const auto &all = practice::faults(); // most of them meet the first account
    return {0, all[QRandomGenerator::global()->bounded(quint32(all.size()))].id};
}

bool PracticePage::validatePage()
{
    if (!isComplete())
        return false;
    Errand errand;
    errand.practice = practice();
    session_.prepare(std::move(errand));
    return true;
}

void PracticePage::choose(const std::string &address, const std::string &fault)
{
    chosen_->setChecked(true);
    search_->clear();
    account_->setCurrentIndex(std::max(0, account_->findData(QString::fromStdString(address))));
    for (QTreeWidgetItemIterator at(fault_); *at; ++at)
        if (isFault(*at) && (*at)->data(0, idRole).toString() == QString::fromStdString(fault))
            fault_->setCurrentItem(*at);
}

} // namespace mailwalk::wizard
