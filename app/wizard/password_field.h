#pragma once

#include "base/secret.h"

#include <QLineEdit>

namespace mailwalk::wizard {

/// A field for a password. What is typed goes out by take() alone: there is no undo, copy, drag or menu, and it is cleared as
/// soon as the field is hidden or goes. See typed_secret.h for what Qt does not let us reach.
class PasswordField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit PasswordField(QWidget *parent = nullptr);
    ~PasswordField() override;

    Secret take(); ///< the field is empty then

    /// Readable, as long as a button is pressed. Never while somebody else sees the screen, which is for the caller to know.
    enum class Sight { hidden, shown };
    void show(Sight sight);
    using QLineEdit::show;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeRoom();
    void forgetWhenHidden();
};

} // namespace mailwalk::wizard
