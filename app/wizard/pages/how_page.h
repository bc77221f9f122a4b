#pragma once

#include "trace/trace.h"

#include <QTimer>
#include <QWizardPage>

class QComboBox;
class QListWidget;
class QPushButton;
class QTextBrowser;

namespace mailwalk::wizard {

class PathView;
class Session;

/// How Outlook connects, directly and through HTTPS side by side, from the bundled record of a walk through the practice company.
/// A chosen step shows in the picture how far it has come; Play takes one step after the other.
class HowPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit HowPage(Session &session, QWidget *parent = nullptr);

    void initializePage() override;
    void cleanupPage() override;

private:
    QWidget *columns();
    QWidget *topRow();
    QWidget *column(QListWidget *list, trace::Transport lane);
    QWidget *answers();
    QListWidget *list(const char *name, trace::Transport lane);

    void load();
    void fill(QListWidget *list, trace::Transport lane);
    void showStep(QListWidget *list, trace::Transport lane);
    void showWhole();
    void showAnswer(int question);
    void play(bool on);
    void playOn();

    trace::Trace trace_;
    QTimer player_;
    PathView *path_;
    QListWidget *direct_, *rpcHttps_;
    QListWidget *played_; ///< the list that was chosen from last
    QPushButton *play_;
    QComboBox *questions_;
    QTextBrowser *answer_;
};

} // namespace mailwalk::wizard
