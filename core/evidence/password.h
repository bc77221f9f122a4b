#pragma once

#include "trace/trace.h"

namespace mailwalk::evidence {

/// Whether a password was refused in this walk, or a proof of it stayed unanswered and may have been counted as a wrong one.
/// Then nothing signs in after it: another try could lock the account.
bool isPasswordInDoubt(const trace::Trace &walk);

} // namespace mailwalk::evidence
