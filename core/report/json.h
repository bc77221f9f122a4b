#pragma once

#include "diagnosis/verdict.h"
#include "report/masking.h"
#include "trace/json.h"

namespace mailwalk::report {

/// The member `verdict` of a saved walk.
QJsonObject toJson(const diagnosis::Verdict &verdict);

/// A walk to be saved, with what diagnosis says of it. Members that a document brought from its file stay.
QJsonObject toJson(const trace::Trace &trace, const diagnosis::Verdict &verdict, Masking masking);
QJsonObject toJson(const trace::Document &document, const diagnosis::Verdict &verdict, Masking masking);

/// Whether the names in a saved walk were replaced before it was written. Nobody who opens it can undo that.
Masking maskingOf(const trace::Document &document);

} // namespace mailwalk::report
