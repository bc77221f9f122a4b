#pragma once

#include "diagnosis/verdict.h"

namespace mailwalk::diagnosis {

/// A code to be read out over the phone: six digits in two groups, "017 054". What stands at the hop: the cause (or, when no
/// rule knew one, the failure's code) and the kind of hop, with a check digit that finds every single wrong digit and every swap
/// of neighbours. Works without the file. Numbers of causes are never used again.
std::string shortCode(const Verdict &verdict, const trace::Trace &trace); ///< empty when nothing stopped the walk

struct Spelled {
    std::string word; ///< what `explain` knows: id of a cause or name of a failure code
    trace::Kind kind = trace::Kind::walk;
};
/// Spaces, dots and hyphens between the digits do not matter. Nothing for what is no code, or has a wrong digit.
std::optional<Spelled> fromShortCode(std::string_view text);

} // namespace mailwalk::diagnosis
