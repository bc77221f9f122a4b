#pragma once

#include "diagnosis/verdict.h"

namespace mailwalk::diagnosis {

using LaneVerdicts = std::map<trace::Transport, LaneVerdict>;

/// The direct way is not meant for the internet: from there its failure is no failure where a way through HTTPS is offered.
void forgiveDirectOutside(const trace::Trace &trace, LaneVerdicts &lanes);

/// The lane that decides for the whole walk; "not run" when none does.
LaneVerdict deciding(const trace::Trace &trace, const LaneVerdicts &lanes);

/// Whether a lane has led, or may lead, further than to a first door that is not for this place.
bool leadsAnywhere(const trace::Trace &trace, const LaneVerdicts &lanes);

/// What Autodiscover's settings lack: a way for the outside, or for this Outlook. Nothing when they lack nothing.
std::optional<LaneVerdict> lackOfWays(const trace::Trace &trace);

} // namespace mailwalk::diagnosis
