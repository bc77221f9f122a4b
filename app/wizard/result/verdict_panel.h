#pragma once

#include "report/advice.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace mailwalk::wizard {

/// The verdict in one large sentence; under it where it comes from, and the step and short code, large enough to be read out.
class VerdictPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictPanel(QWidget *parent = nullptr);

    void show(const report::Advice &advice, diagnosis::Result outcome);
    void sayOrigin(const QString &text); ///< of a walk that was opened; empty for a walk of our own
    using QWidget::show;

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();

    diagnosis::Result outcome_ = diagnosis::Result::notRun;
    QLabel *symbol_, *sentence_, *origin_, *code_;
    QPushButton *copyCode_;
};

/// "Step 17, code 017 054"; empty when nothing stopped the walk.
QString codeOf(const report::Advice &advice);

} // namespace mailwalk::wizard
