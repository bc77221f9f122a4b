#include "wizard/result/letter_panel.h"

#include "wizard/icon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace mailwalk::wizard {

LetterPanel::LetterPanel(QWidget *parent) : QWidget(parent), heading_(new QLabel), to_(new QComboBox), letter_(new QPlainTextEdit)
{
    heading_->setTextFormat(Qt::PlainText);
    heading_->setWordWrap(true);
    heading_->setBuddy(letter_);
    to_->setObjectName(QStringLiteral("letter-to"));
    to_->setAccessibleName(tr("Who the message is for"));
    letter_->setObjectName(QStringLiteral("letter"));
    letter_->setTabChangesFocus(true);
    letter_->setAccessibleName(tr("Message to send"));
    auto *copy = new QPushButton(icon(QStringLiteral("copy")), tr("Cop&y message"));
    copy->setObjectName(QStringLiteral("copy-letter"));
    auto *save = new QPushButton(icon(QStringLiteral("save")), tr("S&ave message…"));
    save->setObjectName(QStringLiteral("save-letter"));
    connect(to_, &QComboBox::currentIndexChanged, this, &LetterPanel::choose);
    connect(save, &QPushButton::clicked, this, [this] { Q_EMIT toBeSaved(text()); });
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(text());
        Q_EMIT told(tr("The message is copied: paste it where you write."));
    });

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addWidget(save);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(heading_);
    layout->addWidget(to_);
    layout->addWidget(letter_, 1);
    layout->addLayout(buttons);
}

void LetterPanel::show(const std::vector<report::Letter> &letters)
{
    letters_ = letters;
    to_->clear();
    for (const report::Letter &letter : letters_)
        to_->addItem(letter.toWord);
    to_->setVisible(letters_.size() > 1);
    setVisible(!letters_.empty());
    choose(to_->currentIndex());
}

void LetterPanel::choose(int which)
{
    if (which < 0 || std::size_t(which) >= letters_.size())
        return letter_->clear();
    const report::Letter &letter = letters_[std::size_t(which)];
    heading_->setText(letters_.size() > 1 ? tr("A messag&e, ready to be sent to:")
                                          : tr("A messag&e, ready to be sent to %1:").arg(letter.toWord));
    letter_->setPlainText(letter.text);
}

} // namespace mailwalk::wizard
