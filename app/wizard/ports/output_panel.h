#pragma once

#include "report/masking.h"
#include "wizard/ports/answer.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace mailwalk::wizard {

class Saving;

/// The answer in the format that somebody wants: as it is seen it is copied and saved.
class OutputPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit OutputPanel(QWidget *parent = nullptr);

    QPlainTextEdit *preview() { return preview_; } ///< stands elsewhere on the page
    void show(const SharedAnswer &answer, report::Masking screen);
    using QWidget::show;

Q_SIGNALS:
    void formatChosen(); ///< by a person, who will want to see it

private:
    QPushButton *button(const char *name, const QString &text);
    void listFiles();
    void showFile();
    void copy();
    void save();
    void say(const QString &sentence);

    QComboBox *format_, *file_;
    QPushButton *copy_, *save_;
    QLabel *told_;
    QPlainTextEdit *preview_;
    Saving *saving_;
    SharedAnswer answer_;
    std::vector<report::ports::File> files_;
    report::Masking screen_ = report::Masking::none; ///< whether others see what is told
};

} // namespace mailwalk::wizard
