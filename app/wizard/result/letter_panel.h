#pragma once

#include "report/advice.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace mailwalk::wizard {

/// A message that is ready to be sent to whoever can mend it. It may be edited before it is copied or saved.
class LetterPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LetterPanel(QWidget *parent = nullptr);

    void show(const std::vector<report::Letter> &letters); ///< hidden when there is none
    QString text() const { return letter_->toPlainText(); }
    using QWidget::show;

Q_SIGNALS:
    void toBeSaved(const QString &text);
    void told(const QString &sentence); ///< for a person: it was copied

private:
    void choose(int which);

    std::vector<report::Letter> letters_;
    QLabel *heading_;
    QComboBox *to_;
    QPlainTextEdit *letter_;
};

} // namespace mailwalk::wizard
