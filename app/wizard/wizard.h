#pragma once

#include "wizard/session.h"

#include <QWizard>

namespace mailwalk::wizard {

/// The window: four pages, and two that lead to them or stand beside them.
///   symptom -> account -> walking -> result        -> how (shows how it connects, without any account)
///   symptom -> practice -> walking -> [guess ->] result       symptom -> result (a saved walk)
class Wizard final : public QWizard
{
    Q_OBJECT

public:
    enum Page { symptomPage, accountPage, practicePage, walkingPage, guessPage, resultPage, howPage };

    explicit Wizard(QWidget *parent = nullptr);
    ~Wizard() override;

    Session &session() { return session_; }
    int nextId() const override; ///< by the symptom; the pages need not know each other
    void openSaved(const QString &file);

    /// To the account page for another walk, with what was typed still there (never the password).
    void walkAgain();

private:
    Session session_;
};

} // namespace mailwalk::wizard
