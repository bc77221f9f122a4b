#pragma once

#include "wizard/session.h"

#include <QWizardPage>

class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace mailwalk::wizard {

/// "Practise": an account of a made-up company, and what is broken in it: chosen, or by chance and not told.
class PracticePage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit PracticePage(Session &session, QWidget *parent = nullptr);

    void initializePage() override;
    void cleanupPage() override {} ///< what was chosen stays
    bool isComplete() const override;
    bool validatePage() override; ///< hands the errand to the session

    bool isSurprise() const;
    std::optional<std::string> fault() const;                          ///< that is chosen; none leaves the company whole
    void choose(const std::string &address, const std::string &fault); ///< by address and id; an empty fault is none

private:
    QWidget *accountRow();
    QWidget *faults();
    void fillFaults();
    void search(const QString &text);
    void arrange();
    Errand::Practice practice() const;

    Session &session_;
    QComboBox *account_{};
    QRadioButton *chosen_{}, *surprise_{};
    QWidget *faults_{};
    QLineEdit *search_{};
    QTreeWidget *fault_{};
    QLabel *note_{};
};

} // namespace mailwalk::wizard
