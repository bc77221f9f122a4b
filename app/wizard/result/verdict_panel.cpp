#include "wizard/result/verdict_panel.h"

#include "wizard/result/colours.h"
#include "wizard/result/label.h"
#include "wizard/words.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace mailwalk::wizard {

QString codeOf(const report::Advice &advice)
{
    if (!advice.step)
        return {};
    if (advice.shortCode.isEmpty())
        return VerdictPanel::tr("Step %1").arg(advice.step);
    return VerdictPanel::tr("Step %1, code %2").arg(QString::number(advice.step), advice.shortCode);
}

VerdictPanel::VerdictPanel(QWidget *parent)
    : QWidget(parent), symbol_(new QLabel), sentence_(plainLabel("verdict")), origin_(plainLabel("origin")),
      code_(plainLabel("code")), copyCode_(new QPushButton(tr("Copy co&de")))
{
    symbol_->setAccessibleName(QString()); // the word beside it says the same
    copyCode_->setObjectName(QStringLiteral("copy-code"));
    connect(copyCode_, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(code_->text()); });

    auto *words = new QHBoxLayout;
    words->addWidget(symbol_, 0, Qt::AlignTop);
    words->addWidget(sentence_, 1);
    auto *numbers = new QHBoxLayout;
    code_->setWordWrap(false);
    numbers->addWidget(code_);
    numbers->addWidget(copyCode_);
    numbers->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(words);
    layout->addWidget(origin_);
    layout->addLayout(numbers);
    dress();
}

void VerdictPanel::show(const report::Advice &advice, diagnosis::Result outcome)
{
    outcome_ = outcome;
    symbol_->setText(symbolFor(outcome));
    say(sentence_, tr("%1: %2").arg(advice.outcome, advice.sentence));
    say(code_, codeOf(advice));
    copyCode_->setVisible(!code_->text().isEmpty());
    dress();
}

void VerdictPanel::sayOrigin(const QString &text) { say(origin_, text); }

void VerdictPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        dress();
    QWidget::changeEvent(event);
}

void VerdictPanel::dress()
{
    enlarge(symbol_, font(), 2.2);
    enlarge(sentence_, font(), 1.4);
    enlarge(code_, font(), 1.4);
    QPalette colours = palette();
    if (const QVariant colour = colourOf(outcome_); colour.isValid())
        colours.setColor(QPalette::WindowText, colour.value<QColor>());
    symbol_->setPalette(colours);
}

} // namespace mailwalk::wizard
