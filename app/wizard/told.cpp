#include "wizard/told.h"

#include "report/mask.h"

namespace mailwalk::wizard {

Told Told::of(trace::Document document)
{
    Told told;
    told.verdict = diagnosis::diagnose(document.trace);
    told.masked = report::masked(document.trace);
    told.maskedVerdict = diagnosis::diagnose(told.masked);
    told.document = std::move(document);
    return told;
}

} // namespace mailwalk::wizard
