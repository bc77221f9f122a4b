#pragma once

#include "diagnosis/verdict.h"

#include <QString>

namespace mailwalk::report {

/// What became of each lane, a paragraph each; nothing where there was no more than one.
QString ways(const diagnosis::Verdict &verdict);

} // namespace mailwalk::report
