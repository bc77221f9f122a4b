#pragma once

#include "wizard/told.h"

#include <QWizardPage>

class QScrollArea;
class QTabWidget;

namespace mailwalk::wizard {

class ActionRow;
class AdviceTab;
class PathPanel;
class Saving;
class Session;
class StepsTab;
class TableTab;
class TimingTab;
class VerdictPanel;
enum class Again;

/// The finished walk: one sentence, the picture, what to do; and for whoever helps, every step of it.
class ResultPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit ResultPage(Session &session, QWidget *parent = nullptr);

    void initializePage() override;

private:
    QWidget *content();
    void fillTabs();
    void connectParts();
    void tell();
    void tellMeasured();
    void turnTo(int page);
    void showStep(trace::HopId hop);
    void offerAgain();
    void walkAgain(Again which);

    Session &session_;
    std::shared_ptr<const Told> told_;
    VerdictPanel *verdict_;
    PathPanel *path_;
    QScrollArea *scroll_{};
    QTabWidget *tabs_;
    AdviceTab *advice_;
    StepsTab *steps_;
    TableTab *settings_, *ports_;
    TimingTab *timing_;
    ActionRow *actions_;
    Saving *saving_;
};

} // namespace mailwalk::wizard
