#include "report/html.h"

#include "report/about.h"
#include "report/escape.h"
#include "report/html_parts.h"

#include <QLocale>

namespace mailwalk::report {

// Nothing may run and nothing may be fetched, whatever a server has smuggled in.
static const char *const head = R"(<!DOCTYPE html>
<html lang="%1" dir="%2">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>%3</title>
<style>%4</style>
</head>
<body>
<main>
)";

std::string html(const trace::Trace &trace, const diagnosis::Verdict &verdict, Masking masking)
{
    const QString language = languageOfTexts();
    const bool isRightToLeft = QLocale(language).textDirection() == Qt::RightToLeft;
    const QString direction = isRightToLeft ? QStringLiteral("rtl") : QStringLiteral("ltr");
    const QString page = QString::fromLatin1(head).arg(language, direction, escaped(titleOf(trace)), html_parts::styleSheet()) +
                         html_parts::ticket(trace, verdict, masking) + html_parts::record(trace, verdict) +
                         QStringLiteral("</main>\n</body>\n</html>\n");
    return page.toStdString();
}

} // namespace mailwalk::report
