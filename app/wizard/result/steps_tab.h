#pragma once

#include "wizard/result/step_model.h"
#include "wizard/result/step_search.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTreeView>

namespace mailwalk::wizard {

/// Every hop as a tree, searched and narrowed to what went wrong, with all that was recorded of the chosen one.
class StepsTab final : public QWidget
{
    Q_OBJECT

public:
    explicit StepsTab(QWidget *parent = nullptr);

    /// The trace outlives what is shown of it. The chosen hop stays chosen when it is the same walk in other words.
    void show(const trace::Trace &trace, trace::HopId lit);
    void select(trace::HopId hop); ///< and shows all hops when the search has left it out
    using QWidget::show;

private:
    QWidget *filters();
    QWidget *views();
    void search();
    void narrow(const std::vector<bool> &wanted);
    void unfold();
    void size();
    void tellCount();
    void showDetails(const QModelIndex &index);
    trace::HopId current() const;

    const trace::Trace *trace_ = nullptr;
    trace::HopId lit_{};
    StepModel model_;
    StepSearch search_;
    QLineEdit *text_;
    QCheckBox *problems_;
    QLabel *count_;
    QTreeView *tree_;
    QPlainTextEdit *details_;
};

} // namespace mailwalk::wizard
