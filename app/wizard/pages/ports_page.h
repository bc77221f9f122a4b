#pragma once

#include "wizard/ports/answer.h"
#include "wizard/session.h"

#include <QWizardPage>

class QLabel;
class QScrollArea;
class QTabWidget;

namespace mailwalk::wizard {

class ChoicesPanel;
class DetailTable;
class OutputPanel;
class TableTab;

/// What a firewall must let through, without any network: the few ports that matter in one sentence, then leg by leg; and of
/// the walk that is shown, what it really used.
class PortsPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit PortsPage(Session &session, QWidget *parent = nullptr);

    void initializePage() override;
    void cleanupPage() override {} ///< what was chosen stays

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *body();
    void giveRoom();
    QWidget *inShort();
    QWidget *walk();
    void measure();
    void takeFromWalk();
    void answer();

    Session &session_;
    std::shared_ptr<const Told> told_;                   ///< the walk that was measured
    std::shared_ptr<const Told> taken_;                  ///< the one that the choices were taken from
    std::optional<diagnosis::ports::Measured> measured_; ///< as it may be shown now
    QLabel *sentence_, *inShort_, *notes_, *missing_;
    ChoicesPanel *choices_;
    QScrollArea *column_{};
    QTabWidget *tabs_;
    DetailTable *rules_, *pins_;
    TableTab *used_;
    QWidget *walk_{};
    OutputPanel *output_;
};

} // namespace mailwalk::wizard
