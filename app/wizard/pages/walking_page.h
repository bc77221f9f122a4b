#pragma once

#include "diagnosis/picture.h"
#include "wizard/pages/now_sentence.h"

#include <QTimer>
#include <QWizardPage>

class QLabel;
class QProgressBar;
class QPushButton;
class QShortcut;

namespace mailwalk::wizard {

class ConsentPanel;
class PathView;
class Session;

/// The walk while it runs: the path picture filling in, what is asked now, the questions that only the person can decide. Begins
/// what the session has prepared when it is entered, and goes on by itself when the walk has ended.
class WalkingPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit WalkingPage(Session &session, QWidget *parent = nullptr);

    void initializePage() override;
    void cleanupPage() override; ///< whoever goes back wants no walk any more
    bool isComplete() const override;

private:
    QLayout *status();
    QLayout *buttons();

    void reset();
    void take(const std::vector<trace::Hop> &changes);
    void ask();
    void stop();
    void escape();
    void conclude();
    void tellTrouble(const QString &sentence);

    void showPath();
    void showNow();
    QString nowText() const;
    QString patienceText() const;

    Session &session_;
    diagnosis::Picture picture_;
    NowSentence waiting_;
    std::size_t steps_{};
    double lasted_{}; ///< ms; stays when the walk has ended
    QString trouble_; ///< why there was no walk
    QTimer clock_;
    PathView *path_;
    ConsentPanel *consent_;
    QLabel *now_, *patience_, *elapsed_, *count_;
    QProgressBar *progress_;
    QPushButton *skip_, *stop_;
    QShortcut *escape_;
};

} // namespace mailwalk::wizard
