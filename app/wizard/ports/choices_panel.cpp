#include "wizard/ports/choices_panel.h"

#include "wizard/look.h"
#include "wizard/ports/typed_numbers.h"
#include "wizard/ports/words.h"
#include "wizard/session.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace mailwalk::wizard {

using namespace diagnosis::ports;
using trace::Transport;

namespace {

constexpr int mostTyped = 1000;

struct PinField {
    const char *name, *title;
    std::optional<std::uint16_t> Pins::*port;
};
constexpr PinField pinFields[] = {
    {"pin-store", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Mailbox store"), &Pins::store},
    {"pin-referral", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Referral service"), &Pins::referral},
    {"pin-dsproxy", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Address book on Exchange"), &Pins::dsproxy},
    {"pin-gc", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Directory servers"), &Pins::gc},
};

struct PlaceField {
    const char *name, *title;
    std::vector<std::string> Places::*list;
};
constexpr PlaceField placeFields[] = {
    {"client", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Outlook's computers"), &Places::client},
    {"exchange-hosts", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Exchange servers"), &Places::exchange},
    {"directories", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Directory servers"), &Places::directory},
    {"proxies", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Proxies"), &Places::proxy},
    {"mailboxes", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Mailbox servers behind them"), &Places::mailbox},
    {"public-folders", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Public-folder servers"), &Places::publicFolders},
    {"autodiscovers", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Autodiscover"), &Places::autodiscover},
    {"domain-controllers", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Domain controllers"), &Places::domainController},
    {"name-servers", QT_TRANSLATE_NOOP("mailwalk::wizard::ChoicesPanel", "Name servers"), &Places::nameServer},
};

QString nameIn(std::string_view name) { return QString::fromUtf8(name.data(), qsizetype(name.size())); }

template <class E> void fill(QComboBox *list, std::initializer_list<E> values)
{
    for (const E value : values)
        list->addItem(wordFor(value), nameIn(nameOf(value)));
}

std::string chosen(const QComboBox *list) { return list->currentData().toString().toStdString(); }

void choose(QComboBox *list, std::string_view name) { list->setCurrentIndex(std::max(0, list->findData(nameIn(name)))); }

QString joined(const std::vector<std::string> &words)
{
    QStringList all;
    for (const std::string &word : words)
        if (placeFrom(word)) // a walk knows servers by name, too
            all += QString::fromStdString(word);
    return all.join(QStringLiteral(", "));
}

bool isEmpty(const std::vector<QLineEdit *> &fields)
{
    return std::all_of(fields.begin(), fields.end(), [](const QLineEdit *field) { return field->text().isEmpty(); });
}

} // namespace

ChoicesPanel::ChoicesPanel(QWidget *parent) : QWidget(parent), form_(new QFormLayout), hint_(textLabel())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    form_->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addQuestions();
    layout->addLayout(form_);
    QWidget *pins = this->pins(), *places = this->places();
    layout->addWidget(pinsFold_ = fold("more-pins", tr("Fi&xed ports …"), pins));
    layout->addWidget(pins);
    layout->addWidget(placesFold_ = fold("more-places", tr("&Addresses …"), places));
    layout->addWidget(places);
    hint_->setObjectName(QStringLiteral("hint"));
    layout->addWidget(hint_);
    layout->addStretch(1);
    setAll(Situation());
    arrange();
}

void ChoicesPanel::addQuestions()
{
    exchange_ = list("exchange", tr("&Exchange version"));
    fill(exchange_, {Exchange::v2003, Exchange::v2007, Exchange::v2010, Exchange::v2013, Exchange::v2016, Exchange::v2019,
                     Exchange::se, Exchange::online});
    outlook_ = list("outlook", tr("&Outlook version"));
    fill(outlook_,
         {Outlook::v2003, Outlook::v2007, Outlook::v2010, Outlook::v2013, Outlook::v2016, Outlook::v2019, Outlook::v365});
    via_ = list("transport", tr("&Way to the mailbox"));
    via_->addItem(tr("all that these versions have"), QString());
    via_->addItem(tr("directly (RPC over TCP)"), nameIn(trace::nameOf(Transport::direct)));
    via_->addItem(tr("RPC over HTTPS"), nameIn(trace::nameOf(Transport::rpcHttps)));
    via_->addItem(tr("MAPI over HTTPS"), nameIn(trace::nameOf(Transport::mapiHttps)));
    where_ = list("where", tr("Where Outlook &is"));
    fill(where_, {Where::lan, Where::vpn, Where::internet, Where::dmz});
    profile_ = list("profile", tr("What sha&ll work"));
    profile_->addItem(tr("setting up, and every day"), QStringLiteral("new"));
    profile_->addItem(tr("every day, once set up"), QStringLiteral("finished"));
    windows_ = list("windows", tr("Windows of the servers"));
    windows_->addItem(tr("not known"), QString());
    fill(windows_, {Windows::v2003, Windows::v2008});
}

QComboBox *ChoicesPanel::list(const char *name, const QString &title)
{
    auto *list = new QComboBox;
    list->setObjectName(QLatin1String(name));
    list->setAccessibleName(QString(title).remove(QLatin1Char('&')));
    list->setMinimumContentsLength(18);
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(list, &QComboBox::currentIndexChanged, this, &ChoicesPanel::arrange);
    form_->addRow(title, list);
    return list;
}

QLineEdit *ChoicesPanel::field(QFormLayout *form, const char *name, const QString &title, const QString &example)
{
    auto *made = new QLineEdit;
    made->setObjectName(QLatin1String(name));
    made->setAccessibleName(title);
    made->setPlaceholderText(example);
    made->setMaxLength(mostTyped);
    made->setAcceptDrops(false); // a file that is dropped here is meant for the window
    connect(made, &QLineEdit::textChanged, this, &ChoicesPanel::arrange);
    form->addRow(title, made);
    return made;
}

QToolButton *ChoicesPanel::fold(const char *name, const QString &title, QWidget *folded)
{
    auto *fold = new QToolButton;
    fold->setObjectName(QLatin1String(name));
    fold->setText(title);
    fold->setCheckable(true);
    fold->setAutoRaise(true);
    fold->setFocusPolicy(Qt::StrongFocus);
    fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const auto unfold = [this, fold, folded](bool isOpen) {
        fold->setArrowType(isOpen ? Qt::DownArrow : layoutDirection() == Qt::RightToLeft ? Qt::LeftArrow : Qt::RightArrow);
        folded->setVisible(isOpen);
    };
    connect(fold, &QToolButton::toggled, this, unfold);
    unfold(false);
    return fold;
}

QWidget *ChoicesPanel::pins()
{
    auto *part = new QWidget;
    auto *form = new QFormLayout(part);
    form->setContentsMargins({});
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    for (const PinField &pin : pinFields)
        pins_.push_back(field(form, pin.name, tr(pin.title), tr("port")));
    auto *suggest = new QPushButton(tr("S&uggest ports"));
    suggest->setObjectName(QStringLiteral("suggest"));
    suggest->setAutoDefault(false);
    connect(suggest, &QAbstractButton::clicked, this, &ChoicesPanel::suggest);
    form->addRow(suggest);
    return part;
}

QWidget *ChoicesPanel::places()
{
    auto *part = new QWidget;
    auto *form = new QFormLayout(part);
    form->setContentsMargins({});
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    for (const PlaceField &place : placeFields)
        places_.push_back(field(form, place.name, tr(place.title), tr("192.0.2.7, 192.0.2.0/24")));
    return part;
}

Situation ChoicesPanel::situation() const
{
    Situation situation;
    situation.exchange = exchangeFrom(chosen(exchange_)).value_or(situation.exchange);
    situation.outlook = outlookFrom(chosen(outlook_)).value_or(situation.outlook);
    situation.via = trace::valueOf<Transport>(chosen(via_));
    situation.where = whereFrom(chosen(where_)).value_or(situation.where);
    situation.windows = windowsFrom(chosen(windows_));
    situation.profile = chosen(profile_) == "finished" ? Profile::finished : Profile::fresh;
    for (std::size_t at = 0; at < pins_.size(); ++at)
        situation.pins.*pinFields[at].port = portFrom(pins_[at]->text().trimmed());
    for (std::size_t at = 0; at < places_.size(); ++at)
        situation.places.*placeFields[at].list = addressesFrom(places_[at]->text()).value_or(std::vector<std::string>());
    return situation;
}

QString ChoicesPanel::complaint() const
{
    for (const QLineEdit *field : pins_)
        if (!field->text().trimmed().isEmpty() && !portFrom(field->text().trimmed()))
            return tr("“%1” is no port. Type a number from 1 to 65535.").arg(field->text().left(20));
    for (const QLineEdit *field : places_)
        if (!addressesFrom(field->text()))
            return tr("Type addresses as numbers, such as 192.0.2.7 or 192.0.2.0/24, with commas between.");
    const Situation now = situation();
    return complaintAbout(now.pins, now.exchange);
}

void ChoicesPanel::take(const Situation &situation)
{
    setAll(situation);
    pinsFold_->setChecked(!isEmpty(pins_));
    placesFold_->setChecked(!isEmpty(places_));
    arrange();
}

void ChoicesPanel::setAll(const Situation &situation)
{
    isBeingFilled_ = true;
    choose(exchange_, nameOf(situation.exchange));
    choose(outlook_, nameOf(situation.outlook));
    choose(via_, situation.via ? trace::nameOf(*situation.via) : std::string_view());
    choose(where_, nameOf(situation.where));
    choose(windows_, situation.windows ? nameOf(*situation.windows) : std::string_view());
    choose(profile_, situation.profile == Profile::finished ? "finished" : "new");
    for (std::size_t at = 0; at < pins_.size(); ++at) {
        const auto port = situation.pins.*pinFields[at].port;
        pins_[at]->setText(port ? QString::number(*port) : QString());
    }
    for (std::size_t at = 0; at < places_.size(); ++at)
        places_[at]->setText(joined(situation.places.*placeFields[at].list));
    isBeingFilled_ = false;
}

void ChoicesPanel::suggest()
{
    Situation suggested = situation();
    suggested.pins = suggestedPins(suggested.exchange);
    take(suggested);
    if (isEmpty(pins_))
        pinsFold_->setChecked(true); // where the button is, and says why
}

void ChoicesPanel::arrange()
{
    if (isBeingFilled_ || !windows_ || places_.size() < std::size(placeFields))
        return;
    const QString said = complaint();
    hint_->setText(said);
    hint_->setVisible(!said.isEmpty());
    Q_EMIT changed();
}

void ChoicesPanel::mask(Sharing sharing)
{
    for (QLineEdit *field : places_)
        field->setEchoMode(sharing == Sharing::on ? QLineEdit::Password : QLineEdit::Normal);
}

} // namespace mailwalk::wizard
