#pragma once

#include "diagnosis/verdict.h"
#include "report/masking.h"
#include "trace/json.h"

#include <QByteArray>

namespace mailwalk::paper {

/// The report as PDF, A4: one page for a ticket, then the full record. Needs a QGuiApplication (its fonts), no screen.
QByteArray pdf(const trace::Trace &trace, const diagnosis::Verdict &verdict, report::Masking masking);

/// The same with what the walk for the other kind of profile met, where there is one.
QByteArray pdf(const trace::Document &walk, const diagnosis::Verdict &verdict, report::Masking masking);

} // namespace mailwalk::paper
