#pragma once

#include <QString>

/// Lines of a plain-text report.
namespace mailwalk::report {

/// The one escaper of plain text: control, format and direction characters become visible replacements, and it stays one line.
QString fit(const std::string &text, std::size_t most = 200);

/// Wrapped at 78 characters, every line begun with `indent`; ends with a line end. Empty for an empty text.
QString paragraph(const QString &text, const QString &indent = {});

} // namespace mailwalk::report
