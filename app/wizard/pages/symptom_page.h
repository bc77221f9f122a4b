#pragma once

#include "wizard/session.h"

#include <QWizardPage>

class QVBoxLayout;

namespace mailwalk::wizard {

class ChoiceButton;

/// "What is wrong?": what brings the person here, each entry a button that leads on at once.
class SymptomPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit SymptomPage(Session &session, QWidget *parent = nullptr);

    void initializePage() override;

Q_SIGNALS:
    void wentOn();    ///< the session knows where to
    void openAsked(); ///< for a saved walk

private:
    ChoiceButton *button(const char *name, const char *picture, const QString &title, const QString &line);
    ChoiceButton *entry(Symptom symptom, const char *name, const char *picture, const QString &title, const QString &line);
    QWidget *others();
    void addTroubles(QVBoxLayout *layout);
    void goOn(Symptom symptom);

    Session &session_;
};

} // namespace mailwalk::wizard
