#pragma once

#include "wizard/result/letter_panel.h"

namespace mailwalk::wizard {

/// What it means, what this person can do, who else can mend it and what to tell them.
class AdviceTab final : public QWidget
{
    Q_OBJECT

public:
    explicit AdviceTab(QWidget *parent = nullptr);

    void show(const report::Advice &advice);
    LetterPanel &letter() { return *letter_; }
    using QWidget::show;

private:
    struct Part {
        QLabel *heading, *text;
    };
    Part part(const char *objectName, const QString &heading);
    static void fill(const Part &part, const QStringList &texts);

    QWidget *parts_;
    Part meaning_, remedy_, fixers_, ways_, noticed_;
    LetterPanel *letter_;
};

} // namespace mailwalk::wizard
