#include "wizard/ports/output_panel.h"

#include "wizard/icon.h"
#include "wizard/ports/outputs.h"
#include "wizard/result/label.h"
#include "wizard/result/saving.h"

#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>

namespace mailwalk::wizard {

namespace {

QComboBox *outputList(const char *name, const QString &accessibleName, int letters)
{
    auto *list = new QComboBox;
    list->setObjectName(QLatin1String(name));
    list->setAccessibleName(accessibleName);
    list->setMinimumContentsLength(letters);
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return list;
}

QPlainTextEdit *previewOf(const QString &accessibleName)
{
    auto *preview = new QPlainTextEdit;
    preview->setObjectName(QStringLiteral("preview"));
    preview->setAccessibleName(accessibleName);
    preview->setReadOnly(true);
    preview->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    preview->setTabChangesFocus(true);
    preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    preview->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    return preview;
}

} // namespace

OutputPanel::OutputPanel(QWidget *parent)
    : QWidget(parent), format_(outputList("format", tr("Format"), 20)), file_(outputList("file", tr("File"), 14)),
      copy_(button("copy", tr("Cop&y"))), save_(button("save", tr("&Save …"))), told_(plainLabel("told")),
      preview_(previewOf(tr("Preview"))), saving_(new Saving(this))
{
    for (const Output output : allOutputs)
        format_->addItem(titleOf(output), QLatin1String(nameOf(output)));
    auto *caption = new QLabel(tr("&Format"));
    caption->setBuddy(format_);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    for (QWidget *part : {static_cast<QWidget *>(caption), static_cast<QWidget *>(format_), static_cast<QWidget *>(file_),
                          static_cast<QWidget *>(copy_), static_cast<QWidget *>(save_)})
        row->addWidget(part);
    row->addWidget(told_, 1);
    row->addStretch();
    told_->hide();
    connect(format_, &QComboBox::currentIndexChanged, this, &OutputPanel::listFiles);
    connect(format_, &QComboBox::activated, this, &OutputPanel::formatChosen);
    connect(file_, &QComboBox::currentIndexChanged, this, &OutputPanel::showFile);
    connect(file_, &QComboBox::activated, this, &OutputPanel::formatChosen);
    connect(copy_, &QAbstractButton::clicked, this, &OutputPanel::copy);
    connect(save_, &QAbstractButton::clicked, this, &OutputPanel::save);
    connect(saving_, &Saving::told, this, &OutputPanel::say);
}

QPushButton *OutputPanel::button(const char *name, const QString &text)
{
    auto *made = new QPushButton(icon(QLatin1String(name)), text);
    made->setObjectName(QLatin1String(name));
    made->setAutoDefault(false);
    return made;
}

void OutputPanel::show(const SharedAnswer &answer, report::Masking screen)
{
    answer_ = answer;
    screen_ = screen;
    listFiles();
}

// Registry files are one for each kind of machine; the others are one.
void OutputPanel::listFiles()
{
    if (!answer_)
        return;
    const QString before = file_->currentText();
    files_ = filesOf(allOutputs[std::size_t(format_->currentIndex())], *answer_);
    const QSignalBlocker quiet(file_);
    file_->clear();
    for (const auto &file : files_)
        file_->addItem(QString::fromStdString(file.name));
    file_->setCurrentIndex(std::max(0, file_->findText(before)));
    file_->setVisible(files_.size() > 1);
    showFile();
}

void OutputPanel::showFile()
{
    const bool isAny = !files_.empty();
    preview_->setPlainText(isAny ? readable(files_[std::size_t(std::max(0, file_->currentIndex()))])
                                 : whyNothing(*answer_));
    copy_->setEnabled(isAny);
    save_->setEnabled(isAny);
    say({});
}

void OutputPanel::copy()
{
    QGuiApplication::clipboard()->setText(preview_->toPlainText());
    say(tr("Copied: paste it where you need it."));
}

void OutputPanel::save()
{
    const auto &file = files_[std::size_t(std::max(0, file_->currentIndex()))];
    saving_->askFor(tr("Save the ports"), QString::fromStdString(file.name), file.bytes, screen_);
}

void OutputPanel::say(const QString &sentence)
{
    wizard::say(told_, sentence);
    QAccessibleEvent alert(told_, QAccessible::Alert);
    if (!sentence.isEmpty())
        QAccessible::updateAccessibility(&alert);
}

} // namespace mailwalk::wizard
