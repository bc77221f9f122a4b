#pragma once

#include "wizard/told.h"

#include <QWizardPage>

class QTabWidget;

namespace mailwalk::wizard {

class AdviceTab;
class PathPanel;
class Session;
class StepsTab;
class VerdictPanel;

/// The finished walk: one sentence, the picture, what to do; and for whoever helps, every step of it.
class ResultPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit ResultPage(Session &session, QWidget *parent = nullptr);

    void initializePage() override;

private:
    void arrange();
    void show();
    void showStep(trace::HopId hop);

    Session &session_;
    std::shared_ptr<const Told> told_;
    VerdictPanel *verdict_;
    PathPanel *path_;
    QTabWidget *tabs_;
    AdviceTab *advice_;
    StepsTab *steps_;
};

} // namespace mailwalk::wizard
