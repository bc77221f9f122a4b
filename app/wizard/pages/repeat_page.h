#pragma once

#include "wizard/pages/now_sentence.h"
#include "wizard/session.h"

#include <QWizardPage>

class QComboBox;
class QFormLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QShortcut;
class QSpinBox;
class QTableView;

namespace mailwalk::wizard {

class ConsentPanel;
class GridModel;
class PasswordField;
class Saving;
class TableTab;

/// The same walk many times: a grid of runs by hop, and what the failing ones have in common. It fills while they run. Begins
/// with what the session has prepared, or else with what was walked last.
class RepeatPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit RepeatPage(Session &session, QWidget *parent = nullptr);
    ~RepeatPage() override;

    void initializePage() override;
    void cleanupPage() override; ///< whoever goes back wants no walk any more

Q_SIGNALS:
    void toBeShown(const mailwalk::trace::Trace &walk); ///< one of the runs, as a walk of its own

private:
    QLayout *controls();
    QFormLayout *fields();
    void fillQuiet();
    QWidget *tables();
    QLayout *status();
    void connectSession();

    void start();
    void stop();
    void escape();
    void ask();
    void glance();
    void tell();
    void arrange();
    void showRun();
    void save();
    bool needsPassword() const;
    std::optional<std::size_t> chosenRun() const;

    Session &session_;
    std::optional<Errand> errand_;         ///< of the next start; with a password when one was typed before
    std::shared_ptr<const Repeats> shown_; ///< the tables read it
    NowSentence waiting_;
    std::size_t run_{}; ///< that waiting_ is about
    QLabel *whom_;
    QSpinBox *times_;
    QComboBox *quiet_;
    QFormLayout *form_;
    PasswordField *password_;
    QPushButton *start_, *stop_, *show_, *save_;
    ConsentPanel *consent_;
    QProgressBar *progress_;
    QLabel *now_, *sentence_, *culprit_, *durations_, *quietTold_, *told_;
    GridModel *model_;
    QTableView *grid_;
    TableTab *machines_;
    QShortcut *escape_;
    Saving *saving_;
};

} // namespace mailwalk::wizard
