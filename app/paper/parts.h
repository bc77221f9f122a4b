#pragma once

#include "diagnosis/verdict.h"
#include "paper/sheet.h"
#include "report/masking.h"

/// What the report on paper is made of.
namespace mailwalk::paper {

QString inReport(const char *text); ///< translated
void heading(Sheet &sheet, const QString &text);

/// The first page.
void writeTicket(Sheet &sheet, const trace::Trace &trace, const diagnosis::Verdict &verdict, report::Masking masking);

/// Everything else, up to `mostPages` of the sheet.
inline constexpr int mostPages = 1500;
void writeRecord(Sheet &sheet, const trace::Trace &trace, const diagnosis::Verdict &verdict);

} // namespace mailwalk::paper
