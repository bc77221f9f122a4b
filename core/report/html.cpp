#include "report/html.h"

#include "report/about.h"
#include "report/escape.h"
#include "report/html_parts.h"
#include "report/profiles.h"

namespace mailwalk::report {

static QString profilesOnPage(const trace::Document &walk)
{
    const auto told = profilesIn(walk);
    if (!told)
        return {};
    QString items;
    for (const QString &each : told->differences)
        items += QStringLiteral("<li>%1</li>\n").arg(escaped(each));
    const QString list = items.isEmpty() ? items : QStringLiteral("<ol>\n%1</ol>\n").arg(items);
    return html_parts::section(titleOfProfiles(), html_parts::paragraphs({told->sentence}) + list);
}

std::string html(const trace::Trace &trace, const diagnosis::Verdict &verdict, Masking masking)
{
    return html(trace::Document{trace, {}}, verdict, masking);
}

std::string html(const trace::Document &walk, const diagnosis::Verdict &verdict, Masking masking)
{
    const QString body =
        html_parts::ticket(walk.trace, verdict, masking) + profilesOnPage(walk) + html_parts::record(walk.trace, verdict);
    return html_parts::page(titleOf(walk.trace), body).toStdString();
}

} // namespace mailwalk::report
