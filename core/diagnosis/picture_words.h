#pragma once

#include "diagnosis/picture.h"

/// What the path picture says, translated; never a name of a machine.
namespace mailwalk::diagnosis {

QString captionFor(Place place, std::optional<trace::Transport> lane);
QString purposeOf(Place place, std::optional<trace::Transport> lane); ///< one sentence: what it is for

QString portLabel(std::uint16_t port);             ///< "port 135"
QString failureLabel(const trace::Hop &failed);    ///< "port 49213: no answer", "no such name"
QString reasonLabel(trace::Reason reason);         ///< "needs the password"
QString reasonSentence(trace::Reason reason);      ///< why it was not asked
QString failureSentence(const trace::Hop &failed); ///< what was seen there
QString stateSentence(State state);                ///< for the states that need no more

} // namespace mailwalk::diagnosis
