#pragma once

#include "base/secret.h"

class QLineEdit;

namespace mailwalk::wizard {

/// Takes what was typed, and overwrites it in the field and in its undo history. The field is empty then, and emits nothing.
///
/// What Qt does not let us reach: memory that the field gave back while it grew with the typing, and the key and input method
/// events that brought the characters.
Secret takeSecret(QLineEdit &field);

} // namespace mailwalk::wizard
