#pragma once

#include "wizard/told.h"

#include <QLabel>
#include <QRadioButton>

namespace mailwalk::wizard {

class PathView;
class TableTab;

/// Whether the other kind of profile is still being walked.
enum class Measuring { underWay, over };

/// The path picture, the switch that recolours it for a new or a finished profile, and what the difference means here: as it was
/// measured, step by step, when both were walked.
class PathPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit PathPanel(QWidget *parent = nullptr);

    void show(std::shared_ptr<const Told> told, report::Masking masking, Measuring measuring);
    void choose(diagnosis::Colouring colouring);
    using QWidget::show;

Q_SIGNALS:
    void chosen(mailwalk::trace::HopId hop); ///< a station

protected:
    void changeEvent(QEvent *event) override;

private:
    void recolour();
    void tellDifferences();
    void size();
    const Counterpart *counterpart() const; ///< whose way the switch is set to; null while it is the walk's own
    diagnosis::Colouring colouring() const;
    void goTo(trace::HopId hop);

    std::shared_ptr<const Told> told_;
    report::Masking masking_ = report::Masking::none;
    Measuring measuring_ = Measuring::over;
    PathView *view_;
    QRadioButton *fresh_, *finished_;
    QLabel *difference_, *measured_;
    TableTab *differences_;
};

} // namespace mailwalk::wizard
