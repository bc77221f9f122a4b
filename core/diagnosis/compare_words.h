#pragma once

#include "diagnosis/explanation.h"

namespace mailwalk::diagnosis {

/// One line for a person, translated.
QString textFor(const Difference &difference, const trace::Trace &first, const trace::Trace &second);

/// Both walks, and what became of them.
struct Compared {
    const trace::Trace &first, &second;
    const Verdict &firstVerdict, &secondVerdict;
};

/// What the comparison comes to, translated. `parting`: what had led one of them to where it stopped.
QString sentenceFor(const Compared &walks, const Comparison &comparison, const std::optional<Stop> &stop,
                    const std::optional<Difference> &parting);

} // namespace mailwalk::diagnosis
