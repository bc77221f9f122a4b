#pragma once

#include "wizard/pages/riddle.h"

#include <QWizardPage>

class QLabel;
class QListWidget;
class QPushButton;

namespace mailwalk::wizard {

class PathView;
class Session;
struct Told;
class StepsTab;

/// After practice with a surprise: the path and the steps without a word on the cause, and a few causes to choose from. Each
/// choice is judged at once, as often as one likes; the result page follows.
class GuessPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit GuessPage(Session &session, QWidget *parent = nullptr);

    /// Whether the walk that has ended leaves anything to guess: else this page is passed by.
    static bool hasRiddle(const Session &session);

    void initializePage() override;

private:
    QWidget *question();
    void offer();
    void judge();
    QString judgementOn(std::size_t guess) const;

    Session &session_;
    std::shared_ptr<const Told> told_; ///< what is on this page, whatever the session opens meanwhile
    Riddle riddle_;
    std::uint32_t seed_{}; ///< the order of the guesses, which stays when names are masked
    bool isJudged_{};
    PathView *path_;
    StepsTab *steps_;
    QListWidget *guesses_;
    QPushButton *judge_;
    QLabel *judgement_;
};

} // namespace mailwalk::wizard
