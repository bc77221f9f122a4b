#include "report/html.h"

#include "report/about.h"
#include "report/html_parts.h"

namespace mailwalk::report {

std::string html(const trace::Trace &trace, const diagnosis::Verdict &verdict, Masking masking)
{
    const QString body = html_parts::ticket(trace, verdict, masking) + html_parts::record(trace, verdict);
    return html_parts::page(titleOf(trace), body).toStdString();
}

} // namespace mailwalk::report
