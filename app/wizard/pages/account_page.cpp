#include "wizard/pages/account_page.h"

#include "report/json.h"
#include "wizard/files.h"
#include "wizard/icon.h"
#include "wizard/look.h"
#include "wizard/password_field.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

namespace mailwalk::wizard {

namespace {

constexpr int mostTyped = 255;
constexpr int askEvery = 40; ///< ms

QString subTitleFor(Symptom symptom)
{
    switch (symptom) {
    case Symptom::usedToWork: return AccountPage::tr("The mailbox that Outlook does not connect to any more.");
    case Symptom::oneAccount: return AccountPage::tr("First the account that cannot be set up.");
    case Symptom::portsOnly: return AccountPage::tr("The mailbox to which the way is to be shown.");
    default: return AccountPage::tr("The mailbox that Outlook shall set up.");
    }
}

QString guideFor(Symptom symptom)
{
    switch (symptom) {
    case Symptom::oneAccount:
        return AccountPage::tr(
            "When this walk has ended, choose “Compare with …” and walk with the account that works: the step at which the two "
            "part is the one to mend.");
    case Symptom::onlySometimes:
        return AccountPage::tr(
            "It will be walked many times, one after the other: the step and the machine at which some of the walks fail are "
            "what comes and goes.");
    default: return {};
    }
}

QString dataOf(std::string_view name) { return QString::fromUtf8(name.data(), qsizetype(name.size())); }

} // namespace

AccountPage::AccountPage(Session &session, QWidget *parent) : QWizardPage(parent), session_(session)
{
    setObjectName(QStringLiteral("account"));
    setTitle(tr("Your account"));
    setButtonText(QWizard::NextButton, tr("&Walk"));
    guide_ = textLabel();
    guide_->setObjectName(QStringLiteral("guide"));
    auto *content = new QWidget;
    auto *parts = new QVBoxLayout(content);
    parts->setContentsMargins({});
    parts->addWidget(guide_);
    parts->addLayout(form());
    parts->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(scrolled(content));
    waiting_.setInterval(askEvery);
    connect(&waiting_, &QTimer::timeout, this, &AccountPage::readSaved);
    connect(&session_, &Session::sharingChanged, this, &AccountPage::mask);
    fill(preferences_.account());
    more_->setChecked(preferences_.isMoreOpen());
    unfold();
    mask();
}

AccountPage::~AccountPage() = default;

QFormLayout *AccountPage::form()
{
    form_ = new QFormLayout;
    form_->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form_->addRow(tr("&E-mail address"), field(Field::address, "address", tr("E-mail address"), tr("name@example.com")));
    auto *password = new QLabel(tr("&Password"));
    form_->addRow(password, passwordRow());
    password->setBuddy(password_);
    form_->addRow(hint());
    form_->addRow(more());
    const int folded = form_->rowCount();
    addRest();
    for (int row = folded; row < form_->rowCount(); ++row)
        rest_ +=
            form_->itemAt(row, form_->itemAt(row, QFormLayout::SpanningRole) ? QFormLayout::SpanningRole : QFormLayout::FieldRole)
                ->widget();
    return form_;
}

void AccountPage::addRest()
{
    fromSaved_ = new QPushButton(tr("&Take from a saved walk …"));
    fromSaved_->setObjectName(QStringLiteral("from-saved"));
    fromSaved_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    fromSaved_->setAutoDefault(false);
    connect(fromSaved_, &QAbstractButton::clicked, this, &AccountPage::takeFromSaved);
    form_->addRow(fromSaved_);
    form_->addRow(tr("&User name"),
                  field(Field::user, "user", tr("User name"), tr("COMPANY\\name, where it is not the address")));
    form_->addRow(tr("Mailbo&x name"), field(Field::mailbox, "mailbox", tr("Mailbox name"), tr("where it is not the address")));
    form_->addRow(tr("Exchange &server"),
                  field(Field::server, "server", tr("Exchange server"), tr("may stay empty: it is looked for")));
    form_->addRow(tr("&RPC proxy"), field(Field::rpcProxy, "rpc-proxy", tr("RPC proxy"), tr("for HTTPS: mail.example.com")));
    form_->addRow(tr("Pr&incipal name"),
                  field(Field::principal, "principal", tr("Principal name"), tr("msstd:mail.example.com")));
    form_->addRow(tr("&Directory server"),
                  field(Field::directory, "directory", tr("Directory server"), tr("that the profile remembers")));
    form_->addRow(tr("Tra&nsport"), transport_ = transports());
    form_->addRow(tr("Outlook &version"), outlook_ = versions());
}

QWidget *AccountPage::passwordRow()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    password_ = new PasswordField;
    password_->setObjectName(QStringLiteral("password"));
    password_->setAccessibleName(tr("Password"));
    password_->setPlaceholderText(tr("may stay empty: check without signing in"));
    connect(password_, &QLineEdit::textChanged, this, &AccountPage::arrange);
    layout->addWidget(password_, 1);
    layout->addWidget(eye());
    return row;
}

QToolButton *AccountPage::eye()
{
    eye_ = new QToolButton;
    eye_->setObjectName(QStringLiteral("show-password"));
    eye_->setIcon(icon(QStringLiteral("show-password")));
    eye_->setAccessibleName(tr("Show the password while this is pressed"));
    eye_->setToolTip(eye_->accessibleName());
    eye_->setFocusPolicy(Qt::StrongFocus);
    connect(eye_, &QAbstractButton::pressed, password_, [this] { password_->show(PasswordField::Sight::shown); });
    connect(eye_, &QAbstractButton::released, password_, [this] { password_->show(PasswordField::Sight::hidden); });
    return eye_;
}

// As high as its longest sentences need, so that the fields below keep their place while one types.
QWidget *AccountPage::hint()
{
    auto *row = new QWidget;
    hint_ = textLabel();
    hint_->setObjectName(QStringLiteral("hint"));
    hint_->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    hint_->setMinimumHeight(hint_->fontMetrics().lineSpacing() * 2);
    mark_ = new QLabel;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({0, fontMetrics().height() / 3, 0, fontMetrics().height() / 3});
    layout->addWidget(mark_, 0, Qt::AlignTop);
    layout->addWidget(hint_, 1);
    return row;
}

QToolButton *AccountPage::more()
{
    more_ = new QToolButton;
    more_->setObjectName(QStringLiteral("more"));
    more_->setText(tr("M&ore: server, user name, Outlook version …"));
    more_->setCheckable(true);
    more_->setAutoRaise(true);
    more_->setFocusPolicy(Qt::StrongFocus);
    more_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(more_, &QToolButton::toggled, this, &AccountPage::unfold);
    return more_;
}

QLineEdit *AccountPage::field(Field which, const char *name, const QString &title, const QString &example)
{
    auto *made = new QLineEdit;
    made->setObjectName(QLatin1String(name));
    made->setAccessibleName(title);
    made->setPlaceholderText(example);
    made->setMaxLength(mostTyped);
    made->setAcceptDrops(false); // a file that is dropped here is meant for the window
    connect(made, &QLineEdit::textChanged, this, &AccountPage::arrange);
    return fields_[which] = made;
}

QComboBox *AccountPage::transports()
{
    auto *list = new QComboBox;
    list->setObjectName(QStringLiteral("transport"));
    list->setAccessibleName(tr("Transport"));
    list->addItem(tr("all that are offered"), QString());
    list->addItem(tr("direct only"), dataOf(trace::nameOf(trace::Transport::direct)));
    list->addItem(tr("RPC over HTTPS only"), dataOf(trace::nameOf(trace::Transport::rpcHttps)));
    connect(list, &QComboBox::currentIndexChanged, this, &AccountPage::arrange);
    return list;
}

QComboBox *AccountPage::versions()
{
    auto *list = new QComboBox;
    list->setObjectName(QStringLiteral("outlook"));
    list->setAccessibleName(tr("Outlook version"));
    for (const path::Outlook version : {path::Outlook::v2003, path::Outlook::v2007, path::Outlook::v2010, path::Outlook::v2013,
                                        path::Outlook::v2016, path::Outlook::v2019, path::Outlook::v365})
        list->addItem(QStringLiteral("Outlook ") + dataOf(path::nameOf(version)), int(version));
    connect(list, &QComboBox::currentIndexChanged, this, &AccountPage::arrange);
    return list;
}

void AccountPage::initializePage()
{
    setSubTitle(session_.isSetAside() ? tr("Now the other account, to be compared with the walk before it.")
                                      : subTitleFor(session_.symptom()));
    guide_->setText(session_.isSetAside() ? QString() : guideFor(session_.symptom()));
    guide_->setVisible(!guide_->text().isEmpty());
    unfold();
    if (const auto proposed = session_.takeProposal())
        propose(*proposed);
    arrange();
    fields_[Field::address]->setFocus();
}

Typed AccountPage::typed() const
{
    const auto text = [this](Field field) { return fields_[field]->text().trimmed(); };
    Typed typed{text(Field::address),  text(Field::user),      text(Field::mailbox),  text(Field::server),
                text(Field::rpcProxy), text(Field::principal), text(Field::directory)};
    typed.hasPassword = !password_->text().isEmpty();
    typed.profile = session_.symptom() == Symptom::usedToWork ? path::Profile::finished : path::Profile::fresh;
    typed.outlook = path::Outlook(outlook_->currentData().toInt());
    typed.via = trace::valueOf<trace::Transport>(transport_->currentData().toString().toStdString());
    return typed;
}

void AccountPage::fill(const Typed &typed)
{
    const std::pair<Field, QString> texts[] = {{Field::address, typed.address},    {Field::user, typed.user},
                                               {Field::mailbox, typed.mailbox},    {Field::server, typed.server},
                                               {Field::rpcProxy, typed.rpcProxy},  {Field::principal, typed.principal},
                                               {Field::directory, typed.directory}};
    for (const auto &[field, text] : texts)
        fields_[field]->setText(text);
    outlook_->setCurrentIndex(outlook_->findData(int(typed.outlook)));
    transport_->setCurrentIndex(std::max(0, transport_->findData(typed.via ? dataOf(trace::nameOf(*typed.via)) : QString())));
}

// What is wanted for another walk; the password is to be typed again.
void AccountPage::propose(const path::Request &request)
{
    const Typed now = typed();
    Typed proposed = typedFrom(request);
    if (proposed.address == now.address && proposed.user.isEmpty())
        proposed.user = now.user;
    if (!proposed.server.isEmpty() && proposed.server == now.server && proposed.rpcProxy.isEmpty()) {
        proposed.rpcProxy = now.rpcProxy;
        proposed.principal = now.principal;
    }
    fill(proposed);
    if (!proposed.server.isEmpty() || !proposed.rpcProxy.isEmpty()) // where it will walk to is to be seen
        more_->setChecked(true);
}

void AccountPage::unfold()
{
    const bool isOpen = more_->isChecked(), isFinished = session_.symptom() == Symptom::usedToWork;
    more_->setArrowType(isOpen ? Qt::DownArrow : layoutDirection() == Qt::RightToLeft ? Qt::LeftArrow : Qt::RightArrow);
    for (QWidget *part : std::as_const(rest_))
        form_->setRowVisible(part, isOpen && (isFinished || (part != fromSaved_ && part != fields_[Field::directory])));
    preferences_.setMoreOpen(isOpen);
}

void AccountPage::arrange()
{
    if (!outlook_ || !transport_) // while the page is being built
        return;
    const auto obstacle = obstacleIn(typed());
    say(obstacle);
    if (std::exchange(wasComplete_, !obstacle) != wasComplete_)
        Q_EMIT completeChanged();
}

void AccountPage::say(const std::optional<Obstacle> &obstacle)
{
    if (obstacle && obstacle->field != Field::address && isVisible())
        more_->setChecked(true);
    if (obstacle)
        tell(obstacle->sentence, typed().address.isEmpty() ? "help" : "warning");
    else if (password_->text().isEmpty())
        tell(tr("Without a password Mailwalk checks everything that needs no sign-in."), "passed");
    else
        tell(tr("The password goes only to servers that have proven who they are. It is kept nowhere."), "passed");
    for (auto at = fields_.cbegin(); at != fields_.cend(); ++at)
        at.value()->setAccessibleDescription(obstacle && obstacle->field == at.key() ? obstacle->sentence : QString());
}

void AccountPage::tell(const QString &sentence, const char *picture)
{
    const int side = fontMetrics().height() * 5 / 4;
    hint_->setText(sentence);
    mark_->setPixmap(pictogram(QLatin1String(picture), palette().color(QPalette::WindowText), side, devicePixelRatioF()));
}

void AccountPage::mask()
{
    const bool isShared = session_.sharing() == Sharing::on;
    for (QLineEdit *field : std::as_const(fields_))
        field->setEchoMode(isShared ? QLineEdit::Password : QLineEdit::Normal);
    password_->show(PasswordField::Sight::hidden);
    eye_->setDisabled(isShared);
}

void AccountPage::cleanupPage() { password_->take(); }

bool AccountPage::isComplete() const { return !obstacleIn(typed()); }

bool AccountPage::validatePage()
{
    const Typed account = typed();
    if (obstacleIn(account))
        return false;
    preferences_.keep(account);
    Errand errand;
    errand.request = requestFrom(account, password_->take());
    session_.prepare(std::move(errand));
    return true;
}

void AccountPage::takeFromSaved()
{
    const QString file = askForWalk(this, preferences_);
    if (file.isEmpty())
        return;
    reading_ = std::make_unique<Background>([file] { return readFrom(file); });
    waiting_.start();
}

void AccountPage::readSaved()
{
    if (!reading_->isOver())
        return;
    waiting_.stop();
    const Outturn outturn = std::exchange(reading_, nullptr)->take();
    const auto remembered = outturn.told ? path::rememberedFrom(outturn.told->document.trace) : std::nullopt;
    if (!outturn.told)
        return tell(outturn.trouble, "warning");
    if (report::maskingOf(outturn.told->document) == report::Masking::masked)
        return tell(tr("That file has its names masked: nothing can be walked to with them."), "warning");
    if (!remembered)
        return tell(tr("That walk did not come far enough to tell what a finished profile stores."), "warning");
    path::Request request;
    request.address = outturn.told->document.trace.asked.address;
    request.remembered = remembered;
    request.outlook = typed().outlook;
    request.via = typed().via;
    propose(request);
}

} // namespace mailwalk::wizard
