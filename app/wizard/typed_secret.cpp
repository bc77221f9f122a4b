#include "wizard/typed_secret.h"

#include <QLineEdit>
#include <QSignalBlocker>

namespace mailwalk::wizard {

namespace {

// The history keeps each character typed, and forgets without overwriting; the next entries take the same places.
void overwriteHistory(QLineEdit &field)
{
    field.clear();
    field.setText({}); // drops the history: the entries go from the first place on
    field.insert(QString(field.maxLength(), QLatin1Char(' ')));
    field.setText({});
}

} // namespace

Secret takeSecret(QLineEdit &field)
{
    const QSignalBlocker silent(field);
    const QString typed = field.text();
    QByteArray utf8 = typed.toUtf8();
    Secret secret(std::string(utf8.constData(), std::size_t(utf8.size())));
    wipe(utf8.data(), std::size_t(utf8.size()));
    // These are the field's own characters: anything but a cast would make a copy, and clear that. Those of a program's text, set
    // by code, cannot be written.
    if (typed.data_ptr().isMutable())
        wipe(const_cast<QChar *>(typed.constData()), std::size_t(typed.size()) * sizeof(QChar));
    overwriteHistory(field);
    return secret;
}

} // namespace mailwalk::wizard
