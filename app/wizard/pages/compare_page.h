#pragma once

#include "wizard/compare/compared.h"
#include "wizard/preferences.h"
#include "wizard/session.h"
#include "wizard/task.h"

#include <QTimer>
#include <QWizardPage>
#include <deque>

class QComboBox;
class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace mailwalk::wizard {

class TableTab;

/// Two walks beside each other: where they part first, then what else differs. Those that were shown lately stand to be chosen;
/// others are opened by a button or dropped on the window.
class ComparePage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit ComparePage(Session &session, QWidget *parent = nullptr);
    ~ComparePage() override;

    void initializePage() override;
    void read(const QStringList &files); ///< one takes the place of the second walk, or of one that is not there; two take both

Q_SIGNALS:
    void otherWished(); ///< a walk with another account, to be compared

private:
    enum class Side { first, second };

    QGridLayout *choices();
    QWidget *differences();
    QComboBox *choice(Side side, const char *name, const QString &title);
    QPushButton *opener(Side side);
    QPlainTextEdit *details(const char *name, const QString &title);

    void pull();
    void pullReading();
    void pullCompared();
    void open(Side side);
    void swap();
    void fill();
    void compare();
    void tell();
    void showDetails();
    bool isOffered(Side side) const;
    void choose(Side side, int entry);

    Session &session_;
    Preferences preferences_;
    std::map<Side, QComboBox *> walks_;
    std::map<Side, std::shared_ptr<const Told>> chosen_;
    QPushButton *swap_, *other_;
    QLabel *sentence_, *parting_;
    TableTab *table_{};
    QPlainTextEdit *first_, *second_;
    std::optional<Compared> compared_;
    bool isStale_{}; ///< what is being compared is not what is chosen any more
    QTimer pull_;
    std::deque<std::pair<Side, QString>> files_; ///< to be read, one after the other; the first one is being read
    QString trouble_;                            ///< with the last one
    std::unique_ptr<Background> reading_;
    std::unique_ptr<Task<std::optional<Compared>>> comparing_;
};

} // namespace mailwalk::wizard
