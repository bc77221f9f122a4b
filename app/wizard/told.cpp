#include "wizard/told.h"

#include "report/mask.h"

namespace mailwalk::wizard {

Findings Findings::of(const trace::Trace &trace, const diagnosis::Verdict &verdict)
{
    return {report::adviceOf(trace, verdict), diagnosis::pictureOf(trace, verdict, diagnosis::Colouring::fresh),
            diagnosis::pictureOf(trace, verdict, diagnosis::Colouring::finished), report::settingsFound(trace),
            report::portsUsedIn(trace)};
}

Told Told::of(trace::Document document)
{
    Told told;
    told.verdict = diagnosis::diagnose(document.trace);
    told.masked = report::masked(document.trace);
    told.maskedVerdict = diagnosis::diagnose(told.masked);
    told.document = std::move(document);
    told.findings = Findings::of(told.document.trace, told.verdict);
    told.maskedFindings = Findings::of(told.masked, told.maskedVerdict);
    return told;
}

} // namespace mailwalk::wizard
