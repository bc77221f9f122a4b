#pragma once

#include "wizard/told.h"

#include <QLabel>
#include <QRadioButton>

namespace mailwalk::wizard {

class PathView;

/// The path picture, the switch that recolours it for a new or a finished profile, and what the difference means here.
class PathPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit PathPanel(QWidget *parent = nullptr);

    void show(std::shared_ptr<const Told> told, report::Masking masking);
    void choose(diagnosis::Colouring colouring);
    using QWidget::show;

Q_SIGNALS:
    void chosen(mailwalk::trace::HopId hop); ///< a station

private:
    void recolour();

    std::shared_ptr<const Told> told_;
    report::Masking masking_ = report::Masking::none;
    PathView *view_;
    QRadioButton *fresh_, *finished_;
    QLabel *difference_;
};

} // namespace mailwalk::wizard
