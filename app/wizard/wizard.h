#pragma once

#include "wizard/preferences.h"
#include "wizard/session.h"

#include <QWizard>

class QAction;
class QMenu;

namespace mailwalk::wizard {

class Notice;

/// The window: four pages, and those that lead to them or stand beside them.
///   symptom -> account -> walking -> result        -> how (shows how it connects, without any account)
///   symptom -> practice -> walking -> [guess ->] result       symptom -> result (a saved walk)
///   symptom -> ports (which a firewall must let through, without any account)
///   symptom -> account -> repeat (it works only sometimes)    result -> repeat, compare, ports (and back to the result)
class Wizard final : public QWizard
{
    Q_OBJECT

public:
    enum Page { symptomPage, accountPage, practicePage, walkingPage, guessPage, resultPage, howPage, portsPage, repeatPage, comparePage };

    explicit Wizard(QWidget *parent = nullptr);
    ~Wizard() override;

    Session &session() { return session_; }
    int nextId() const override;         ///< by the symptom; the pages need not know each other
    void openSaved(const QString &file); ///< the result page follows, or one sentence on why not. Not while a walk runs

    void turnTo(Page page); ///< that stands beside the one which is shown; Back leads here again

    /// To the account page for another walk (or to the practice page), with what was typed still there (never the password).
    void walkAgain();

    void walkOther(); ///< the same with another account, to be compared with the walk that is shown

    void done(int result) override; ///< a walk that runs is stopped

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void addPages();
    void addButtons();
    QMenu *menu();
    QAction *action(const char *name, const QString &title, const QKeySequence &keys);
    void arrange();
    void goBack();
    void goTo(Page page);
    void askForSaved();
    void press(const char *entry); ///< of a menu of the result page
    void introduce(QWizardPage *page);
    void enlarge(class QLabel *title);
    void showAbout();
    void compare();
    void share();
    bool isSurprise() const;

    Session session_;
    Preferences preferences_;
    std::optional<Page> beside_; ///< while it is turned to
    QAction *open_{}, *compare_{}, *save_{}, *report_{}, *sharing_{};
    Notice *notice_{};
};

} // namespace mailwalk::wizard
