#include "report/about.h"
#include "report/escape.h"
#include "report/html_parts.h"

#include <QLocale>

namespace mailwalk::report::html_parts {

// Nothing may run and nothing may be fetched, whatever a server has smuggled in.
static const char *const pageHead = R"(<!DOCTYPE html>
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

QString page(const QString &title, const QString &body)
{
    const QString language = languageOfTexts();
    const bool isRightToLeft = QLocale(language).textDirection() == Qt::RightToLeft;
    const QString direction = isRightToLeft ? QStringLiteral("rtl") : QStringLiteral("ltr");
    return QString::fromLatin1(pageHead).arg(language, direction, escaped(title), styleSheet()) + body +
           QStringLiteral("</main>\n</body>\n</html>\n");
}

} // namespace mailwalk::report::html_parts
