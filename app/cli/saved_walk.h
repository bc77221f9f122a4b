#pragma once

#include "trace/json.h"

namespace mailwalk::cli {

/// A walk that `check --json FILE` has saved. Throws WrongUsage with the place where the file is broken.
trace::Document savedWalk(const std::string &file);

} // namespace mailwalk::cli
