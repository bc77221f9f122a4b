#include "wizard/result/timing_tab.h"

#include "wizard/result/copying.h"
#include "wizard/result/label.h"
#include "wizard/result/timing_bar.h"

#include <QEvent>
#include <QHeaderView>
#include <QVBoxLayout>

namespace mailwalk::wizard {

TimingTab::TimingTab(QWidget *parent) : QWidget(parent), whyEmpty_(plainLabel("why-empty")), view_(new QTreeView)
{
    setObjectName(QStringLiteral("timing-tab"));
    whyEmpty_->setAlignment(Qt::AlignCenter);
    whyEmpty_->setText(tr("No step of this walk was run, so none took any time."));
    view_->setObjectName(QStringLiteral("timing"));
    view_->setAccessibleName(tr("When each step began, and how long it took"));
    view_->setModel(&model_);
    view_->setItemDelegateForColumn(TimingModel::bar, new TimingBar(view_));
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAlternatingRowColors(true);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->header()->setStretchLastSection(false);
    view_->header()->setSectionResizeMode(TimingModel::bar, QHeaderView::Stretch);
    copyRowsOf(view_);
    connect(view_, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (const trace::Hop *hop = model_.hop(index))
            Q_EMIT chosen(hop->id);
    });
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(view_, 1);
    layout->addWidget(whyEmpty_, 1);
    size();
}

void TimingTab::show(const trace::Trace &trace)
{
    model_.show(trace);
    view_->setVisible(model_.rowCount() > 0);
    whyEmpty_->setVisible(model_.rowCount() == 0);
}

void TimingTab::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        size();
    QWidget::changeEvent(event);
}

void TimingTab::size()
{
    const int letter = QFontMetrics(font()).averageCharWidth();
    view_->setColumnWidth(TimingModel::name, 48 * letter);
    view_->setColumnWidth(TimingModel::length, 12 * letter);
}

} // namespace mailwalk::wizard
