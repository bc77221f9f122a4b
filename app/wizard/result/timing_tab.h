#pragma once

#include "wizard/result/timing_model.h"

#include <QLabel>
#include <QTreeView>

namespace mailwalk::wizard {

/// The waterfall: a row for each hop, a bar for its time. Only the rows that are seen are drawn.
class TimingTab final : public QWidget
{
    Q_OBJECT

public:
    explicit TimingTab(QWidget *parent = nullptr);

    void show(const trace::Trace &trace);
    using QWidget::show;

Q_SIGNALS:
    void chosen(mailwalk::trace::HopId hop); ///< a row was opened

protected:
    void changeEvent(QEvent *event) override;

private:
    void size();

    TimingModel model_;
    QLabel *whyEmpty_;
    QTreeView *view_;
};

} // namespace mailwalk::wizard
