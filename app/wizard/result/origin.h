#pragma once

#include "wizard/told.h"

namespace mailwalk::wizard {

/// Of a walk that was opened: from which file, when and by which version it was walked, and whether this version says of it what
/// was said when it was saved. For a screen that others see without the file's name.
QString originOf(const Told &told, const QString &file, report::Masking masking);

} // namespace mailwalk::wizard
