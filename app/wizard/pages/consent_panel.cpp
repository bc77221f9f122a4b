#include "wizard/pages/consent_panel.h"

#include "diagnosis/scene.h"
#include "wizard/look.h"
#include "wizard/words.h"

#include <QAccessible>
#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace mailwalk::wizard {

using http::Doubt;

namespace {

// What is asked; which machine it is about, by name and without; what the two answers do.
struct Wording {
    const char *heading, *named, *unnamed, *effect, *no, *yes;
};

constexpr Wording foreign{
    QT_TRANSLATE_NOOP("consent", "May your sign-in go to another organisation's server?"),
    QT_TRANSLATE_NOOP("consent", "The way to your mailbox leads to {host}, which does not belong to the domain of your address."),
    QT_TRANSLATE_NOOP("consent", "The way to your mailbox leads to a server that does not belong to the domain of your address."),
    QT_TRANSLATE_NOOP("consent",
                      "If you say yes, your address goes there and, if you typed a password, a proof of it, once that server has "
                      "proven its name. Say yes only if you know that your mail is kept there. If you are not sure, say no: "
                      "then nothing is sent, and you can ask your company's IT first."),
    QT_TRANSLATE_NOOP("consent", "&No, send nothing there"),
    QT_TRANSLATE_NOOP("consent", "&Yes, sign in there")};
constexpr Wording unproven{
    QT_TRANSLATE_NOOP("consent", "May your sign-in go to a server that cannot prove who it is?"),
    QT_TRANSLATE_NOOP("consent",
                      "The server {host} is reached over the internet, and on a direct connection nothing proves that it is "
                      "really that server that answers."),
    QT_TRANSLATE_NOOP("consent",
                      "The next server is reached over the internet, and on a direct connection nothing proves that it is "
                      "really that server that answers."),
    QT_TRANSLATE_NOOP("consent",
                      "If you say yes, your user name and a proof of your password go there; somebody who only poses as "
                      "the server could try to guess your password from it. In your company's network, or with its "
                      "VPN, you would not be asked. If you are not sure, say no: then nothing is sent."),
    QT_TRANSLATE_NOOP("consent", "&No, send nothing there"),
    QT_TRANSLATE_NOOP("consent", "&Yes, sign in all the same")};
constexpr Wording certificate{
    QT_TRANSLATE_NOOP("consent", "The server's certificate does not fit. May we look behind it?"),
    QT_TRANSLATE_NOOP("consent", "A certificate is a server's identity card, and that of {host} has a fault."),
    QT_TRANSLATE_NOOP("consent", "A certificate is a server's identity card, and the one of the next server has a fault."),
    QT_TRANSLATE_NOOP("consent",
                      "Your password is never sent there, whatever you answer. If you say yes, we only look whether the "
                      "right service would answer behind it, which helps whoever has to mend it. If you are not "
                      "sure, say no."),
    QT_TRANSLATE_NOOP("consent", "&No, go no further"),
    QT_TRANSLATE_NOOP("consent", "&Yes, look without signing in")};

const Wording &wordingFor(Doubt doubt)
{
    switch (doubt) {
    case Doubt::foreignHost: return foreign;
    case Doubt::unprovenServer: return unproven;
    case Doubt::certificate: break;
    }
    return certificate;
}

const QString gap = QStringLiteral("\n\n"); ///< between paragraphs

QString worded(const char *text) { return QCoreApplication::translate("consent", text); }

// Each line made fit by itself: a certificate's names are chosen by whoever made it.
QString detailOf(const http::Question &question)
{
    QStringList lines;
    for (const QString &line : QString::fromStdString(question.detail).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        lines += shown(line.toStdString(), 500);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

ConsentPanel::ConsentPanel(QWidget *parent)
    : QFrame(parent), heading_(textLabel()), text_(textLabel()), detail_(new QPlainTextEdit),
      names_(new QPushButton(tr("Show the &names")))
{
    setObjectName(QStringLiteral("consent"));
    setFrameStyle(QFrame::StyledPanel | QFrame::Raised);
    heading_->setObjectName(QStringLiteral("consent-heading"));
    text_->setObjectName(QStringLiteral("question"));
    QFont font;
    font.setBold(true);
    heading_->setFont(font);
    detail_->setObjectName(QStringLiteral("consent-detail"));
    detail_->setReadOnly(true);
    detail_->setTabChangesFocus(true);
    detail_->setMaximumHeight(7 * fontMetrics().lineSpacing()); // the rest scrolls, and the answers stay in sight
    detail_->setAccessibleName(tr("What the server showed"));
    names_->setObjectName(QStringLiteral("consent-names"));
    names_->setAutoDefault(false);
    no_ = button("no", http::Answer::no);
    yes_ = button("yes", http::Answer::yes);
    connect(names_, &QPushButton::clicked, this, [this] { setMasking(report::Masking::none); });
    arrange();
    hide();
}

void ConsentPanel::arrange()
{
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(no_);
    buttons->addWidget(yes_);
    buttons->addWidget(names_);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(heading_);
    layout->addWidget(text_);
    layout->addWidget(detail_);
    layout->addLayout(buttons);
}

QPushButton *ConsentPanel::button(const char *name, http::Answer answer)
{
    auto *button = new QPushButton;
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(answer == http::Answer::no); // Enter never says yes
    connect(button, &QPushButton::clicked, this, [this, answer] { give(answer); });
    return button;
}

void ConsentPanel::ask(const http::Question &question, report::Masking masking)
{
    if (!isAsking())
        before_ = QApplication::focusWidget();
    question_ = question;
    setMasking(masking);
    show();
    no_->setDefault(true);
    no_->setFocus(Qt::OtherFocusReason);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ConsentPanel::setMasking(report::Masking masking)
{
    if (!isAsking())
        return;
    const bool isMasked = masking == report::Masking::masked;
    const Wording &wording = wordingFor(question_->doubt);
    heading_->setText(worded(wording.heading));
    text_->setText(textFor(masking));
    no_->setText(worded(wording.no));
    yes_->setText(worded(wording.yes));
    no_->setAccessibleDescription(text_->text());
    setAccessibleName(heading_->text());
    setAccessibleDescription(text_->text());
    detail_->setPlainText(detailOf(*question_));
    detail_->setVisible(!isMasked && !question_->detail.empty());
    names_->setVisible(isMasked);
}

QString ConsentPanel::textFor(report::Masking masking) const
{
    const Wording &wording = wordingFor(question_->doubt);
    if (masking == report::Masking::masked)
        return worded(wording.unnamed) + gap + worded(wording.effect);
    QString text = worded(wording.named).replace(QStringLiteral("{host}"), shown(diagnosis::hostIn(question_->host), 100));
    if (!question_->from.empty())
        text += gap + tr("It was named by: %1").arg(shown(question_->from, 200));
    return text + gap + worded(wording.effect);
}

void ConsentPanel::give(http::Answer answer)
{
    if (!isAsking())
        return;
    close();
    Q_EMIT answered(answer);
}

void ConsentPanel::close()
{
    if (!isAsking())
        return;
    question_.reset();
    hide();
    if (before_ && before_->isVisible())
        before_->setFocus(Qt::OtherFocusReason);
}

} // namespace mailwalk::wizard
