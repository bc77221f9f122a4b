#pragma once

#include "diagnosis/verdict.h"

#include <QString>

namespace mailwalk::diagnosis {

/// One sentence for a person, translated: what happened and where. Without a finding it says what was observed, and blames
/// nobody.
std::string sentenceFor(const Verdict &verdict, const trace::Trace &trace);

/// What was observed at a hop, translated: "No answer came from gc1.corp.test on port 135."
QString observationAt(const trace::Trace &trace, const trace::Hop &hop);

/// What a stage is for, translated: "finding you in the address book".
QString wordFor(trace::Stage stage);

} // namespace mailwalk::diagnosis
