#include "wizard/password_field.h"

#include "wizard/typed_secret.h"

#include <QKeyEvent>
#include <QSignalBlocker>

namespace mailwalk::wizard {

namespace {

constexpr int longest = 256;

bool wouldTellOrUndo(const QKeyEvent &key)
{
    return key.matches(QKeySequence::Undo) || key.matches(QKeySequence::Redo) || key.matches(QKeySequence::Copy) ||
           key.matches(QKeySequence::Cut);
}

} // namespace

PasswordField::PasswordField(QWidget *parent) : QLineEdit(parent)
{
    setEchoMode(QLineEdit::Password);
    setMaxLength(longest);
    setContextMenuPolicy(Qt::NoContextMenu);
    setDragEnabled(false);
    setAcceptDrops(false);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    makeRoom();
}

PasswordField::~PasswordField() { takeSecret(*this); }

Secret PasswordField::take()
{
    show(Sight::hidden);
    Secret secret = takeSecret(*this);
    makeRoom();
    return secret;
}

// Its memory is as large as it will ever be, so that no part of a password is left in memory that it grew out of.
void PasswordField::makeRoom()
{
    const QSignalBlocker silent(this);
    insert(QString(longest, QLatin1Char(' ')));
    selectAll();
    del();
}

void PasswordField::show(Sight sight) { setEchoMode(sight == Sight::shown ? QLineEdit::Normal : QLineEdit::Password); }

void PasswordField::keyPressEvent(QKeyEvent *event)
{
    if (!wouldTellOrUndo(*event))
        QLineEdit::keyPressEvent(event);
}

// A shortcut of the window is none of the field's, but a line edit would take these for itself and act.
bool PasswordField::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && wouldTellOrUndo(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

// A wizard hides its page for a moment whenever it arranges its buttons anew: only what is still hidden afterwards has gone.
void PasswordField::hideEvent(QHideEvent *event)
{
    QLineEdit::hideEvent(event);
    QMetaObject::invokeMethod(this, &PasswordField::forgetWhenHidden, Qt::QueuedConnection);
}

void PasswordField::forgetWhenHidden()
{
    if (isVisible() || text().isEmpty())
        return;
    take();
    Q_EMIT textChanged({});
}

} // namespace mailwalk::wizard
