#include "wizard/form.h"

#include "base/endpoint.h"
#include "practice/organisation.h"
#include "wizard/typed_secret.h"
#include "wizard/words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace mailwalk::wizard {

namespace {

constexpr int mostTyped = 255;

std::string typedIn(const QLineEdit *field) { return field->text().trimmed().toStdString(); }

// Whoever types "1.2.3.400" means a number: no host's last label is one (RFC 1123 2.1).
bool isMeantAsNumber(const QString &text)
{
    const QString label = text.section(QLatin1Char('.'), -1, -1, QString::SectionSkipEmpty);
    return std::all_of(label.begin(), label.end(), [](QChar c) { return c.isDigit(); });
}

// One sentence on what is wrong with it; empty when nothing is.
QString faultOfServer(const QString &text)
{
    if (text.isEmpty() || addressFrom(text.toStdString()))
        return {};
    if (isMeantAsNumber(text))
        return Form::tr("A network address is four numbers from 0 to 255: 192.0.2.10");
    if (!isHostName(text.toStdString()))
        return Form::tr("The server's name may have letters, digits, dots and hyphens: ex1.example.com");
    return {};
}

} // namespace

Form::Form(QWidget *parent)
    : QWidget(parent), practise_(new QRadioButton(tr("&Practise with a made-up company"))),
      typed_(new QRadioButton(tr("My &own account"))), pages_(new QStackedWidget), outlook_(list(tr("Outlook version")))
{
    pages_->addWidget(practicePage());
    pages_->addWidget(serverPage());
    for (const char *version : {"2003", "2007", "2010", "2013", "2016", "2019", "365"})
        outlook_->addItem(QStringLiteral("Outlook ") + QLatin1String(version), QLatin1String(version));
    outlook_->setCurrentIndex(outlook_->findData(QStringLiteral("2016")));

    auto *choice = new QHBoxLayout;
    choice->addWidget(practise_);
    choice->addWidget(typed_);
    choice->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(choice);
    layout->addWidget(pages_);

    connect(practise_, &QRadioButton::toggled, this, [this](bool on) {
        pages_->setCurrentIndex(on ? 0 : 1);
        Q_EMIT changed();
    });
    practise_->setChecked(true);
}

Form::~Form() { takeSecret(*password_); }

QWidget *Form::practicePage()
{
    auto *page = new QWidget;
    auto *layout = new QFormLayout(page);
    account_ = list(tr("Account"));
    for (const practice::Account &account : practice::accounts())
        account_->addItem(shown(account.address), QString::fromStdString(account.address));
    fault_ = list(tr("What is broken"));
    fault_->addItem(tr("nothing: the company is in order"));
    for (const practice::FaultInfo &fault : practice::faults())
        fault_->addItem(shown(fault.description), QString::fromStdString(fault.id));
    layout->addRow(tr("&Account"), account_);
    layout->addRow(tr("What is &broken"), fault_);
    return page;
}

QWidget *Form::serverPage()
{
    auto *page = new QWidget;
    auto *where = new QFormLayout;
    auto *who = new QFormLayout;
    auto *layout = new QHBoxLayout(page);
    layout->addLayout(where);
    layout->addLayout(who);
    server_ = field(tr("Exchange server"), tr("may stay empty: then it is looked for"));
    mailbox_ = field(tr("Mailbox"), tr("your e-mail address, or the name in the address list"));
    user_ = field(tr("User name"), tr("COMPANY\\name, or the address"));
    password_ = field(tr("Password"), tr("may stay empty: walks without signing in"));
    password_->setEchoMode(QLineEdit::Password);
    where->addRow(tr("&Exchange server"), server_);
    where->addRow(tr("&Mailbox"), mailbox_);
    who->addRow(tr("&User name"), user_);
    who->addRow(tr("Pass&word"), password_);
    return page;
}

QLineEdit *Form::field(const QString &name, const QString &example)
{
    auto *field = new QLineEdit;
    field->setAccessibleName(name);
    field->setPlaceholderText(example);
    field->setMaxLength(mostTyped);
    connect(field, &QLineEdit::textChanged, this, &Form::changed);
    return field;
}

QComboBox *Form::list(const QString &name)
{
    auto *list = new QComboBox;
    list->setAccessibleName(name);
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list->setMinimumContentsLength(24);
    return list;
}

QString Form::missing() const
{
    if (practise_->isChecked())
        return {};
    if (const QString fault = faultOfServer(server_->text().trimmed()); !fault.isEmpty())
        return fault;
    if (mailbox_->text().trimmed().isEmpty())
        return tr("Type your e-mail address; or the name of the mailbox, with its Exchange server.");
    if (server_->text().trimmed().isEmpty() && !mailbox_->text().contains(QLatin1Char('@')))
        return tr("Type the whole e-mail address; or the name of the Exchange server as well.");
    if (server_->text().trimmed().isEmpty())
        return {};
    if (!password_->text().isEmpty() && user_->text().trimmed().isEmpty())
        return tr("With a password, type the user name as well.");
    return {};
}

Errand Form::takeErrand()
{
    Errand errand;
    errand.request.outlook = path::outlookFrom(outlook_->currentData().toString().toStdString()).value_or(path::Outlook::v2016);
    if (practise_->isChecked()) {
        errand.practice.emplace();
        errand.practice->account = std::size_t(account_->currentIndex());
        if (const QString fault = fault_->currentData().toString(); !fault.isEmpty())
            errand.practice->fault = fault.toStdString();
        return errand;
    }
    const std::string mailbox = typedIn(mailbox_), server = typedIn(server_), user = typedIn(user_);
    if (server.empty())
        errand.request.address = mailbox;
    else
        errand.request.server = server, errand.request.mailbox = mailbox;
    if (Secret password = takeSecret(*password_); !password.empty())
        errand.request.identity = auth::identityFrom(user.empty() ? mailbox : user, std::move(password));
    return errand;
}

void Form::choosePractice(const std::string &account, const std::string &fault)
{
    practise_->setChecked(true);
    account_->setCurrentIndex(std::max(0, account_->findData(QString::fromStdString(account))));
    fault_->setCurrentIndex(fault.empty() ? 0 : fault_->findData(QString::fromStdString(fault)));
}

} // namespace mailwalk::wizard
