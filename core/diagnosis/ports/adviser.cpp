#include "diagnosis/ports/leg.h"

namespace mailwalk::diagnosis::ports {

Advice adviceFor(const Situation &situation)
{
    Advice advice;
    advice.rules = rulesFor(situation);
    advice.pins = pinsFor(situation, advice.rules);
    advice.notes = notesFor(situation);
    return advice;
}

} // namespace mailwalk::diagnosis::ports
