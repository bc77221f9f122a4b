#pragma once

#include "diagnosis/ports/adviser.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace mailwalk::wizard {

enum class Sharing;

/// The questions of the ports page: versions, way, place; and folded away, what an administrator knows: fixed ports, addresses.
class ChoicesPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ChoicesPanel(QWidget *parent = nullptr);

    diagnosis::ports::Situation situation() const; ///< without what cannot be taken as it is typed
    QString complaint() const;                     ///< about that; empty when there is nothing
    void take(const diagnosis::ports::Situation &situation);
    void mask(Sharing sharing); ///< addresses are none for a screen that others see

Q_SIGNALS:
    void changed();

private:
    QToolButton *fold(const char *name, const QString &title, QWidget *folded);
    QWidget *pins();
    QWidget *places();
    void addQuestions();
    QComboBox *list(const char *name, const QString &title);
    QLineEdit *field(QFormLayout *form, const char *name, const QString &title, const QString &example);
    void suggest();
    void arrange();
    void setAll(const diagnosis::ports::Situation &situation);

    QFormLayout *form_;
    QComboBox *exchange_{}, *outlook_{}, *via_{}, *where_{}, *profile_{}, *windows_{};
    std::vector<QLineEdit *> pins_, places_; ///< in the order of their tables
    QToolButton *pinsFold_{}, *placesFold_{};
    QLabel *hint_{};
    bool isBeingFilled_{};
};

} // namespace mailwalk::wizard
