#pragma once

#include "cli/check_plan.h"
#include "evidence/repeat.h"
#include "report/repeat.h"

/// Walks that are repeated.
namespace mailwalk::cli {

/// Walks as often as the plan says, and delivers them all together.
Exit repeatWalks(const CheckPlan &plan, const net::Stop &stop, const evidence::Walker &walker);

/// Sums up, masks, prints and writes. Throws NotWritten after everything has been tried.
diagnosis::Repetition deliver(const report::Repeats &repeats, const Outputs &outputs);

/// A series that `check --repeat N --json FILE` has saved; nothing when the file does not say that it is one. Throws WrongUsage
/// with the place where it is broken.
std::optional<report::Repeats> savedRepeats(const std::string &file);

/// Throws WrongUsage for what repeated walks cannot be written as.
void requireFormsForRepeats(const Outputs &outputs);

} // namespace mailwalk::cli
