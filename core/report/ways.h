#pragma once

#include "diagnosis/verdict.h"

#include <QStringList>

namespace mailwalk::report {

/// What became of each lane, a sentence each; nothing where there was no more than one.
QStringList ways(const diagnosis::Verdict &verdict);

} // namespace mailwalk::report
